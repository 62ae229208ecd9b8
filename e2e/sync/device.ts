import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { correctedClock, type CorrectedClock } from '../../client/src/sync/clock.ts';
import { exchange, type ExchangeDeps, type Exchanged } from '../../client/src/sync/exchange.ts';
import { freshLine } from '../../client/src/sync/push.ts';
import { memoryIndexedDb } from '../../client/src/sync/test-workspace.ts';
import { makeTransport, type Tokens } from '../../client/src/sync/transport.ts';
import { saveAll, type Edit } from '../../client/src/sync/write.ts';
import { openWorkspaceDb, type WorkspaceDb } from '../../client/src/db/workspace-db.ts';
import type { CollectionName } from 'shared/schema/collections.ts';

export interface DeviceParts {
  readonly origin: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly collections: readonly CollectionName[];
  readonly tokens: Tokens;
  readonly clockOffsetMs?: number;
  /** Sends what passes twice; for pushes and pulls alike. */
  readonly isDoubled?: () => boolean;
}

/** The real client's database and exchange, over an IndexedDB in memory that outlives a restart. */
export class TestDevice {
  readonly #parts: DeviceParts;
  readonly #factory = memoryIndexedDb();
  readonly #deviceId = randomUUID();
  readonly #clock: CorrectedClock;
  #db: WorkspaceDb | undefined;

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

  async start(): Promise<void> {
    const { tenantId, userId, collections } = this.#parts;
    this.#db = await openWorkspaceDb({
      tenantId,
      userId,
      collections,
      multiInstance: false,
      ...this.#factory,
    });
  }

  async stop(): Promise<void> {
    await this.#db?.close();
    this.#db = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  save(edits: readonly Edit[]): Promise<void> {
    const author = {
      userId: this.#parts.userId,
      now: () => this.#clock.now(),
      random: (n: number) => new Uint8Array(randomBytes(n)),
    };
    return saveAll({ db: this.db, author }, 'test', edits);
  }

  #fetch: typeof fetch = async (input, init) => {
    if (this.#parts.isDoubled?.() !== true) return fetch(input, init);
    const both = await Promise.allSettled([fetch(input, init), fetch(input, init)]);
    const last = both[1];
    if (last.status === 'rejected') throw last.reason;
    return last.value;
  };

  deps(): ExchangeDeps {
    return {
      db: this.db,
      transport: makeTransport({
        origin: this.#parts.origin,
        fetch: this.#fetch,
        deviceId: this.#deviceId,
        clock: this.#clock,
        deviceNow: () => Date.now() + (this.#parts.clockOffsetMs ?? 0),
        tokens: this.#parts.tokens,
        timeoutMs: 5_000,
      }),
      sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
      nowInstant: () => this.#clock.nowInstant(),
      line: freshLine(),
      pageSize: 3,
    };
  }

  exchange(): Promise<Exchanged> {
    return exchange(this.deps(), {
      collections: this.#parts.collections,
      reviews: false,
      push: true,
      digest: true,
    });
  }
}
