import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AsOf } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { RecordKind } from '../../client/src/db/record.ts';
import { decodeStored } from '../../client/src/db/record-store.ts';
import { openWorkspaceDb, type WorkspaceDb } from '../../client/src/db/workspace-db.ts';
import { correctedClock, type CorrectedClock } from '../../client/src/sync/clock.ts';
import type { Author } from '../../client/src/sync/decide.ts';
import { exchange, type ExchangeDeps, type Exchanged } from '../../client/src/sync/exchange.ts';
import { freshLine, type Line } from '../../client/src/sync/push.ts';
import { situationOf } from '../../client/src/sync/situations.ts';
import { makeTransport, type Tokens, type Transport } from '../../client/src/sync/transport.ts';
import { finishUnfinished } from '../../client/src/sync/undo.ts';
import { saveAll, type Edit } from '../../client/src/sync/write.ts';
import type { Meanwhile } from './plan.ts';
import { Disk, type Power } from './storage.ts';
import { withMember } from './with-member.ts';

/** Where a planted bug gets between the client's parts; the client itself knows nothing of it. */
export interface ClientTamper {
  readonly db?: (db: WorkspaceDb) => WorkspaceDb;
  readonly transport?: (transport: Transport, db: WorkspaceDb) => Transport;
}

export interface DeviceParts {
  readonly origin: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly collections: readonly CollectionName[];
  readonly tokens: Tokens;
  readonly clockOffsetMs?: number;
  readonly pageSize?: number;
  readonly tamper?: ClientTamper;
  /** Told of the code of every answer that was no success. */
  readonly onRefused?: (code: string) => void;
}

/** Long enough for a busy machine; while a line is silent the device is told to be less patient. */
export const PATIENT_MS = 20_000;

/** The real client's database and exchange, on a storage that outlives its sessions. */
export class SimDevice {
  readonly #parts: DeviceParts;
  readonly #disk = new Disk();
  readonly #deviceId = randomUUID();
  readonly #clock: CorrectedClock;
  #db: WorkspaceDb | undefined;
  #power: Power | undefined;
  #line: Line = freshLine();
  #lastPush: { readonly url: string; readonly init: RequestInit } | undefined;
  #awaited: { readonly moment: Meanwhile['when']; readonly resolve: (goOn: () => void) => void } | undefined;
  readonly #seen = new Map<string, AsOf>();
  /** Sends every call twice, both at once. */
  isDoubled = false;
  /** After each start, and after the storage failed, everything is compared with the server. */
  #isDigestDue = true;
  timeoutMs = PATIENT_MS;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.#clock = correctedClock(
      () => Date.now() + (parts.clockOffsetMs ?? 0),
      0,
      () => undefined,
    );
  }

  get db(): WorkspaceDb {
    if (this.#db === undefined) throw new Error('The device is switched off');
    return this.#db;
  }

  get power(): Power {
    if (this.#power === undefined) throw new Error('The device is switched off');
    return this.#power;
  }

  get #author(): Author {
    return {
      userId: this.#parts.userId,
      now: () => this.#clock.now(),
      random: (n) => new Uint8Array(randomBytes(n)),
    };
  }

  async start(): Promise<void> {
    const { tenantId, userId, collections, tamper } = this.#parts;
    this.#power = this.#disk.powerOn();
    this.#line = freshLine();
    this.#isDigestDue = true;
    const db = await openWorkspaceDb({
      tenantId,
      userId,
      collections,
      multiInstance: false,
      indexedDB: this.#power.indexedDB,
      IDBKeyRange: this.#disk.IDBKeyRange,
    });
    this.#db = this.#held(tamper?.db?.(db) ?? db);
    await finishUnfinished({ db, author: this.#author });
  }

  /** Closes in good order, or buries what a cut has left. */
  async stop(): Promise<void> {
    const closing = this.#db?.close();
    this.#db = undefined;
    if (this.#power?.isOn === true) await closing;
    else await closing?.catch(() => undefined);
    this.#power = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  save(edits: readonly Edit[]): Promise<void> {
    return saveAll({ db: this.db, author: this.#author }, 'test', edits);
  }

  readonly #fetch: typeof fetch = async (input, init) => {
    const power = this.power;
    if (!power.isOn) throw new TypeError('The device is off');
    const url = input instanceof Request ? input.url : String(input);
    if (url.endsWith('/sync/push') && init !== undefined) {
      const { signal: _, ...kept } = init;
      this.#lastPush = { url, init: kept };
      this.#reach('push sent');
    }
    const twice = this.isDoubled ? [fetch(input, init)] : [];
    const [answer] = await Promise.allSettled([fetch(input, init), ...twice]);
    if (answer === undefined || answer.status === 'rejected')
      throw answer?.reason ?? new TypeError('no answer');
    if (!power.isOn) throw new TypeError('The device is off');
    if (!answer.value.ok) {
      const body: unknown = await answer.value
        .clone()
        .json()
        .catch(() => undefined);
      this.#parts.onRefused?.(String((body as { code?: unknown } | undefined)?.code));
    }
    if (answer.value.ok) this.#reach(url.endsWith('/sync/push') ? 'push answered' : 'page arrived');
    return answer.value;
  };

  #reach(moment: Meanwhile['when']): void {
    if (this.#awaited?.moment === moment) this.#awaited.resolve(() => undefined);
  }

  /** The same database, which stands still once where somebody waits for what is about to be written. */
  #held(db: WorkspaceDb): WorkspaceDb {
    const store: WorkspaceDb['store'] = (collection) => {
      const whole = db.store(collection);
      return withMember(whole, 'replace', async (replacements) => {
        const awaited = this.#awaited;
        if (awaited?.moment === 'about to be written') {
          this.#awaited = undefined;
          await new Promise<void>((goOn) => awaited.resolve(goOn));
        }
        return whole.replace(replacements);
      });
    };
    return withMember(db, 'store', store);
  }

  /**
   * Resolves when an exchange gets there, or as soon as it has `ended` without. Where it stands still, it stands until it
   * is told to go on.
   */
  reaches(moment: Meanwhile['when'], ended?: Promise<unknown>): Promise<() => void> {
    return new Promise((resolve) => {
      this.#awaited = { moment, resolve };
      void ended?.finally(() => {
        this.#awaited = undefined;
        resolve(() => undefined);
      });
    });
  }

  /** No network delivers after half a year. */
  forgetLate(): void {
    this.#lastPush = undefined;
  }

  /** The network delivers the last push once more, long after it was answered or given up; nobody waits for it. */
  async deliverLate(): Promise<boolean> {
    if (this.#lastPush === undefined) return false;
    const answer = await fetch(this.#lastPush.url, this.#lastPush.init).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    return answer !== undefined;
  }

  transport(): Transport {
    const made = makeTransport({
      origin: this.#parts.origin,
      fetch: this.#fetch,
      deviceId: this.#deviceId,
      clock: this.#clock,
      deviceNow: () => Date.now() + (this.#parts.clockOffsetMs ?? 0),
      tokens: this.#parts.tokens,
      timeoutMs: this.timeoutMs,
    });
    return this.#parts.tamper?.transport?.(made, this.db) ?? made;
  }

  deps(): ExchangeDeps {
    return {
      db: this.db,
      transport: this.transport(),
      sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
      nowInstant: () => this.#clock.nowInstant(),
      line: this.#line,
      pageSize: this.#parts.pageSize ?? 3,
    };
  }

  async exchange(): Promise<Exchanged> {
    const { collections } = this.#parts;
    try {
      const digest = this.#isDigestDue;
      const done = await exchange(this.deps(), { collections, reviews: false, push: true, digest });
      this.#isDigestDue = false;
      return done;
    } catch (error) {
      const situation = situationOf(error, 0, 0);
      this.#isDigestDue ||= situation === undefined || situation.kind === 'storage_full';
      throw error;
    }
  }

  /**
   * The kinds of record that it holds, and what went back in time: documents whose master is known at an earlier point
   * than it was when last looked at.
   */
  async look(): Promise<{ readonly kinds: ReadonlySet<RecordKind>; readonly back: readonly string[] }> {
    const kinds = new Set<RecordKind>();
    const back: string[] = [];
    for (const collection of this.#parts.collections) {
      for (const row of await this.db.store(collection).allRows()) {
        const record = decodeStored(row);
        kinds.add(record.kind);
        const key = `${collection}/${record.id}`;
        const before = this.#seen.get(key);
        const now = 'seen' in record ? record.seen : undefined;
        if (before !== undefined && (now === undefined || now.counter < before.counter)) back.push(key);
        if (now !== undefined) this.#seen.set(key, now);
      }
    }
    return { kinds, back };
  }
}
