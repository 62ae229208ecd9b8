/** How sure the stored work is on this device. */
export type Persistence = 'kept' | 'may_be_cleared' | 'unknown';

type Storage = Pick<StorageManager, 'persist' | 'persisted'> | undefined;

export async function persistenceOf(storage: Storage): Promise<Persistence> {
  if (!storage) return 'unknown';
  try {
    return (await storage.persisted()) ? 'kept' : 'may_be_cleared';
  } catch {
    return 'unknown';
  }
}

/** Asks the browser not to clear what is stored when space runs short. Firefox asks the person, others decide alone. */
export async function keepStorage(storage: Storage): Promise<Persistence> {
  if (!storage) return 'unknown';
  try {
    return (await storage.persisted()) || (await storage.persist()) ? 'kept' : 'may_be_cleared';
  } catch {
    return 'unknown';
  }
}

/**
 * The same without being asked, once somebody works in a workspace. Where the browser would put a question to the
 * person, that waits for the button beside the reason: in the panel of the sync badge, and in the settings.
 */
export async function keepStorageQuietly(browser: Pick<Navigator, 'userAgent' | 'storage'>): Promise<void> {
  if (!/\bFirefox\//.test(browser.userAgent)) await keepStorage(browser.storage);
}
