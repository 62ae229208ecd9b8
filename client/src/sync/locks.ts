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
