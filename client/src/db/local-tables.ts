import { Dexie, type Table } from 'dexie';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { BlobType, Rendition } from 'shared/protocol/blobs.ts';
import type { Checkpoint } from 'shared/protocol/pull.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Stamps } from './record.ts';

/** A refused attempt: kept first, then the master is restored. One entry per document and rev. */
export interface Attention {
  readonly id: string;
  readonly collection: CollectionName;
  readonly documentId: string;
  readonly rev: string;
  readonly code: string;
  readonly message: string;
  readonly document: WireDocument;
  readonly base: WireDocument | null;
  readonly stamps: Stamps;
  /** The version of its collection whose shape its documents have; absent in entries of the first. */
  readonly version?: number;
  /** Instant at which the device learned of it. */
  readonly at: string;
}

/**
 * A server that was set back to a backup, as this device has understood it: what was seen of another epoch than
 * `epoch` beyond `counter` is what the server has lost.
 */
export interface SetBack {
  readonly epoch: string;
  readonly counter: number;
}

/** How far a collection was pulled. The checkpoint is the server's, stored as it came. */
export interface PullState {
  readonly collection: CollectionName;
  readonly checkpoint?: Checkpoint;
  readonly asOf?: AsOf;
  readonly edge?: string;
  /** Set while a pull from the start is under way: the point at which it began. */
  readonly start?: AsOf;
  /** While a pull from the start is under way: whether the collection held nothing at its beginning. */
  readonly fresh?: boolean;
  /** While such a pull is under way: how many rows it added in bulk. */
  readonly added?: number;
  /** The last time the server was set back, where it ever was: every pull since belongs to that epoch. */
  readonly setBack?: SetBack;
  /** Whether this collection was ever pulled to its end. */
  readonly complete: boolean;
}

/** One step of the undo journal: what each changed unit said before and after. */
export interface UndoStep {
  readonly id?: number;
  readonly label: string;
  readonly at: string;
  readonly undone: boolean;
  readonly changes: readonly {
    readonly collection: CollectionName;
    readonly documentId: string;
    readonly created: boolean;
    readonly deleted: boolean;
    readonly units: readonly { readonly unit: string; readonly before?: unknown; readonly after?: unknown }[];
  }[];
}

/**
 * A save over several collections, noted before its first document is written: one that was cut off in the middle is
 * finished at the next opening. `revs` says which state of each document it was decided on; none where there was none.
 */
export interface Unfinished {
  readonly id?: number;
  readonly changes: UndoStep['changes'];
  readonly revs: readonly (string | null)[];
  /** The lock that the tab holds which is at it: another one leaves its note alone. */
  readonly lock?: string;
}

/** What was read of the time before the window, as it came; bounded, since it can be asked for again. */
export interface CachedArchive {
  /** What was asked for. */
  readonly key: string;
  /** Instant of the answer. */
  readonly at: string;
  /** Instant at which somebody last looked at it. */
  readonly usedAt: string;
  readonly bytes: number;
  readonly content: unknown;
}

/** What was typed into a form and not saved; survives reload and crash. */
export interface Draft {
  readonly form: string;
  readonly values: unknown;
  readonly at: string;
}

/** A value that lost a merge and waits for an eye, as last read from the server. */
export interface CachedReview {
  readonly id: string;
  readonly content: unknown;
}

/**
 * Bytes that a record names by their SHA-256, on their way to the server: a photo, a signature, a sealed log. Where an
 * upload stands is the server's to say; here is only its address.
 */
export interface BlobEntry {
  readonly sha256: string;
  readonly contentType: BlobType;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'sent' | 'failed';
  /** Instant. */
  readonly addedAt: string;
  /** Of the upload under way. */
  readonly url?: string;
  /** How many bytes the server was last known to have. */
  readonly offset: number;
  /** Tries since the last byte that arrived. */
  readonly tries: number;
  /** How often the server refused what had arrived. */
  readonly refusals: number;
  /** Why the last try failed: a code of the server's, or `offline`. */
  readonly why?: string;
}

/** Bytes that are here: of the original while it is needed, of renditions as long as there is room. */
export interface BlobBytes {
  readonly sha256: string;
  readonly part: BlobPart;
  readonly contentType: string;
  readonly bytes: ArrayBuffer;
  /** Milliseconds since 1970 when somebody last looked; `NEVER_EVICTED` while only this device has it. */
  readonly usedAt: number;
}
export type BlobPart = 'original' | Rendition;
export const NEVER_EVICTED = Number.MAX_SAFE_INTEGER;
/** One change of a document as this device saw it: its own write, or another's as it came down the line. */
export interface JournalEntry {
  /** Counts up in the order in which this device learned of things. */
  readonly seq?: number;
  /** `collection/id`. */
  readonly record: string;
  readonly heardAt: string;
  readonly source: 'here' | 'line';
  readonly entry: Omit<AuditEntry, 'seq'>;
}

/** What the server's log said of one record when it was last asked. */
export interface KeptStory {
  /** `collection/id`. */
  readonly record: string;
  readonly readAt: string;
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Whether they go back to the record's beginning. */
  readonly isWhole: boolean;
}

/** What a person decided about a review and the server has not been told yet. */
export interface Decision {
  readonly review: string;
  readonly how: 'take' | 'settle';
  readonly at: string;
  /** Why the server would not have it: the person decides again. */
  readonly refused?: string;
  /** The server knows nothing of the review: it was set back, or it is long ago. */
  readonly unknown?: boolean;
}

/** Single facts of this database: the epoch last heard, whether it stopped, when it was last equal to the server. */
export interface Fact {
  readonly name: string;
  readonly value: unknown;
}

/** What is stored on the device only, one database beside the synced collections. */
export class LocalTables extends Dexie {
  declare attention: Table<Attention, string>;
  declare pulls: Table<PullState, string>;
  declare undo: Table<UndoStep, number>;
  declare drafts: Table<Draft, string>;
  declare reviews: Table<CachedReview, string>;
  declare facts: Table<Fact, string>;
  declare unfinished: Table<Unfinished, number>;
  declare archive: Table<CachedArchive, string>;
  declare blobs: Table<BlobEntry, string>;
  declare blobBytes: Table<BlobBytes, [string, BlobPart]>;
  declare journal: Table<JournalEntry, number>;
  declare stories: Table<KeptStory, string>;
  declare decisions: Table<Decision, string>;

  constructor(name: string, options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {}) {
    super(name, { ...options, chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      attention: 'id, collection',
      pulls: 'collection',
      undo: '++id',
      drafts: 'form',
      reviews: 'id',
      facts: 'name',
    });
    this.version(4).stores({ blobs: 'sha256, state', blobBytes: '[sha256+part], usedAt' });
    this.version(3).stores({ journal: '++seq, record', stories: 'record, readAt', decisions: 'review' });
    this.version(5).stores({ unfinished: '++id', archive: 'key, usedAt' });
  }
}
