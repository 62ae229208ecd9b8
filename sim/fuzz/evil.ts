import { pick, type Roll } from './shapes.ts';

/** A body as it goes on the wire. */
export interface Body {
  readonly payload: Buffer;
  readonly contentType: string;
  /** What was done to it; absent where nothing was. */
  readonly mutation?: string;
}

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < levels; n += 1) value = [value];
  return value;
};

/** Values in the place of any other. */
const EVIL: Readonly<Record<string, (roll: Roll) => unknown>> = {
  null: () => null,
  boolean: (roll) => roll(2) === 0,
  'negative number': () => -1,
  fraction: () => 0.1 + 0.2,
  'minus zero': () => -0,
  'huge number': (roll) => pick(roll, [1e308, -1e308, 5e-324]),
  'number beyond integers': (roll) => pick(roll, [2 ** 53, 2 ** 63, 2 ** 31, -(2 ** 31) - 1]),
  'empty text': () => '',
  'long text': (roll) => 'x'.repeat(pick(roll, [65, 300, 5_000, 70_000])),
  NUL: () => 'a\u0000b',
  'lone surrogate': (roll) => pick(roll, ['\ud800', 'a\udfff', '\udbff\udbff']),
  'control characters': () => 'a\r\n\u0007\u001b[31m\u2028',
  'right to left': () => '\u202eevil\u200b\ufeff',
  SQL: (roll) => pick(roll, ["'; drop table app.loads; --", '$1', "\\'", '{1,2}', '%', '\\']),
  path: (roll) => pick(roll, ['../../etc/passwd', '..%2f', '/', '\\\\host\\share', 'C:']),
  markup: () => '<script>alert(1)</script>',
  'impossible day': (roll) =>
    pick(roll, ['2026-02-30', '0000-00-00', '9999-12-31', '-000001-01-01', '2026-W01-1']),
  'impossible instant': (roll) =>
    pick(roll, ['+275760-09-13T00:00:00.001Z', '2026-13-01T25:61:61Z', '1e400', 'infinity', 'now']),
  'array for a value': () => [],
  'object for a value': () => ({}),
  'large array': () => Array.from({ length: 1_200 }, () => 0),
  'deep array': (roll) => deep(pick(roll, [18, 25, 400])),
  'key of a prototype': (roll) => ({
    [pick(roll, ['constructor', 'toString', 'hasOwnProperty', '__proto__x'])]: {},
  }),
  'many keys': () => Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n])),
};

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

function containersOf(value: unknown): Container[] {
  if (!isContainer(value)) return [];
  return [value, ...Object.values(value).flatMap(containersOf)];
}

/** Puts something else somewhere into `value`, which is changed; the answer is what was done. */
function disturb(value: Container, roll: Roll): string {
  const into = pick(roll, containersOf(value)) as Record<string, unknown>;
  const keys = Object.keys(into);
  const key = keys.length > 0 ? pick(roll, keys) : 'unknown';
  const what = roll(10);
  if (what === 0) {
    delete into[key];
    return 'missing key';
  }
  if (what === 1) {
    into[`unknown${roll(9)}`] = into[key];
    return 'unknown key';
  }
  const name = pick(roll, Object.keys(EVIL));
  into[key] = EVIL[name]?.(roll);
  return name;
}

type TextChange = (text: string, roll: Roll) => string | Buffer;
const TEXT_CHANGES: Readonly<Record<string, TextChange>> = {
  'truncated JSON': (text, roll) => text.slice(0, roll(text.length + 1)),
  '1e400': (text) => text.replace(/:\s*-?\d+/, ':1e400'),
  'key twice': (text) => text.replace(/\{("\w+":)/, '{$1null,$1'),
  __proto__: (text) => text.replace('{', '{"__proto__":{"isAdmin":true,"rows":[]},'),
  'byte order mark': (text) => `\ufeff${text}`,
  'bytes that are no text': (text) =>
    Buffer.concat([Buffer.from(text.slice(0, 5)), Buffer.from([0xff, 0xc0, 0x80])]),
  'escaped surrogate': (text) => text.replace(/"[^"]*"(?=[,}])/, String.raw`"\ud83d"`),
  'escaped NUL': (text) => text.replace(/"[^"]*"(?=[,}])/, String.raw`"\u0000"`),
  'no body': () => '',
  'a bare value': (_, roll) => pick(roll, ['null', '[]', '1', '"a"', '{}', 'NaN', 'undefined']),
  'two values': (text) => `${text}${text}`,
  'deep beyond parsers': (_, roll) => '['.repeat(pick(roll, [100, 60_000])),
};

const TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '',
];

/** The body of `value`, mutated in a way that the dice choose, or left as it is. */
export function bodyOf(value: unknown, roll: Roll): Body {
  const contentType = 'application/json';
  const json = (of: unknown): string => JSON.stringify(of) ?? '';
  const how = roll(12);
  if (how < 2) return { payload: Buffer.from(json(value)), contentType };
  if (how === 2)
    return {
      payload: Buffer.from(json(value)),
      contentType: pick(roll, TYPES),
      mutation: 'other type of content',
    };
  if (how < 5 || !isContainer(value)) {
    const mutation = pick(roll, Object.keys(TEXT_CHANGES));
    return { payload: Buffer.from(TEXT_CHANGES[mutation]?.(json(value), roll) ?? ''), contentType, mutation };
  }
  const mutation = disturb(value, roll);
  if (roll(4) === 0) disturb(value, roll);
  return { payload: Buffer.from(json(value)), contentType, mutation };
}

/** A text for a place in an address or a header. */
export function evilText(roll: Roll): string {
  const value = EVIL[pick(roll, Object.keys(EVIL))]?.(roll);
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 2_000);
}

export const MUTATIONS: readonly string[] = [
  'missing key',
  'unknown key',
  'other type of content',
  ...Object.keys(EVIL),
  ...Object.keys(TEXT_CHANGES),
];
