import { DELETION, getUnit, sameContent, sameValue, setUnit, shapeOf } from '../merge/units.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { WireDocument } from '../protocol/document.ts';
import { collections, type CollectionName } from '../schema/collections.ts';
import { doneAt } from './changes.ts';
import { contentAfter, fieldsWith, type Put } from './restore.ts';
import { runsOf, type DocumentRuns } from './session-runs.ts';
import { mayBeUnset, takeBackOf, type Act } from './take-back.ts';

/** What one person did between two moments, `to` not included. */
export interface SessionAsk {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/** What was written after the session over what the session wrote; by nobody in the log where this device did it. */
export interface Since {
  readonly by?: string;
  readonly at: string;
}

export interface PlanUnit extends Omit<Put, 'since'> {
  /** Somebody changed it since: it stays unless a person ticks it. */
  readonly since?: Since;
}

/**
 * - `not_here`: outside of what this device keeps;
 * - `not_permitted`: the one who undoes may not write it;
 * - `content_unknown`: deleted, and nothing on this device or in what was read says what it held;
 * - `deleted_since`: somebody else deleted it;
 * - `erased`: its rows are gone at the server.
 */
export type Blocked = 'not_here' | 'not_permitted' | 'content_unknown' | 'deleted_since' | 'erased';

export interface PlannedRecord {
  readonly collection: CollectionName;
  readonly documentId: string;
  /** `put_back` sets units, `take_back` ends a record that the session made, `bring_back` makes again what it deleted. */
  readonly act: 'put_back' | 'take_back' | 'bring_back';
  readonly units: readonly PlanUnit[];
  /** What the device held when this was planned: what changes after that is left alone. */
  readonly current?: WireDocument;
  /** For `bring_back`. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly blocked?: Blocked;
}

export interface SessionPlan {
  readonly records: readonly PlannedRecord[];
  /** Changes of that person in that time, undone or not. */
  readonly changes: number;
  /** When the first and the last of them was done. */
  readonly first?: string;
  readonly last?: string;
}

export interface SessionWorld {
  /** What this device holds of a record now. */
  readonly current: (collection: CollectionName, id: string) => WireDocument | undefined;
  /** More of a deleted record's story than the log of the session, newest first. */
  readonly story?: (collection: CollectionName, id: string) => readonly AuditEntry[] | undefined;
  /** Whether the one who undoes may write this. */
  readonly mayWrite: (
    collection: CollectionName,
    change: {
      readonly before: WireDocument | null;
      readonly after: WireDocument;
      readonly changed: readonly string[];
    },
  ) => boolean;
  readonly act: Act;
}

/** H6: done in that time by that person with an own hand; what a device gave back or the server erased is nobody's deed. */
export const belongs =
  ({ person, from, to }: SessionAsk) =>
  (entry: AuditEntry): boolean => {
    if (entry.actor !== person || entry.offer === true || entry.operation === 'purge') return false;
    const done = doneAt(entry);
    return done >= from && done < to;
  };

/** Pure: from everything that the log holds since `ask.from`, by anybody, to what undoing the session would do. */
export function planSession(ask: SessionAsk, log: readonly AuditEntry[], world: SessionWorld): SessionPlan {
  const isOfSession = belongs(ask);
  const ofSession = log.filter(isOfSession);
  const times = ofSession.map(doneAt).toSorted();
  const byDocument = Map.groupBy(
    log.toSorted((a, b) => a.seq - b.seq),
    ({ collection, documentId }) => `${collection}/${documentId}`,
  );
  const records = [...byDocument.values()].flatMap((entries) => {
    const runs = runsOf(entries, isOfSession);
    return runs ? (planRecord(runs, entries, world) ?? []) : [];
  });
  const [first] = times;
  const last = times.at(-1);
  return {
    records,
    changes: ofSession.length,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  };
}

const sinceOf = (entry: AuditEntry): Since => ({
  at: doneAt(entry),
  ...(entry.actor !== undefined && { by: entry.actor }),
});

/** What this device holds and the log does not say: changed here and not sent, or not read yet. */
const sinceHere = (current: WireDocument): Since => ({ at: current.updatedAt, by: current.updatedBy });

function planRecord(
  runs: DocumentRuns,
  entries: readonly AuditEntry[],
  world: SessionWorld,
): PlannedRecord | undefined {
  const { collection, documentId } = runs;
  const current = world.current(collection, documentId);
  const ref = { collection, documentId };
  const { before, after } = runs.existence ?? { before: true, after: true };
  // Made and deleted in the same session: it leaves nothing behind.
  if (!before && !after) return undefined;
  if (before && !after && current === undefined) return bringBack(runs, entries, world);
  if (runs.erased) return { ...ref, act: 'put_back', units: [], blocked: 'erased' };
  if (current === undefined)
    return {
      ...ref,
      act: before ? 'put_back' : 'take_back',
      units: [],
      blocked: runs.deletedSince ? 'deleted_since' : 'not_here',
    };
  const taken = before ? 'units' : takeBackOf(collection, current, world.act);
  const planned =
    taken === 'units'
      ? { ...ref, act: 'put_back' as const, current, units: putBack(runs, current) }
      : { ...ref, act: 'take_back' as const, current, units: takeBack(runs, current, taken) };
  if (planned.units.length === 0) return undefined;
  return isPermitted(planned, world) ? planned : { ...planned, blocked: 'not_permitted' };
}

/** H7, H8: each unit back to what it said before the session's last uninterrupted hold on it. */
function putBack({ collection, units }: DocumentRuns, current: WireDocument): readonly PlanUnit[] {
  const shape = shapeOf(collection);
  return [...units].flatMap(([unit, run]) => {
    const now = getUnit(shape, current, unit);
    if (sameValue(now, run.before) || (run.before === undefined && !mayBeUnset(collection, unit))) return [];
    const since = run.since ? sinceOf(run.since) : sameValue(now, run.after) ? undefined : sinceHere(current);
    return [{ unit, now, put: run.before, ...(since && { since }) }];
  });
}

/** H9: what the session made is taken back as the trade does it, and only while nobody else has worked on it. */
function takeBack(
  runs: DocumentRuns,
  current: WireDocument,
  taken: Readonly<Record<string, unknown>> | undefined,
): readonly PlanUnit[] {
  const { collection, touched, units } = runs;
  const shape = shapeOf(collection);
  const differs = [...units].some(([unit, run]) => !sameValue(getUnit(shape, current, unit), run.after));
  const since = touched ? sinceOf(touched) : differs ? sinceHere(current) : undefined;
  const mark = since ? { since } : {};
  if (taken === undefined) return [{ unit: DELETION, now: false, put: true, ...mark }];
  return Object.entries(taken).flatMap(([unit, put]) => {
    const now = getUnit(shape, current, unit);
    // Ended already, by whomever.
    if (sameValue(now, put) || (unit === 'void' && now !== undefined)) return [];
    return [{ unit, now, put, ...mark }];
  });
}

function bringBack(
  { collection, documentId, units }: DocumentRuns,
  entries: readonly AuditEntry[],
  world: SessionWorld,
): PlannedRecord {
  const ref = { collection, documentId, act: 'bring_back' as const };
  const story = world.story?.(collection, documentId) ?? entries.toReversed();
  const content = contentAfter(collection, story);
  if (content === undefined) return { ...ref, units: [], blocked: 'content_unknown' };
  const shape = shapeOf(collection);
  let whole = { ...content, id: documentId, rev: '', updatedAt: '', updatedBy: '' } as WireDocument;
  for (const [unit, run] of units)
    if (!run.since && (run.before !== undefined || mayBeUnset(collection, unit)))
      whole = setUnit(shape, whole, unit, run.before);
  const { id: _i, rev: _r, updatedAt: _a, updatedBy: _b, ...fields } = whole;
  const planned = { ...ref, content: fields, units: [{ unit: DELETION, now: true, put: false }] };
  const after = { ...whole, updatedBy: world.act.by, updatedAt: world.act.at };
  return world.mayWrite(collection, { before: null, after, changed: Object.keys(fields) })
    ? planned
    : { ...planned, blocked: 'not_permitted' };
}

function isPermitted({ collection, current, units }: PlannedRecord, world: SessionWorld): boolean {
  if (current === undefined) return true;
  const shape = shapeOf(collection);
  let after = { ...current, updatedBy: world.act.by, updatedAt: world.act.at };
  for (const { unit, put } of units)
    after = unit === DELETION ? { ...after, [DELETION]: put === true } : setUnit(shape, after, unit, put);
  return world.mayWrite(collection, { before: current, after, changed: units.map(({ unit }) => unit) });
}

export const unitKey = (record: Pick<PlannedRecord, 'collection' | 'documentId'>, unit: string): string =>
  `${record.collection}/${record.documentId}/${unit}`;

/** H10: ticked at first is what nobody has changed since and nothing stands in the way of. */
export const chosenAtFirst = ({ records }: SessionPlan): ReadonlySet<string> =>
  new Set(
    records
      .filter(({ blocked }) => blocked === undefined)
      .flatMap((record) =>
        record.units.filter(({ since }) => !since).map(({ unit }) => unitKey(record, unit)),
      ),
  );

export interface SessionEdit {
  readonly collection: CollectionName;
  readonly id: string;
  /** As `saveAll` takes it; what was changed after the plan was made is left alone and told. */
  readonly change: (current: WireDocument | undefined) => Record<string, unknown> | undefined;
}

/** H11: the ticked units and nothing else, as ordinary edits. `onKept` hears of each record that changed meanwhile. */
export function editsOf(
  { records }: SessionPlan,
  chosen: ReadonlySet<string>,
  onKept: (record: PlannedRecord) => void = () => undefined,
): readonly SessionEdit[] {
  return records.flatMap((record) => {
    const units = record.units.filter(({ unit }) => chosen.has(unitKey(record, unit)));
    if (record.blocked !== undefined || units.length === 0) return [];
    const { collection, documentId: id } = record;
    return [{ collection, id, change: changeOf(record, units, () => onKept(record)) }];
  });
}

const changeOf =
  (record: PlannedRecord, units: readonly PlanUnit[], keep: () => void): SessionEdit['change'] =>
  (current) => {
    const { act, collection, content, current: planned } = record;
    if (act === 'bring_back') {
      if (current === undefined) return { ...content };
      keep();
      return {};
    }
    if (current === undefined) {
      keep();
      return undefined;
    }
    if (act === 'put_back') return fieldsWith(collection, current, units, keep);
    if (planned === undefined || !sameContent(shapeOf(collection), current, planned)) {
      keep();
      return {};
    }
    if (units.some(({ unit }) => unit === DELETION) && collections[collection].deletable) return undefined;
    return fieldsWith(collection, current, units, keep);
  };
