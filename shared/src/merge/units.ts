import type { WireDocument } from '../protocol/document.ts';
import { collections, type CollectionName } from '../schema/collections.ts';

/**
 * A merge unit is what two people can change without getting into each other's way: every top-level field, and in
 * the fields marked by key every key of its own. It is named `field` or `field.key`; a field's name has no dot.
 */
export type Unit = string;

/** What of a collection decides its units. */
export interface UnitShape {
  readonly byKey: ReadonlySet<string>;
  /** Fields whose absence means a value; all others are "not set". */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** The mark of a document's deletion, where a unit's name is expected. */
export const DELETION = '_deleted';

/** Who wrote, when, and under which name: not content, and so no units. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy', DELETION]);

function makeShape(collection: CollectionName): UnitShape {
  const { byKey, schema } = collections[collection];
  const withDefault = Object.entries<object>(schema.properties).flatMap(([field, fragment]) =>
    'default' in fragment ? [[field, fragment.default]] : [],
  );
  // Without a prototype: a field that is named like a part of one has no default.
  const defaults = Object.assign(Object.create(null) as object, Object.fromEntries(withDefault));
  return { byKey: new Set<string>(byKey), defaults };
}

const shapes = new Map<CollectionName, UnitShape>();

export function shapeOf(collection: CollectionName): UnitShape {
  const known = shapes.get(collection);
  if (known) return known;
  const made = makeShape(collection);
  shapes.set(collection, made);
  return made;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal as JSON: the order of keys does not count, and a key without a value is as good as none. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => sameValue(item, b[at]))
    );
  if (!isObject(a) || !isObject(b)) return false;
  const keysOfA = Object.keys(a).filter((key) => a[key] !== undefined);
  const keysOfB = Object.keys(b).filter((key) => b[key] !== undefined);
  return (
    keysOfA.length === keysOfB.length &&
    keysOfA.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

/** The units that a document sets, each with its value. */
export function unitsOf(shape: UnitShape, document: WireDocument): Map<Unit, unknown> {
  const units = new Map<Unit, unknown>();
  for (const [field, value] of Object.entries(document)) {
    if (NOT_CONTENT.has(field) || value === undefined) continue;
    if (!shape.byKey.has(field) || !isObject(value)) units.set(field, value);
    else
      for (const [key, part] of Object.entries(value))
        if (part !== undefined) units.set(`${field}.${key}`, part);
  }
  return units;
}

/** The value of a unit in `units`, or what its absence means; undefined is "not set". */
export const valueOf = (shape: UnitShape, units: ReadonlyMap<Unit, unknown>, unit: Unit): unknown =>
  units.has(unit) ? units.get(unit) : shape.defaults[unit];

const own = (object: unknown, key: string): unknown =>
  isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;

/** `[field, key]`; without a key for a unit that is a whole field. */
function partsOf(shape: UnitShape, unit: Unit): readonly [string, string?] {
  const dot = unit.indexOf('.');
  const field = dot < 0 ? unit : unit.slice(0, dot);
  return dot > 0 && shape.byKey.has(field) ? [field, unit.slice(dot + 1)] : [unit];
}

export function getUnit(shape: UnitShape, document: WireDocument, unit: Unit): unknown {
  const [field, key] = partsOf(shape, unit);
  const value = key === undefined ? own(document, field) : own(document[field], key);
  return value === undefined ? shape.defaults[unit] : value;
}

/** The document with one unit set; undefined takes it out. An object by key that holds nothing any more goes too. */
export function setUnit<D extends WireDocument>(
  shape: UnitShape,
  document: D,
  unit: Unit,
  value: unknown,
): D {
  const [field, key] = partsOf(shape, unit);
  const whole = key === undefined ? value : setKey(document[field], key, value);
  const others = Object.entries(document).filter(([name]) => name !== field);
  return Object.fromEntries(whole === undefined ? others : [...others, [field, whole]]) as D;
}

function setKey(object: unknown, key: string, value: unknown): unknown {
  const others = isObject(object) ? Object.entries(object).filter(([name]) => name !== key) : [];
  const entries = value === undefined ? others : [...others, [key, value]];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The content fields that these units make up. Keys such as `__proto__` stay plain keys. */
export function fieldsOf(shape: UnitShape, units: ReadonlyMap<Unit, unknown>): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  const keyed = new Map<string, [string, unknown][]>();
  for (const [unit, value] of units) {
    const [field, key] = partsOf(shape, unit);
    if (key === undefined) fields.set(field, value);
    else keyed.set(field, [...(keyed.get(field) ?? []), [key, value]]);
  }
  for (const [field, entries] of keyed) fields.set(field, Object.fromEntries(entries));
  return Object.fromEntries(fields);
}

/** The units whose value differs between two states; null is a state in which nothing is set. */
export function changedUnits(shape: UnitShape, a: WireDocument | null, b: WireDocument | null): Unit[] {
  const before = a ? unitsOf(shape, a) : new Map<Unit, unknown>();
  const after = b ? unitsOf(shape, b) : new Map<Unit, unknown>();
  const changed: Unit[] = [];
  for (const unit of after.keys())
    if (!sameValue(valueOf(shape, before, unit), after.get(unit))) changed.push(unit);
  for (const unit of before.keys())
    if (!after.has(unit) && !sameValue(before.get(unit), shape.defaults[unit])) changed.push(unit);
  return changed;
}

/** Same content and same deletion mark; rev, author and time do not count. */
export const sameContent = (shape: UnitShape, a: WireDocument, b: WireDocument): boolean =>
  (a._deleted === true) === (b._deleted === true) && changedUnits(shape, a, b).length === 0;
