import { getUnit, shapeOf } from '../merge/units.ts';
import type { WireDocument } from '../protocol/document.ts';
import { collections, type CollectionName } from '../schema/collections.ts';

/** Who takes back, and when. */
export interface Act {
  readonly by: string;
  readonly at: string;
}

/**
 * How a record is taken back that others have seen already: the trade deletes none of them. `undefined` deletes,
 * where that is allowed; `units` empties what was filled in.
 */
type TakeBack = (act: Act) => Record<string, unknown> | undefined | 'units';

const voided: TakeBack = ({ by, at }) => ({ void: { by, at, reason: 'undo' } });

const TAKE_BACK: Readonly<Record<CollectionName, TakeBack>> = {
  settings: () => 'units',
  regions: () => ({ active: false }),
  projects: () => ({ status: 'closed' }),
  employees: () => ({ active: false }),
  resources: () => ({ active: false }),
  schedule_weeks: () => 'units',
  demands: () => 'units',
  absences: () => undefined,
  pours: () => ({ status: 'cancelled' }),
  pour_logs: () => 'units',
  loads: voided,
  pour_events: voided,
};

/** The same for one record: of the settings, views and scenarios can be deleted. */
export function takeBackOf(
  collection: CollectionName,
  document: WireDocument,
  act: Act,
): Record<string, unknown> | undefined | 'units' {
  if (collection === 'settings' && (document['kind'] === 'view' || document['kind'] === 'scenario'))
    return undefined;
  return TAKE_BACK[collection](act);
}

/** How a record ends that the trade does not delete: the unit that says so, and whether a value of it does. */
const ENDS: Readonly<
  Partial<Record<CollectionName, { readonly unit: string; readonly ends: (value: unknown) => boolean }>>
> = {
  regions: { unit: 'active', ends: (value) => value === false },
  projects: { unit: 'status', ends: (value) => value === 'closed' },
  employees: { unit: 'active', ends: (value) => value === false },
  resources: { unit: 'active', ends: (value) => value === false },
  demands: { unit: 'state', ends: (value) => value === 'withdrawn' || value === 'declined' },
  pours: {
    unit: 'status',
    ends: (value) => value === 'cancelled' || value === 'rained_out' || value === 'postponed',
  },
  loads: { unit: 'void', ends: (value) => value !== undefined },
  pour_events: { unit: 'void', ends: (value) => value !== undefined },
};

/** The unit that says that a record is archived, closed, cancelled or void, where it is. */
export function endingUnit(collection: CollectionName, document: WireDocument): string | undefined {
  const end = ENDS[collection];
  return end?.ends(getUnit(shapeOf(collection), document, end.unit)) === true ? end.unit : undefined;
}

const requiredFields = new Map<CollectionName, ReadonlySet<string>>();

/** Whether a unit may be taken out: a document keeps the fields without which it is none. */
export function mayBeUnset(collection: CollectionName, unit: string): boolean {
  let required = requiredFields.get(collection);
  if (!required) {
    required = new Set<string>(collections[collection].schema.required);
    requiredFields.set(collection, required);
  }
  return !required.has(fieldOf(unit));
}

export const fieldOf = (unit: string): string => unit.split('.', 1)[0] ?? unit;
