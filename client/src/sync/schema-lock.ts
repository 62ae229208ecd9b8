import { collections } from 'shared/schema/collections.ts';
import type { Locks } from './locks.ts';

/** Names the shape of everything that is stored: it changes with the version of any collection. */
export const schemaVersion = (
  versions: readonly { readonly name: string; readonly version: number }[] = Object.values(collections),
): string => versions.map(({ name, version }) => `${name}.${version}`).join(',');

export interface SchemaLockParts {
  readonly locks: Locks | undefined;
  readonly database: string;
  readonly version: string;
  /** The version that was last opened on this device, where one was. */
  readonly lastVersion: string | undefined;
  /** Another tab still runs the older version and has to be closed. */
  readonly onWaiting: () => void;
}

const lockName = (database: string, version: string): string => `schema-${database}-${version}`;

/**
 * Runs `open` so that no tab of an older version writes into storage that is being copied: every tab holds a shared
 * lock named by its version, and a migration first takes the old one for itself alone. The answer lets go of the lock.
 */
export async function holdSchemaLock<T>(
  { locks, database, version, lastVersion, onWaiting }: SchemaLockParts,
  open: () => Promise<T>,
): Promise<{ readonly opened: T; release(): void }> {
  if (locks === undefined) return { opened: await open(), release: () => undefined };
  const hold = async (): Promise<{ opened: T; release(): void }> => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = new Promise<void>((resolve, reject) => {
      locks
        .request(lockName(database, version), { mode: 'shared' }, () => {
          resolve();
          return released;
        })
        .catch(reject);
    });
    await held;
    try {
      return { opened: await open(), release };
    } catch (error) {
      release();
      throw error;
    }
  };
  if (lastVersion === undefined || lastVersion === version) return hold();
  const old = lockName(database, lastVersion);
  const free = await locks.request(old, { ifAvailable: true }, (lock) => Promise.resolve(lock !== null));
  if (!free) onWaiting();
  return locks.request(old, { mode: 'exclusive' }, hold);
}
