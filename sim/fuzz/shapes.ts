/** The parts of JSON Schema that the description of the API uses. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** An integer in [0, sides). */
export type Roll = (sides: number) => number;

/** Texts that are something here: ids, tokens, revs, addresses. */
export type Words = readonly string[];

export const pick = <T>(roll: Roll, list: readonly T[]): T => {
  const found = list[roll(list.length)];
  if (found === undefined) throw new Error('An empty list has nothing to pick');
  return found;
};

const TEXTS = ['a', 'Main St', 'main-st', '2418', 'owner', 'regions', 'loads'];
const DEEPEST = 6;

function textOf({ format, pattern, minLength = 0 }: Shape, roll: Roll, words: Words): string {
  if (format === 'date') return '2026-11-23';
  if (format === 'date-time') return '2026-11-24T06:43:00.007Z';
  if (format === 'email') return `${roll(1_000)}@test.example`;
  if (pattern?.includes('[0-9a-f]{8}') || format === 'uuid') return pick(roll, words);
  const text = roll(2) === 0 ? pick(roll, words) : pick(roll, TEXTS);
  return text.padEnd(minLength, 'x');
}

/** A value that is mostly of this shape: good enough to come past the first check and meet the next one. */
export function sampleOf(shape: Shape, roll: Roll, words: Words, depth = 0): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return pick(roll, shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices && choices.length > 0) return sampleOf(pick(roll, choices), roll, words, depth);
  const type = typeof shape.type === 'string' ? shape.type : shape.type?.[0];
  switch (type) {
    case 'string':
      return textOf(shape, roll, words);
    case 'integer':
    case 'number':
      return (
        (shape.minimum ?? 0) + roll(Math.min(1_000, (shape.maximum ?? 1_000) - (shape.minimum ?? 0) + 1))
      );
    case 'boolean':
      return roll(2) === 0;
    case 'null':
      return null;
    case 'array':
      return depth > DEEPEST
        ? []
        : Array.from({ length: roll(4) }, () => sampleOf(shape.items ?? {}, roll, words, depth + 1));
    default:
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([name]) => shape.required?.includes(name) === true || roll(3) > 0)
          .map(([name, part]) => [name, sampleOf(part, roll, words, depth + 1)]),
      );
  }
}
