/**
 * A first entry is a fact, a second one over it a correction, and a correction is kept: what was said before stays
 * readable in the log beside what is said now.
 */
export interface Correction {
  readonly field: string;
  /** As text, so that it fits a log line: numbers plain, instants as they are on the wire. */
  readonly before: string;
  /** Absent when the value was taken away. */
  readonly after?: string;
}

type Value = string | number;

const isValue = (value: unknown): value is Value => typeof value === 'string' || typeof value === 'number';

/** Which of the simple values of `change` replace another that stood there. Filling an empty field corrects nothing. */
export function correctionsOf(current: object, change: object): Correction[] {
  const before = new Map(Object.entries(current));
  return Object.entries(change).flatMap(([field, after]) => {
    const was: unknown = before.get(field);
    if (!isValue(was) || was === after) return [];
    return [{ field, before: String(was), ...(isValue(after) ? { after: String(after) } : {}) }];
  });
}
