import { afterEach, describe, expect, it } from 'vitest';
import { setPreferences } from './preferences.ts';
import { defineStrings } from './strings.ts';

const words = defineStrings('test', {
  en: { hello: 'Hello {{name}}', people_one: '{{count}} person', people_other: '{{count}} people' },
  es: { hello: 'Hola {{name}}', people_one: '{{count}} persona', people_other: '{{count}} personas' },
});

afterEach(() => setPreferences({ language: undefined }));

describe('words in two languages', () => {
  it('follow the language that is chosen', () => {
    setPreferences({ language: 'en' });
    expect(words.now('hello', { name: 'Núñez <&>' })).toBe('Hello Núñez <&>');
    setPreferences({ language: 'es' });
    expect(words.now('hello', { name: 'Núñez <&>' })).toBe('Hola Núñez <&>');
  });

  it('choose the plural by the count, to the million', () => {
    setPreferences({ language: 'en' });
    expect([1, 0, 2].map((count) => words.now('people', { count }))).toEqual([
      '1 person',
      '0 people',
      '2 people',
    ]);
    expect(words.now('people', { count: 1388 })).toBe('1,388 people');
    setPreferences({ language: 'es' });
    expect(words.now('people', { count: 1 })).toBe('1 persona');
    expect(words.now('people', { count: 1_000_000 })).toBe('1,000,000 personas');
  });
});
