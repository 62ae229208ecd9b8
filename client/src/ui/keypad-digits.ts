export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | '-' | 'back';

/** More digits than any number on a ticket has. */
const MOST_DIGITS = 8;

/** What is typed after one more key. Never two points, never a zero before another digit. */
export function nextDigits(typed: string, key: KeypadKey): string {
  if (key === 'back') return typed.slice(0, -1);
  if (key === '-') return typed.startsWith('-') ? typed.slice(1) : `-${typed}`;
  if (key === '.') {
    if (typed.includes('.')) return typed;
    return typed === '' || typed === '-' ? `${typed}0.` : `${typed}.`;
  }
  if (typed === '0' || typed === '-0') return typed.slice(0, -1) + key;
  return typed.replace(/\D/g, '').length >= MOST_DIGITS ? typed : typed + key;
}

/** The number that was typed; nothing for an empty or unfinished one. */
export function numberTyped(typed: string): number | undefined {
  if (typed === '' || typed === '-') return undefined;
  const value = Number(typed);
  return Number.isFinite(value) ? value : undefined;
}
