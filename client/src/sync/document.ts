import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { RowCode } from 'shared/protocol/push.ts';
import type { DeviceRecord, Deletion, RecordKind, RecordOf, SentRow, Stamps } from '../db/record.ts';

/**
 * A document's life on the device, as one total table: what each event makes of each state. SPEC.md names the rules.
 *
 *            edit: document with a new rev + stamps; base is kept if already unsent
 *   clean ─────────────────────────────────────────────────────► unsent ◄────────────┐
 *     ▲                                                             │ mark           │ answered, edited meanwhile:
 *     │                                                             ▼                │ base = what was sent
 *     └──── answered: accepted → clean, merged → its master ────── sent ─ edit ─► edited
 */
export type DocumentEvent =
  /** A person's change: the whole document after it, and when each changed unit changed. */
  | { readonly type: 'edit'; readonly document: WireDocument; readonly stamps: Stamps }
  /** Takes back a document that nobody but this device has ever heard of. */
  | { readonly type: 'withdraw' }
  /** Stores the state that is about to be sent. */
  | { readonly type: 'mark'; readonly sentAt?: number }
  | { readonly type: 'answered'; readonly rev: string; readonly asOf: AsOf; readonly outcome: Outcome }
  | {
      readonly type: 'pulled';
      readonly document: WireDocument;
      readonly asOf: AsOf;
      /** Inside the window whose edge came with the page. */
      readonly inside: boolean;
      /** Part of a pull from the start, at whose end what was not listed goes. */
      readonly listing: boolean;
    }
  /** The edge that came with a page leaves this document outside. */
  | { readonly type: 'evicted' }
  /** A pull from the start, begun at `start`, has ended at `asOf`. */
  | { readonly type: 'swept'; readonly start: AsOf; readonly asOf: AsOf };

export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'merged'; readonly document: WireDocument }
  | {
      readonly kind: 'rejected';
      readonly code: RowCode;
      readonly message: string;
      readonly master: WireDocument | null;
    };

/** An attempt that the server refused: stored before the record that gives it up. */
export interface RefusedAttempt {
  readonly document: WireDocument;
  readonly base: WireDocument | null;
  readonly stamps: Stamps;
  readonly code: RowCode;
  readonly message: string;
}

export interface Step {
  /** The same object where the event changes nothing: then nothing is written. */
  readonly record: DeviceRecord;
  readonly attention?: RefusedAttempt;
}

type EventOf<E extends DocumentEvent['type']> = Extract<DocumentEvent, { type: E }>;
type Cell<K extends RecordKind, E extends DocumentEvent['type']> = (
  record: RecordOf<K>,
  event: EventOf<E>,
) => Step;
export type TransitionTable = {
  readonly [K in RecordKind]: { readonly [E in DocumentEvent['type']]: Cell<K, E> };
};

/** Another epoch's point is never later: a server answers only in the epoch that it was asked in. */
export const isNewer = (a: AsOf, b: AsOf | undefined): boolean =>
  b === undefined || a.epoch !== b.epoch || a.counter > b.counter;

const isOlder = (a: AsOf, b: AsOf | undefined): boolean =>
  b !== undefined && a.epoch === b.epoch && a.counter < b.counter;

const later = (a: AsOf, b: AsOf | undefined): AsOf => (b === undefined || isNewer(a, b) ? a : b);

const deletionOf = ({ rev, updatedAt, updatedBy }: WireDocument): Deletion => ({ rev, updatedAt, updatedBy });

/**
 * Whether nobody but this device has ever heard of a document. One whose `seen` was set is known to the server, perhaps
 * with a content that this device does not hold: dropping it here would hide that from its people.
 */
export const isOnlyHere = (record: DeviceRecord): boolean =>
  record.kind === 'unsent' && record.base === null && record.seen === undefined;

const stay = (record: DeviceRecord): Step => ({ record });

/** The device's record of a master: its content where it belongs here, otherwise only the mark that it is known. */
function recordOfMaster(id: string, master: WireDocument | null, asOf: AsOf, inside: boolean): DeviceRecord {
  if (master === null) return { kind: 'left', id, seen: asOf };
  if (master._deleted === true) return { kind: 'left', id, seen: asOf, deletion: deletionOf(master) };
  return inside ? { kind: 'clean', id, document: master, seen: asOf } : { kind: 'left', id, seen: asOf };
}

type Held = RecordOf<'unsent' | 'sent' | 'edited'>;

const editHeld =
  (kind: 'unsent' | 'edited') =>
  (record: Held, { document, stamps }: EventOf<'edit'>): Step =>
    stay({ ...record, kind, document, stamps: { ...record.stamps, ...stamps } } as DeviceRecord);

/** D7: every pulled master moves `seen` of a document that keeps its own content. */
const pulledWhileUnsent = (record: Held, { asOf }: EventOf<'pulled'>): Step =>
  isNewer(asOf, record.seen) ? stay({ ...record, seen: asOf }) : stay(record);

const sweptWhileUnsent = (record: Held, { start, asOf }: EventOf<'swept'>): Step =>
  isOlder(record.seen ?? { ...start, counter: -1 }, start) ? stay({ ...record, seen: asOf }) : stay(record);

const pulledWhileGone = (
  record: RecordOf<'absent' | 'left'>,
  { document, asOf, inside }: EventOf<'pulled'>,
): Step =>
  record.kind === 'absent' || isNewer(asOf, record.seen)
    ? stay(recordOfMaster(record.id, document, asOf, inside))
    : stay(record);

const refusedAttempt = (
  attempt: { document: WireDocument; stamps: Stamps },
  base: WireDocument | null,
  { code, message }: Extract<Outcome, { kind: 'rejected' }>,
): RefusedAttempt => ({ document: attempt.document, stamps: attempt.stamps, base, code, message });

function answeredWhileSent(record: RecordOf<'sent'>, { rev, asOf, outcome }: EventOf<'answered'>): Step {
  if (rev !== record.sent.document.rev || isOlder(asOf, record.seen)) return stay(record);
  switch (outcome.kind) {
    case 'accepted':
      return stay(recordOfMaster(record.id, record.document, asOf, true));
    case 'merged':
      return stay(recordOfMaster(record.id, outcome.document, asOf, true));
    default:
      return {
        record: recordOfMaster(record.id, outcome.master, asOf, true),
        attention: refusedAttempt(record.sent, record.base, outcome),
      };
  }
}

/** Units that were stamped again after `sent` was stored; a stamp is new at every change. */
const stampsSince = (stamps: Stamps, sent: SentRow): Stamps =>
  Object.fromEntries(Object.entries(stamps).filter(([unit, at]) => sent.stamps[unit] !== at));

function answeredWhileEdited(record: RecordOf<'edited'>, { rev, asOf, outcome }: EventOf<'answered'>): Step {
  if (rev !== record.sent.document.rev || isOlder(asOf, record.seen)) return stay(record);
  const { sent, kind: _, ...rest } = record;
  const seen = later(asOf, record.seen);
  if (outcome.kind !== 'rejected') {
    const stamps = stampsSince(record.stamps, sent);
    return stay({ ...rest, kind: 'unsent', base: sent.document, stamps, seen });
  }
  if (outcome.code === 'too_old') {
    return {
      record: recordOfMaster(record.id, outcome.master, asOf, true),
      attention: refusedAttempt(record, record.base, outcome),
    };
  }
  return {
    record: { ...rest, kind: 'unsent', seen },
    attention: refusedAttempt(sent, record.base, outcome),
  };
}

export const TRANSITIONS: TransitionTable = {
  absent: {
    edit: ({ id }, { document, stamps }) => stay({ kind: 'unsent', id, document, base: null, stamps }),
    withdraw: stay,
    mark: stay,
    answered: stay,
    pulled: pulledWhileGone,
    evicted: stay,
    swept: stay,
  },
  left: {
    edit: ({ id, seen }, { document, stamps }) =>
      stay({ kind: 'unsent', id, document, base: null, stamps, seen }),
    withdraw: stay,
    mark: stay,
    answered: stay,
    pulled: pulledWhileGone,
    evicted: stay,
    swept: stay,
  },
  clean: {
    edit: ({ id, document: base, seen }, { document, stamps }) =>
      stay({ kind: 'unsent', id, document, base, stamps, seen }),
    withdraw: stay,
    mark: stay,
    answered: stay,
    pulled(record, { document, asOf, inside, listing }) {
      if (!isNewer(asOf, record.seen)) return stay(record);
      // Its own echo: a rev is written once, so the master was this state all the while.
      const echo = document.rev === record.document.rev && document._deleted !== true;
      if (echo && inside && !listing) return stay(record);
      return stay(recordOfMaster(record.id, document, asOf, inside));
    },
    evicted: ({ id, seen }) => stay({ kind: 'left', id, seen }),
    swept: (record, { start, asOf }) =>
      isOlder(record.seen, start) ? stay({ kind: 'left', id: record.id, seen: asOf }) : stay(record),
  },
  unsent: {
    edit: editHeld('unsent'),
    withdraw: (record) => stay(isOnlyHere(record) ? { kind: 'absent', id: record.id } : record),
    mark: (record, { sentAt }) =>
      stay({
        ...record,
        kind: 'sent',
        sent: {
          document: record.document,
          stamps: record.stamps,
          ...(sentAt !== undefined && { sentAt }),
        },
      }),
    answered: stay,
    pulled: pulledWhileUnsent,
    evicted: stay,
    swept: sweptWhileUnsent,
  },
  sent: {
    edit: editHeld('edited'),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileSent,
    pulled: pulledWhileUnsent,
    evicted: stay,
    swept: sweptWhileUnsent,
  },
  edited: {
    edit: editHeld('edited'),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileEdited,
    pulled: pulledWhileUnsent,
    evicted: stay,
    swept: sweptWhileUnsent,
  },
};

/** What an event makes of a record. A table can be given to test that a broken one is noticed. */
export function stepOf(
  record: DeviceRecord,
  event: DocumentEvent,
  table: TransitionTable = TRANSITIONS,
): Step {
  const cell = table[record.kind][event.type] as (record: DeviceRecord, event: DocumentEvent) => Step;
  return cell(record, event);
}
