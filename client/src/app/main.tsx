import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/theme/theme.css';
import { keepDocumentStyled, type Theme } from '../lib/preferences.ts';
import { newerThan, storedSchema } from '../pwa/data-schema.ts';
import { listenForInstall } from '../pwa/install.ts';
import { OWN_SCHEMA } from '../pwa/own-schema.ts';
import { startServiceWorker } from '../pwa/service-worker.ts';
import { OlderRelease } from './older-release.tsx';
import { prepare } from './pages.tsx';
import { makeRouter } from './router.tsx';
import { sayWhatWasNotKept } from './unkept-work.ts';

/** The frame's colour in each theme, for the bar that the system draws above an installed app. */
const BAR: Readonly<Record<Theme, string>> = { light: '#1b2726', night: '#060d0e', sun: '#030303' };

async function isOlderThanData(): Promise<boolean> {
  // Without a secure context there are no caches, and no service worker that could serve an older release.
  if (!('caches' in globalThis)) return false;
  return newerThan(await storedSchema(caches).catch(() => ({})), OWN_SCHEMA).length > 0;
}

async function start(): Promise<void> {
  keepDocumentStyled(document.documentElement, (theme) => {
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BAR[theme]);
  });
  listenForInstall(globalThis.window);
  sayWhatWasNotKept(globalThis.window);
  const place = document.querySelector('#root');
  if (!place) return;
  prepare(globalThis.location.pathname);
  const isOlder = await isOlderThanData();
  createRoot(place).render(
    <StrictMode>{isOlder ? <OlderRelease /> : <RouterProvider router={makeRouter()} />}</StrictMode>,
  );
  if (import.meta.env.PROD) startServiceWorker();
}

void start();
