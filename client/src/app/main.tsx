import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/theme/theme.css';
import { keepDocumentStyled, preferences, type Theme } from '../lib/preferences.ts';
import { listenForInstall } from '../pwa/install.ts';
import { isOlderThanData } from '../pwa/own-schema.ts';
import { startServiceWorker } from '../pwa/service-worker.ts';
import { OlderRelease } from './older-release.tsx';
import { openWhatIsShown, prepare } from './prepare.ts';
import { makeRouter } from './router.tsx';
import { startingAt } from './start-path.ts';
import { sayWhatWasNotKept } from './unkept-work.ts';

/** The frame's colour in each theme, for the bar that the system draws above an installed app. */
const BAR: Readonly<Record<Theme, string>> = { light: '#1b2726', night: '#060d0e', sun: '#030303' };

async function start(): Promise<void> {
  keepDocumentStyled(document.documentElement, (theme) => {
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BAR[theme]);
  });
  listenForInstall(globalThis.window);
  sayWhatWasNotKept(globalThis.window);
  const place = document.querySelector('#root');
  if (!place) return;
  // Asked before the pieces, which come out of the same caches.
  const asked = isOlderThanData();
  const path = startingAt(globalThis.location.pathname, preferences());
  prepare(path);
  const isOlder = await asked;
  if (!isOlder) openWhatIsShown(path);
  createRoot(place).render(
    <StrictMode>{isOlder ? <OlderRelease /> : <RouterProvider router={makeRouter()} />}</StrictMode>,
  );
  if (import.meta.env.PROD) startServiceWorker();
}

void start();
