import { useSyncExternalStore } from 'react';

/** What Chromium hands over when the app may be installed; other browsers never do. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

let offered: InstallPromptEvent | undefined;
const listeners = new Set<() => void>();

function offer(event: InstallPromptEvent | undefined): void {
  offered = event;
  for (const listener of listeners) listener();
}

/** Keeps the browser's offer until somebody asks for it in the person menu; the app never interrupts with it. */
export function listenForInstall(target: Window): void {
  target.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer(event as InstallPromptEvent);
  });
  target.addEventListener('appinstalled', () => offer(undefined));
}

const install = async (): Promise<void> => {
  const event = offered;
  offer(undefined);
  await event?.prompt();
};

/** Asks the system to install the app; absent when it cannot be, or is already. */
export const useInstall = (): (() => Promise<void>) | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (offered ? install : undefined),
  );
