/** The part of `navigator.locks` that is used here. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Runs `work` while no other tab runs something under this name. A frozen tab may hold a lock for hours, and without
 * a secure context there are no locks at all: after `patienceMs` the work is done without it. Nothing that is done
 * here rests on the lock alone; it only keeps tabs from doing the same work twice.
 */
export async function underLock<T>(
  locks: Locks | undefined,
  name: string,
  patienceMs: number,
  work: () => Promise<T>,
): Promise<T> {
  if (locks === undefined) return work();
  let started = false;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, async () => {
      started = true;
      return work();
    });
  } catch (error) {
    if (started) throw error;
    return work();
  }
}

const browserLocks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks;

/** Runs `work` under a lock of a name of its own: while it is held, its tab lives. */
export function holding<T>(work: (name: string | undefined) => Promise<T>): Promise<T> {
  const locks = browserLocks();
  if (locks === undefined) return work(undefined);
  const name = `at-work-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  return locks.request(name, () => work(name)) as Promise<T>;
}

/** Whether the tab that held it is gone. */
export const isFree = async (name: string | undefined): Promise<boolean> =>
  name === undefined ||
  ((await browserLocks()?.request(name, { ifAvailable: true }, async (lock) => lock !== null)) ?? true);
