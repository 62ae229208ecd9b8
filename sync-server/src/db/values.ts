import pg from 'pg';

const { builtins } = pg.types;

/** `2026-11-24 06:43:00.5+00` → `2026-11-24T06:43:00.500Z`: the wire's one spelling of an instant. */
export function instantFromText(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\+00(?::00)?$/.exec(text);
  if (!match) return new Date(text).toISOString();
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, instantFromText],
  // Counters stay far below 2^53.
  [builtins.INT8, Number],
]);

/** How column values reach our code: days and instants as on the wire, bigint as a number. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, 'text'),
};
