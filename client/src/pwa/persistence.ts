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

/**
 * Asks the browser not to clear what is stored when space runs short. Chromium and Safari decide silently, Firefox
 * asks the person: so the app asks only once somebody works in a workspace, and says why under Settings.
 */
export async function keepStorage(storage: Storage): Promise<Persistence> {
  if (!storage) return 'unknown';
  try {
    return (await storage.persisted()) || (await storage.persist()) ? 'kept' : 'may_be_cleared';
  } catch {
    return 'unknown';
  }
}
