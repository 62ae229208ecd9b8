import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { firstValueFrom, Subject } from 'rxjs';
import { filter } from 'rxjs/operators';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { openWorkspaceDb } from '../client/src/db/workspace-db.ts';
import { correctedClock } from '../client/src/sync/clock.ts';
import { startSync } from '../client/src/sync/lifecycle.ts';
import { makePresence } from '../client/src/sync/presence.ts';
import { freshLine } from '../client/src/sync/push.ts';
import { realTimers, type Timers } from '../client/src/sync/stream.ts';
import { makeTransport } from '../client/src/sync/transport.ts';
import { saveAll, type Edit } from '../client/src/sync/write.ts';

/** The product's own client without its screens: everything between a tap and the wire. */
export interface Tablet {
  readonly userId: string;
  save(edits: readonly Edit[]): Promise<void>;
  /** Until the server has everything. */
  saved(): Promise<void>;
  /** How many streams have said hello. */
  hellos(): number;
  /** As after a sleep, or when the line came back. */
  wake(): void;
  close(): Promise<void>;
}

export interface TabletParts {
  readonly url: string;
  readonly session: SignedIn;
  readonly timers?: Timers;
  /** Told of every piece that a stream brings. */
  readonly onStreamPiece?: () => void;
}

export async function openTablet({
  url,
  session,
  timers = realTimers,
  onStreamPiece,
}: TabletParts): Promise<Tablet> {
  const ids = { tenantId: session.workspace.id, userId: session.user.id };
  const db = await openWorkspaceDb({
    ...ids,
    multiInstance: false,
    indexedDB: new IDBFactory(),
    IDBKeyRange,
  });
  const clock = correctedClock(Date.now, 0, () => undefined);
  const transport = makeTransport({
    origin: url,
    fetch,
    deviceId: randomUUID(),
    clock,
    deviceNow: Date.now,
    tokens: {
      access: async () => Promise.resolve(session.accessToken),
      renew: async () => Promise.reject(new Error('a benchmark ends before its token')),
    },
  });
  let hellos = 0;
  const presence = makePresence({
    say: (where) => transport.post('/sync/presence', where),
    timers,
    now: () => performance.now(),
  });
  const woken$ = new Subject<void>();
  const run = startSync({
    db,
    transport,
    presence: {
      ...presence,
      hello(stream) {
        hellos += 1;
        presence.hello(stream);
      },
      beat() {
        onStreamPiece?.();
        presence.beat();
      },
    },
    sha256: async (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
    line: freshLine(),
    nowInstant: () => clock.nowInstant(),
    locks: undefined,
    timers,
    randomShare: Math.random,
    surroundings: { visible: () => true, woken$ },
    onDrained: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  const author = {
    userId: session.user.id,
    now: () => clock.now(),
    random: (n: number) => new Uint8Array(randomBytes(n)),
  };
  return {
    userId: session.user.id,
    save: (edits) => saveAll({ db, author }, 'bench', edits),
    async saved() {
      await firstValueFrom(run.status$.pipe(filter(({ kind }) => kind === 'saved')));
      // The status follows what is stored with some delay: whether something is unsent says the store itself.
      for (const collection of db.collections)
        while ((await db.store(collection).countUnsent()) > 0) await pause(5);
    },
    hellos: () => hellos,
    wake: () => woken$.next(),
    async close() {
      run.stop();
      await db.close();
    },
  };
}
