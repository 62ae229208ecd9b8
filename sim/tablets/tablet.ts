import { randomUUID } from 'node:crypto';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { Checkpoint } from 'shared/protocol/pull.ts';
import type { Scope } from '../../sync-server/src/db/scope.ts';
import { correctedClock } from '../../client/src/sync/clock.ts';
import { situationOf } from '../../client/src/sync/situations.ts';
import { listen, realTimers } from '../../client/src/sync/stream.ts';
import { makeTransport, type Transport } from '../../client/src/sync/transport.ts';
import { pause } from '../processes.ts';

export interface TabletParts {
  readonly origin: string;
  readonly scope: Scope;
  readonly token: () => string;
  readonly writeEveryMs: number;
  /** Told of every answer that is no situation of the table: a bug. */
  readonly report: (error: unknown) => void;
}

/** What is asked again while the server is away; the others are asked for once. */
const isAway = (error: unknown): boolean => {
  const kind = situationOf(error, 0, 0)?.kind;
  return kind === 'offline' || kind === 'busy';
};

/**
 * A tablet without a screen and without a database: it holds a line open, pulls what it is told of, and repeats each
 * write until it is answered, as the real one does. A thousand of them fit into one process.
 */
export class Tablet {
  readonly #parts: TabletParts;
  readonly #transport: Transport;
  readonly #ended = new AbortController();
  readonly #held = new Map<string, string>();
  readonly #own = new Map<string, WireDocument>();
  readonly #running: Promise<void>[] = [];
  #checkpoint: Checkpoint | undefined;
  #asOf: AsOf | undefined;
  #epoch: string | undefined;
  #waiting: WireDocument | undefined;
  #isWriting = true;
  #isPulling = false;
  #isBehind = false;
  /** Revs that the server said it has. */
  readonly acknowledged: string[] = [];
  connects = 0;
  repeats = 0;

  constructor(parts: TabletParts) {
    this.#parts = parts;
    this.#transport = makeTransport({
      origin: parts.origin,
      fetch,
      deviceId: randomUUID(),
      deviceNow: Date.now,
      clock: correctedClock(Date.now, 0, () => undefined),
      tokens: {
        access: () => Promise.resolve(parts.token()),
        renew: () => Promise.resolve(parts.token()),
      },
    });
  }

  get hasUnsent(): boolean {
    return this.#waiting !== undefined;
  }

  /** Ids and revs of everything that it holds, in one order. */
  get holds(): string {
    return [...this.#held]
      .map(([id, rev]) => `${id} ${rev}`)
      .sort()
      .join('\n');
  }

  start(): void {
    this.#running.push(this.#stayConnected(), this.#write());
  }

  stopWriting(): void {
    this.#isWriting = false;
  }

  async stop(): Promise<void> {
    this.#isWriting = false;
    this.#ended.abort();
    await Promise.all(this.#running);
  }

  /** The same delays as the product's: half of two seconds at the earliest, and longer after each failure. */
  async #untilDone(work: () => Promise<void>): Promise<void> {
    for (let failures = 0; !this.#ended.signal.aborted; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (!this.#ended.signal.aborted && !isAway(error)) this.#parts.report(error);
        const situation = situationOf(error, Math.min(failures, 2), Math.random());
        await this.#pause(situation && 'retryMs' in situation ? situation.retryMs : 2_000);
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (!this.#ended.signal.aborted && Date.now() < until) await pause(Math.min(500, until - Date.now()));
  }

  async #stayConnected(): Promise<void> {
    while (!this.#ended.signal.aborted)
      await this.#untilDone(async () => {
        const { backAfterMs } = await listen(
          (signal) => this.#transport.stream(signal),
          {
            hello: ({ asOf }) => {
              this.connects += 1;
              if (this.#asOf === undefined || this.#asOf.counter < asOf.counter) this.#wantPull();
            },
            poke: () => this.#wantPull(),
          },
          realTimers,
          this.#ended.signal,
        );
        // A stream that ended is a line that ended: it is waited for like any other.
        await this.#pause(backAfterMs ?? 1_000 + Math.random() * 1_000);
      });
  }

  /** What is told of while a pull is under way is pulled after it, once. */
  #wantPull(): void {
    this.#isBehind = true;
    if (!this.#isPulling) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#isPulling = true;
    while (this.#isBehind && !this.#ended.signal.aborted) {
      this.#isBehind = false;
      await this.#untilDone(() => this.#pull());
    }
    this.#isPulling = false;
  }

  async #pull(): Promise<void> {
    for (;;) {
      const answer = await this.#transport.pull('loads', {
        limit: 500,
        digest: false,
        ...(this.#checkpoint && { checkpoint: JSON.stringify(this.#checkpoint) }),
        ...(this.#epoch !== undefined && { epoch: this.#epoch }),
      });
      for (const { id, rev } of answer.documents) this.#held.set(id, rev);
      this.#checkpoint = answer.checkpoint;
      this.#epoch = answer.asOf.epoch;
      this.#asOf = answer.asOf;
      if (!answer.more) return;
    }
  }

  /** Its own loads, one after another, each again and again until it is answered. */
  async #write(): Promise<void> {
    await this.#pause(Math.random() * this.#parts.writeEveryMs);
    while (this.#isWriting && !this.#ended.signal.aborted) {
      if (this.#epoch !== undefined) {
        const document = this.#next();
        this.#waiting = document;
        let isRepeat = false;
        await this.#untilDone(async () => {
          if (isRepeat) this.repeats += 1;
          isRepeat = true;
          await this.#push(document);
        });
      }
      await this.#pause(this.#parts.writeEveryMs * (0.5 + Math.random()));
    }
  }

  #next(): WireDocument {
    const { userId } = this.#parts.scope;
    const known = [...this.#own.values()];
    const old = known.length > 3 ? known[Math.floor(Math.random() * known.length)] : undefined;
    const id = old?.id ?? randomUUID();
    const day = new Date().toISOString().slice(0, 10);
    return {
      ...(old ?? { pourId: userId, pourDay: day }),
      id,
      rev: randomUUID(),
      updatedAt: new Date().toISOString(),
      updatedBy: userId,
      note: `${this.acknowledged.length}`,
    };
  }

  async #push(document: WireDocument): Promise<void> {
    const base = this.#own.get(document.id) ?? null;
    const row = { collection: 'loads' as const, base, document };
    const answer = await this.#transport.push({ epoch: this.#epoch ?? '', rows: [row] });
    if (answer.rejected.length > 0) throw new Error(`refused: ${JSON.stringify(answer.rejected)}`);
    // Nobody else writes this load: it is accepted as it was sent.
    if (answer.conflicts.length > 0) throw new Error(`merged: ${JSON.stringify(answer.conflicts)}`);
    this.#own.set(document.id, document);
    this.acknowledged.push(document.rev);
    this.#waiting = undefined;
  }
}
