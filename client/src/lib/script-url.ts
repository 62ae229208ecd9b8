/** The part of Trusted Types that is used here; the TypeScript library does not know them yet. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Our own service worker, and workers that the build has put among the hashed assets (in development: the sources). */
const isOurs = (url: URL): boolean =>
  url.origin === globalThis.location.origin &&
  (url.pathname === '/sw.js' ||
    url.pathname === '/dev-sw.js' ||
    url.pathname.startsWith('/assets/') ||
    (import.meta.env.DEV && url.pathname.startsWith('/src/')));

let policy: { createScriptURL(url: string): string } | undefined;

/**
 * The one gate for addresses that a browser runs as code. The content security policy names `app-url` and allows no
 * other policy. For workers: `import url from './x.worker.ts?worker&url'`, then `new Worker(scriptUrl(url), { type: 'module' })`.
 */
export function scriptUrl(address: string): string {
  const check = (text: string): string => {
    const url = new URL(text, globalThis.location.href);
    if (!isOurs(url)) throw new TypeError(`Not one of our own scripts: ${text}`);
    return url.href;
  };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  policy ??= trustedTypes?.createPolicy('app-url', { createScriptURL: check }) ?? { createScriptURL: check };
  return policy.createScriptURL(address);
}
