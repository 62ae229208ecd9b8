import { describe, expect, it } from 'vitest';
import { nextDigits, numberTyped, type KeypadKey } from './keypad-digits.ts';

const type = (...keys: readonly KeypadKey[]): string => keys.reduce(nextDigits, '');

describe('a number typed with gloves', () => {
  it('is what was tapped', () => {
    expect(type('1', '0', '.', '5')).toBe('10.5');
    expect(type('7', 'back')).toBe('');
  });

  it('takes one point, and puts a zero before it', () => {
    expect(type('.', '5', '.', '2')).toBe('0.52');
  });

  it('drops a zero that leads', () => {
    expect(type('0', '0', '4')).toBe('4');
    expect(type('-', '0', '3')).toBe('-3');
  });

  it('turns its sign with every minus', () => {
    expect(type('3', '-')).toBe('-3');
    expect(type('3', '-', '-')).toBe('3');
  });

  it('ends at eight digits', () => {
    expect(type('1', '2', '3', '4', '5', '6', '7', '8', '9')).toBe('12345678');
  });

  it('is no number until there is a digit', () => {
    expect(numberTyped('')).toBeUndefined();
    expect(numberTyped('-')).toBeUndefined();
    expect(numberTyped('4.')).toBe(4);
  });
});
