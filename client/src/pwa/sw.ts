/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { newerThan, storedSchema } from './data-schema.ts';
import { OWN_SCHEMA } from './own-schema.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

// A release that does not understand the data on this device never takes over: its install fails, and the one before
// it, which wrote the data, goes on serving.
self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const newer = newerThan(await storedSchema(self.caches), OWN_SCHEMA);
      if (newer.length > 0) throw new Error(`The data of ${newer.join(', ')} is newer than this release`);
    })(),
  );
});

cleanupOutdatedCaches();
precacheAndRoute([...self.__WB_MANIFEST]);

// Every address of the app is the same page, with or without a signal; the API and the files of the build are not.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/health\//, /^\/assets\//, /\/[^/]+\.[^/]+$/],
  }),
);

// A new release waits until the page says that nobody is typing.
self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING')
    void self.skipWaiting();
});
clientsClaim();
