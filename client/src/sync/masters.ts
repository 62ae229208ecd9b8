import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { SetBack } from '../db/local-tables.ts';
import type { Deletion, DeviceRecord, RecordOf } from '../db/record.ts';
import { isForeign, isLost, isNewer, isOlder } from './seen.ts';

/** What a master that was pulled, or not listed, makes of a record. The same object where it changes nothing. */
interface Pulled {
  readonly document: WireDocument;
  readonly asOf: AsOf;
  readonly inside: boolean;
  readonly listing: boolean;
  readonly setBack?: SetBack | undefined;
}

interface Swept {
  readonly start: AsOf;
  readonly asOf: AsOf;
  readonly setBack?: SetBack | undefined;
}

const deletionOf = ({ rev, updatedAt, updatedBy }: WireDocument): Deletion => ({ rev, updatedAt, updatedBy });

/** The device's record of a master: its content where it belongs here, otherwise only the mark that it is known. */
export function recordOfMaster(
  id: string,
  master: WireDocument | null,
  asOf: AsOf,
  inside: boolean,
): DeviceRecord {
  if (master === null) return { kind: 'left', id, seen: asOf };
  if (master._deleted === true) return { kind: 'left', id, seen: asOf, deletion: deletionOf(master) };
  return inside ? { kind: 'clean', id, document: master, seen: asOf } : { kind: 'left', id, seen: asOf };
}

type Held = RecordOf<'unsent' | 'sent' | 'edited'>;

/** D7: every pulled master moves `seen` of a document that keeps its own content. */
export function pulledWhileUnsent(record: Held, { document, asOf, setBack }: Pulled): DeviceRecord {
  if (!isNewer(asOf, record.seen)) return record;
  const { offer, ...rest } = record;
  // R3: a server that holds its base merges it like any other edit.
  const knowsBase = record.base?.rev === document.rev;
  const isOffered = !knowsBase && (offer === true || isLost(record.seen, setBack));
  return { ...rest, seen: asOf, ...(isOffered && { offer: true }) };
}

export function sweptWhileUnsent(record: Held, { start, asOf, setBack }: Swept): DeviceRecord {
  if (isLost(record.seen, setBack)) return { ...record, seen: asOf, offer: true };
  const isUnlisted =
    isOlder(record.seen ?? { ...start, counter: -1 }, start) || isForeign(record.seen, setBack);
  return isUnlisted ? { ...record, seen: asOf } : record;
}

export function pulledWhileLeft(
  record: RecordOf<'left'>,
  { document, asOf, inside, setBack }: Pulled,
): DeviceRecord {
  // As of the very same point it is the same state: it brings what lay outside of a window that has grown since.
  const isGrown = inside && record.deletion === undefined && !isOlder(asOf, record.seen);
  if (!isNewer(asOf, record.seen) && !isGrown) return record;
  const isOffered = record.deletion !== undefined && (record.offer === true || isLost(record.seen, setBack));
  return isOffered && document.rev !== record.deletion.rev
    ? { ...record, seen: asOf, offer: true }
    : recordOfMaster(record.id, document, asOf, inside);
}

export function sweptWhileLeft(record: RecordOf<'left'>, { asOf, setBack }: Swept): DeviceRecord {
  if (record.deletion !== undefined && isLost(record.seen, setBack))
    return { ...record, seen: asOf, offer: true };
  return isForeign(record.seen, setBack) ? { ...record, seen: asOf } : record;
}

export function pulledWhileClean(
  record: RecordOf<'clean'>,
  { document, asOf, inside, listing, setBack }: Pulled,
): DeviceRecord {
  if (!isNewer(asOf, record.seen)) return record;
  // A rev is written once: under the same one the master is this very state.
  const isSame = document.rev === record.document.rev && document._deleted !== true;
  if (!isSame && (record.offer === true || isLost(record.seen, setBack)))
    return { ...record, seen: asOf, offer: true };
  // Its own echo writes nothing.
  const isPlain = record.offer !== true && !isForeign(record.seen, setBack);
  if (isSame && inside && !listing && isPlain) return record;
  return recordOfMaster(record.id, document, asOf, inside);
}

export function sweptWhileClean(record: RecordOf<'clean'>, { start, asOf, setBack }: Swept): DeviceRecord {
  // Moved to the new epoch, or the answer to its offer would be of another one than what was seen.
  if (record.offer === true) return isForeign(record.seen, setBack) ? { ...record, seen: asOf } : record;
  if (isLost(record.seen, setBack)) return { ...record, seen: asOf, offer: true };
  return isOlder(record.seen, start) || isForeign(record.seen, setBack)
    ? { kind: 'left', id: record.id, seen: asOf }
    : record;
}

export const evictedWhileClean = (
  record: RecordOf<'clean'>,
  { setBack }: { readonly setBack?: SetBack | undefined },
): DeviceRecord =>
  record.offer === true || isLost(record.seen, setBack)
    ? record
    : { kind: 'left', id: record.id, seen: record.seen };
