/**
 * Whether a value has the shape that a schema describes, as far as a file that comes from anywhere must be looked at
 * before it becomes an edit: types, known and required fields, choices. The server looks at the rest, as at any edit.
 */
type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
};

/** The place of the first thing that does not fit, as `days.mon.0`; `undefined` where all does. */
export function misfitOf(schema: unknown, value: unknown, place = ''): string | undefined {
  if (!isObject(schema)) return undefined;
  const { type, enum: choices } = schema;
  if (typeof type === 'string' && IS[type]?.(value) === false) return place;
  if (Array.isArray(choices) && !choices.includes(value)) return place;
  if (Array.isArray(value)) return firstMisfit(value.entries(), () => schema['items'], place);
  if (!isObject(value)) return undefined;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = required.find((field) => !Object.hasOwn(value, String(field)));
  if (missing !== undefined) return within(place, String(missing));
  return firstMisfit(Object.entries(value), (field) => fieldSchema(schema, String(field)), place);
}

const within = (place: string, key: string | number): string =>
  place === '' ? String(key) : `${place}.${key}`;

const UNKNOWN: Schema = { enum: [] };

function fieldSchema(schema: Schema, field: string): unknown {
  const { properties, additionalProperties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, field)) return properties[field];
  if (additionalProperties === false) return UNKNOWN;
  return additionalProperties;
}

function firstMisfit(
  entries: Iterable<readonly [string | number, unknown]>,
  schemaOf: (key: string | number) => unknown,
  place: string,
): string | undefined {
  for (const [key, part] of entries) {
    const found = misfitOf(schemaOf(key), part, within(place, key));
    if (found !== undefined) return found;
  }
  return undefined;
}
