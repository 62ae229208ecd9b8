/** The device did not store it: what was typed is still in the form, nothing that was stored is lost. */
class StorageFailed extends Error {
  override readonly name: string = 'StorageFailed';
}

/** It has no room left for it. */
export class StorageFull extends StorageFailed {
  override readonly name = 'StorageFull';
}

const namesOf = (error: unknown): string[] => {
  const names: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { name, message, inner, cause } = at as Record<string, unknown>;
    names.push(String(name), String(message));
    at = inner ?? cause;
  }
  return names;
};

export const isStorageFull = (error: unknown): boolean =>
  error instanceof StorageFull || namesOf(error).some((name) => name.includes('QuotaExceeded'));

export const isStorageFailure = (error: unknown): boolean =>
  error instanceof StorageFailed || isStorageFull(error);

/**
 * Runs a storage operation that is safe to repeat. iOS throws single errors out of IndexedDB and then goes on
 * working, so one error is tried again; a full disk is said as such at once.
 */
export async function withStorage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (first) {
    if (isStorageFull(first)) throw new StorageFull('The device has no room left', { cause: first });
    try {
      return await work();
    } catch (second) {
      if (isStorageFull(second)) throw new StorageFull('The device has no room left', { cause: second });
      throw new StorageFailed('The device could not store it', { cause: second });
    }
  }
}
