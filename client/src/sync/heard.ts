import type { AsOf } from 'shared/protocol/document.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { isNewer } from './seen.ts';

const NAME = 'heardAsOf';

/** The latest point in the server's order that this device has heard of; undefined before the first answer. */
export async function heardAsOf(db: WorkspaceDb): Promise<AsOf | undefined> {
  return (await db.local.facts.get(NAME))?.value as AsOf | undefined;
}

/** A late answer of an epoch that is over says nothing: only adopting another one changes it. */
export async function hear(db: WorkspaceDb, asOf: AsOf): Promise<void> {
  await db.local.transaction('rw', db.local.facts, async () => {
    const known = await heardAsOf(db);
    if (known !== undefined && known.epoch !== asOf.epoch) return;
    if (isNewer(asOf, known)) await db.local.facts.put({ name: NAME, value: asOf });
  });
}
