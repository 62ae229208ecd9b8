import type { DocumentEvent, Step, TransitionTable } from '../../client/src/sync/document.ts';
import type { DeviceRecord, RecordOf } from '../../client/src/db/record.ts';
import type { Planted } from './plan.ts';
import { OWN_TABLE as T } from './table.ts';

const table = (change: NonNullable<Planted['table']>): Planted => ({ table: change });
const NEVER_SEEN = { epoch: 'none', counter: 0 } as const;
const stay = (record: DeviceRecord): Step => ({ record });

/** Forgets that something was ever known, where the product's own step leaves a mark of it. */
const withoutMark =
  <R extends DeviceRecord, E extends DocumentEvent>(cell: (record: R, event: E) => Step) =>
  (record: R, event: E): Step => {
    const step = cell(record, event);
    return step.record.kind === 'left' ? { record: { kind: 'absent', id: record.id } } : step;
  };

/** What the answer to the unanswered state came to, with the newest state as if it had been the one that was sent. */
const newestAsSent: TransitionTable['sent']['edit'] = (record, event) => {
  const step = T.sent.edit(record, event);
  return step.record.kind === 'edited'
    ? {
        record: {
          ...step.record,
          kind: 'sent',
          sent: { ...record.sent, document: step.record.document, stamps: step.record.stamps },
        },
      }
    : step;
};

const withoutDeletion = ({ kind, id, seen }: RecordOf<'left'>): RecordOf<'left'> => ({ kind, id, seen });

/**
 * Mistakes that somebody could make in the product, by name. Each loses or blocks somebody's work, or hides something;
 * the model has to notice each of them within the number of schedules of CI, or it proves nothing.
 */
export const PLANTED: Readonly<Record<string, Planted>> = {
  'a local edit is dropped on conflict': table({
    edited: {
      answered: (record, event) =>
        event.outcome.kind === 'merged'
          ? stay({ kind: 'clean', id: record.id, document: event.outcome.document, seen: event.asOf })
          : T.edited.answered(record, event),
    },
  }),
  'the unsent mark is cleared before the answer': table({
    unsent: {
      mark: ({ id, document, seen }) =>
        stay({ kind: 'clean', id, document, seen: seen ?? { epoch: 'first', counter: 0 } }),
    },
  }),
  'the base moves under a later edit': table({
    edited: {
      answered: (record, event) => {
        const step = T.edited.answered(record, event);
        return event.outcome.kind === 'merged' && step.record.kind === 'unsent'
          ? stay({ ...step.record, base: event.outcome.document })
          : step;
      },
    },
  }),
  'the newest state is sent in place of the unanswered one': table({ sent: { edit: newestAsSent } }),
  'seen is not moved while unsent': table({
    unsent: { pulled: stay },
    sent: { pulled: stay },
    edited: { pulled: stay },
  }),
  'an answer hides a newer master': table({
    sent: { answered: (record, event) => T.sent.answered({ ...record, seen: NEVER_SEEN }, event) },
  }),
  'an older page overwrites a newer state': table({
    clean: { pulled: (record, event) => T.clean.pulled({ ...record, seen: NEVER_SEEN }, event) },
  }),
  'an answer counts for another state than it answers': table({
    sent: {
      answered: (record, event) => T.sent.answered(record, { ...event, rev: record.sent.document.rev }),
    },
  }),
  'removal forgets what was seen': table({
    clean: {
      evicted: withoutMark(T.clean.evicted),
      swept: withoutMark(T.clean.swept),
      pulled: withoutMark(T.clean.pulled),
    },
    left: { pulled: withoutMark(T.left.pulled) },
  }),
  'a pull overwrites what is unsent': table({
    unsent: { pulled: ({ id }, { document, asOf }) => stay({ kind: 'clean', id, document, seen: asOf }) },
  }),
  'what a pull from the start did not list stays': table({ clean: { swept: stay } }),
  'what left the window stays': table({ clean: { evicted: stay } }),
  'an answer leaves behind what lies outside of the window': table({
    sent: { answered: (record, event) => T.sent.answered(record, { ...event, outside: false }) },
  }),
  'what was outside of a smaller window never comes back': table({
    left: {
      pulled: (record, event) =>
        event.asOf.epoch === record.seen.epoch && event.asOf.counter <= record.seen.counter
          ? stay(record)
          : T.left.pulled(record, event),
    },
  }),
  'a refused attempt is forgotten': { device: 'no attention' },
  'the checkpoint is stored before its page': { device: 'checkpoint before page' },
  'the device’s clock evicts': { device: 'evict by device clock' },
  'records are written without compare-and-set': { device: 'no compare-and-set' },
  'a form saves all its fields': { device: 'whole form saved' },
  'a migration leaves what is unanswered in its old shape': { device: 'migration forgets sent' },
  'a migration leaves refused attempts in their old shape': { device: 'migration forgets attention' },
  'a push is applied twice': { server: 'double apply' },
  'a push is acknowledged before it is stored': { server: 'ack before commit' },
  'a row that is there already is acknowledged and dropped': { server: 'on conflict do nothing' },
  'the cursor follows updatedAt': { server: 'cursor by updatedAt' },
  'the cursor follows a plain sequence': { server: 'plain sequence' },
  'a page begins with the row that the one before it ended with': { server: 'from last row' },
  'a deletion is not told': { server: 'no tombstones' },
  'live begins at the counter of the last page': { server: 'live from last page' },
  'the counter is read outside of the snapshot of the rows': { server: 'asOf outside snapshot' },
  'the phases use the day of today': { server: 'phase of today' },
  'live pages are filtered by the window': { server: 'live filtered' },
  'verdicts are forgotten before tombstones': { server: 'verdicts forgotten first' },
  'permission is judged on what was sent': { server: 'permission on what was sent' },
  'a restore keeps its epoch': { server: 'restore keeps epoch' },
  'deletions are not given back': table({
    left: {
      pulled: (record, event) => T.left.pulled(withoutDeletion(record), event),
      swept: (record, event) => T.left.swept(withoutDeletion(record), event),
    },
  }),
  'what the server lost is removed instead of given back': table({
    clean: { swept: (record, event) => T.clean.swept(record, { ...event, setBack: undefined }) },
  }),
  'values that lost a merge are not kept': { server: 'losers not kept' },
};
