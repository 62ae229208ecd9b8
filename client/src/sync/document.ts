import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { RowCode } from 'shared/protocol/push.ts';
import type { SetBack } from '../db/local-tables.ts';
import type { DeviceRecord, RecordKind, RecordOf, SentRow, Stamps } from '../db/record.ts';
import {
  evictedWhileClean,
  pulledWhileClean,
  pulledWhileLeft,
  pulledWhileUnsent,
  recordOfMaster,
  sweptWhileClean,
  sweptWhileLeft,
  sweptWhileUnsent,
} from './masters.ts';
import { isOutdated, later } from './seen.ts';

/**
 * A document's life on the device, as one total table: what each event makes of each state. SPEC.md names the rules.
 *
 *            edit: document with a new rev + stamps; base is kept if already unsent
 *   clean ─────────────────────────────────────────────────────► unsent ◄────────────┐
 *     ▲                                                             │ mark           │ answered, edited meanwhile:
 *     │                                                             ▼                │ base = what was sent
 *     └──── answered: accepted → clean, merged → its master ────── sent ─ edit ─► edited
 *
 * After a restored backup, `pulled` and `swept` mark what the server lost with `offer` instead of overwriting or
 * removing it; only the answer to the offer, or a list that holds the very state, takes the mark away.
 */
export type DocumentEvent =
  /** A person's change: the whole document after it, and when each changed unit changed. */
  | { readonly type: 'edit'; readonly document: WireDocument; readonly stamps: Stamps }
  /** Takes back a document that nobody but this device has ever heard of. */
  | { readonly type: 'withdraw' }
  /** Stores the state that is about to be sent. */
  | { readonly type: 'mark'; readonly sentAt?: number }
  | {
      readonly type: 'answered';
      readonly rev: string;
      readonly asOf: AsOf;
      readonly outcome: Outcome;
      /** What the answer leaves behind lies outside of the window of the last page. */
      readonly outside?: boolean;
    }
  | {
      readonly type: 'pulled';
      readonly document: WireDocument;
      readonly asOf: AsOf;
      /** Inside the window whose edge came with the page. */
      readonly inside: boolean;
      /** Part of a pull from the start, at whose end what was not listed goes. */
      readonly listing: boolean;
      readonly setBack?: SetBack | undefined;
    }
  /** The edge that came with a page leaves this document outside. */
  | { readonly type: 'evicted'; readonly setBack?: SetBack | undefined }
  /** A pull from the start, begun at `start`, has ended at `asOf`. */
  | {
      readonly type: 'swept';
      readonly start: AsOf;
      readonly asOf: AsOf;
      readonly setBack?: SetBack | undefined;
    };

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
  /** A state of it that was sent before and may have arrived: what was set back since is a wish as well. */
  readonly before?: WireDocument;
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

/**
 * Whether nobody but this device has ever heard of a document. One whose `seen` was set is known to the server, perhaps
 * with a content that this device does not hold: dropping it here would hide that from its people.
 */
export const isOnlyHere = (record: DeviceRecord): boolean =>
  record.kind === 'unsent' && record.base === null && record.seen === undefined;

const stay = (record: DeviceRecord): Step => ({ record });

type Held = RecordOf<'unsent' | 'sent' | 'edited'>;

const editHeld =
  (kind: 'unsent' | 'edited') =>
  (record: Held, { document, stamps }: EventOf<'edit'>): Step =>
    stay({ ...record, kind, document, stamps: { ...record.stamps, ...stamps } } as DeviceRecord);

const refusedAttempt = (
  attempt: { document: WireDocument; stamps: Stamps },
  base: WireDocument | null,
  { code, message }: Extract<Outcome, { kind: 'rejected' }>,
): RefusedAttempt => ({ document: attempt.document, stamps: attempt.stamps, base, code, message });

function answeredWhileSent(
  record: RecordOf<'sent'>,
  { rev, asOf, outcome, outside }: EventOf<'answered'>,
): Step {
  if (rev !== record.sent.document.rev || isOutdated(asOf, record.seen)) return stay(record);
  switch (outcome.kind) {
    case 'accepted':
      return stay(recordOfMaster(record.id, record.document, asOf, outside !== true));
    case 'merged':
      return stay(recordOfMaster(record.id, outcome.document, asOf, outside !== true));
    default:
      return {
        record: recordOfMaster(record.id, outcome.master, asOf, outside !== true),
        attention: refusedAttempt(record.sent, record.base, outcome),
      };
  }
}

/** Units that were stamped again after `sent` was stored; a stamp is new at every change. */
const stampsSince = (stamps: Stamps, sent: SentRow): Stamps =>
  Object.fromEntries(Object.entries(stamps).filter(([unit, at]) => sent.stamps[unit] !== at));

function answeredWhileEdited(
  record: RecordOf<'edited'>,
  { rev, asOf, outcome, outside }: EventOf<'answered'>,
): Step {
  if (rev !== record.sent.document.rev || isOutdated(asOf, record.seen)) return stay(record);
  const { sent, kind: _, offer: _offer, ...rest } = record;
  const seen = later(asOf, record.seen);
  if (outcome.kind !== 'rejected') {
    const stamps = stampsSince(record.stamps, sent);
    return stay({ ...rest, kind: 'unsent', base: sent.document, stamps, seen });
  }
  if (outcome.code === 'too_old') {
    return {
      record: recordOfMaster(record.id, outcome.master, asOf, outside !== true),
      attention: { ...refusedAttempt(record, record.base, outcome), before: sent.document },
    };
  }
  return {
    record: { ...rest, kind: 'unsent', seen },
    attention: refusedAttempt(sent, record.base, outcome),
  };
}

/** The offer of a clean document or of a deletion was answered: what was refused lies with the administrators. */
function answeredWhileOffered(
  record: RecordOf<'clean' | 'left'>,
  { rev, asOf, outcome, outside }: EventOf<'answered'>,
): Step {
  const offered = record.kind === 'clean' ? record.document.rev : record.deletion?.rev;
  if (record.offer !== true || rev !== offered || isOutdated(asOf, record.seen)) return stay(record);
  const { offer: _, ...rest } = record;
  if (outcome.kind === 'accepted')
    return stay(outside === true ? { kind: 'left', id: record.id, seen: asOf } : { ...rest, seen: asOf });
  const master = outcome.kind === 'merged' ? outcome.document : outcome.master;
  return stay(recordOfMaster(record.id, master, asOf, outside !== true));
}

/** The offer of its base was answered, while the document was changed here: the change is pushed like any other. */
function answeredWhileUnsent(record: RecordOf<'unsent'>, { rev, asOf }: EventOf<'answered'>): Step {
  if (record.offer !== true || rev !== record.base?.rev || isOutdated(asOf, record.seen)) return stay(record);
  const { offer: _, ...rest } = record;
  return stay({ ...rest, seen: asOf });
}

export const TRANSITIONS: TransitionTable = {
  absent: {
    edit: ({ id }, { document, stamps }) => stay({ kind: 'unsent', id, document, base: null, stamps }),
    withdraw: stay,
    mark: stay,
    answered: stay,
    pulled: ({ id }, { document, asOf, inside }) => stay(recordOfMaster(id, document, asOf, inside)),
    evicted: stay,
    swept: stay,
  },
  left: {
    edit: ({ id, seen, offer }, { document, stamps }) =>
      stay({ kind: 'unsent', id, document, base: null, stamps, seen, ...(offer && { offer }) }),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileOffered,
    pulled: (record, event) => stay(pulledWhileLeft(record, event)),
    evicted: stay,
    swept: (record, event) => stay(sweptWhileLeft(record, event)),
  },
  clean: {
    edit: ({ id, document: base, seen, offer }, { document, stamps }) =>
      stay({ kind: 'unsent', id, document, base, stamps, seen, ...(offer && { offer }) }),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileOffered,
    pulled: (record, event) => stay(pulledWhileClean(record, event)),
    evicted: (record, event) => stay(evictedWhileClean(record, event)),
    swept: (record, event) => stay(sweptWhileClean(record, event)),
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
    answered: answeredWhileUnsent,
    pulled: (record, event) => stay(pulledWhileUnsent(record, event)),
    evicted: stay,
    swept: (record, event) => stay(sweptWhileUnsent(record, event)),
  },
  sent: {
    edit: editHeld('edited'),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileSent,
    pulled: (record, event) => stay(pulledWhileUnsent(record, event)),
    evicted: stay,
    swept: (record, event) => stay(sweptWhileUnsent(record, event)),
  },
  edited: {
    edit: editHeld('edited'),
    withdraw: stay,
    mark: stay,
    answered: answeredWhileEdited,
    pulled: (record, event) => stay(pulledWhileUnsent(record, event)),
    evicted: stay,
    swept: (record, event) => stay(sweptWhileUnsent(record, event)),
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
