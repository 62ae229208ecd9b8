import type { AsOf } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { isNewer } from './seen.ts';

/** The name of the fact. */
export const HEARD = 'heardAsOf';

/** The latest point in the server's order that this device has heard of; undefined before the first answer. */
export async function heardAsOf(db: WorkspaceDb): Promise<AsOf | undefined> {
  return (await db.local.facts.get(HEARD))?.value as AsOf | undefined;
}

/** A late answer of an epoch that is over says nothing: only adopting another one changes it. */
export async function hear(db: WorkspaceDb, asOf: AsOf): Promise<void> {
  await withStorage(() =>
    db.local.transaction('rw', db.local.facts, async () => {
      const known = await heardAsOf(db);
      if (known !== undefined && known.epoch !== asOf.epoch) return;
      if (isNewer(asOf, known)) await db.local.facts.put({ name: HEARD, value: asOf });
    }),
  );
}

/** What came of comparing a collection with the server; `not now`: something was unsent, or newer than the answer. */
export interface Compared {
  readonly result: 'equal' | 'different' | 'not now';
  /** Instant. */
  readonly at: string;
}

const comparedName = (collection: CollectionName): string => `compared:${collection}`;

export const noteCompared = (
  db: WorkspaceDb,
  collection: CollectionName,
  compared: Compared,
): Promise<unknown> =>
  withStorage(() => db.local.facts.put({ name: comparedName(collection), value: compared }));

export const lastCompared = async (
  db: WorkspaceDb,
  collection: CollectionName,
): Promise<Compared | undefined> =>
  (await db.local.facts.get(comparedName(collection)))?.value as Compared | undefined;

const CONTACT = 'contactAt';

/** Instant of the last exchange that came to its end, also before the app was opened. */
export const lastContact = async (db: WorkspaceDb): Promise<string | undefined> =>
  (await db.local.facts.get(CONTACT))?.value as string | undefined;

export const noteContact = (db: WorkspaceDb, at: string): Promise<unknown> =>
  db.local.facts.put({ name: CONTACT, value: at });

/** What the exchange ran into, as the diagnostics tell it: kinds and times, never words. */
export interface Happened {
  readonly at: string;
  readonly kind: string;
}

const TRAIL = 'trail';
/** A bad afternoon. */
const TRAIL_LENGTH = 40;

export const trailOf = async (db: WorkspaceDb): Promise<readonly Happened[]> =>
  ((await db.local.facts.get(TRAIL))?.value as readonly Happened[] | undefined) ?? [];

export const noteHappened = (db: WorkspaceDb, happened: Happened): Promise<unknown> =>
  db.local.transaction('rw', db.local.facts, async () => {
    const trail = await trailOf(db);
    // The same thing again and again is one thing that went on.
    if (trail.at(-1)?.kind === happened.kind) return;
    await db.local.facts.put({ name: TRAIL, value: [...trail, happened].slice(-TRAIL_LENGTH) });
  });
