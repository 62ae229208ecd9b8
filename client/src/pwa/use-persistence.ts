import { useEffect, useState } from 'react';
import { toast } from '../ui/toast.tsx';
import { keepStorage, persistenceOf, type Persistence } from './persistence.ts';
import { usePwaText } from './pwa-strings.ts';

/** Whether the browser keeps this device's data, and how to ask it to; what it answers is said. */
export function usePersistence(): { readonly state: Persistence; readonly ask: () => Promise<void> } {
  const [state, setState] = useState<Persistence>('unknown');
  useEffect(() => {
    void persistenceOf(navigator.storage).then(setState);
  }, []);
  const ask = async (): Promise<void> => {
    const next = await keepStorage(navigator.storage);
    setState(next);
    toast({ message: usePwaText.now(next === 'kept' ? 'persisted' : 'notPersisted') });
  };
  return { state, ask };
}
