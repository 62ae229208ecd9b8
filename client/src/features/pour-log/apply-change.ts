import type { LogChange } from './log-changes.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Only the fields that the change touches; `undefined` for one that is taken away. */
export function changedFields(current: object | undefined, change: LogChange): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...change.set };
  if (change.keys) {
    const merged: Record<string, unknown> = { ...fieldsOf(fieldsOf(current)[change.keys.field]) };
    for (const [key, value] of Object.entries(change.keys.values)) {
      if (value === undefined) delete merged[key];
      else merged[key] = value;
    }
    changed[change.keys.field] = merged;
  }
  return changed;
}

/**
 * The change that takes `change` back from `before`, as far as nobody has written over it since: a field that no
 * longer says what the tap wrote keeps what it says now. The day that a log belongs to is never taken from it.
 */
export function reverseOf(
  before: object | undefined,
  change: LogChange,
): (current: object | undefined) => LogChange {
  const was = fieldsOf(before);
  return (current) => {
    const now = fieldsOf(current);
    const set = Object.fromEntries(
      Object.entries(change.set)
        .filter(([field, value]) => field !== 'pourDay' && same(now[field], value))
        .map(([field]) => [field, was[field]]),
    );
    const { keys } = change;
    if (!keys) return { ...change, set };
    const inNow = fieldsOf(now[keys.field]);
    const inWas = fieldsOf(was[keys.field]);
    const values = Object.fromEntries(
      Object.entries(keys.values)
        .filter(([key, value]) => same(inNow[key], value))
        .map(([key]) => [key, inWas[key]]),
    );
    return { ...change, set, keys: { field: keys.field, values } };
  };
}
