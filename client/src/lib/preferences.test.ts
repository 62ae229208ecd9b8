import { describe, expect, it } from 'vitest';
import { parsePreferences } from './preferences.ts';

describe('what a device remembers of its looks', () => {
  it('reads back what was chosen', () => {
    const chosen = {
      theme: 'sun',
      density: 'glove',
      language: 'es',
      lastWorkspace: 'demo',
      toggles: { a: 'b' },
    };
    expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen);
  });

  it('takes what it does not understand as not chosen', () => {
    expect(parsePreferences(null)).toEqual({});
    expect(parsePreferences('{"theme":')).toEqual({});
    expect(parsePreferences('[]')).toEqual({});
    expect(parsePreferences('{"theme":"sepia","density":7,"lastPage":{},"toggles":{"a":1,"b":"c"}}')).toEqual(
      {
        toggles: { b: 'c' },
      },
    );
  });
});
