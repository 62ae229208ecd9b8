import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { headersFileText } from '../shared/src/protocol/security-headers.ts';
import { webAppManifest } from './src/pwa/web-app-manifest.ts';

/** React Aria brings its words in 34 languages; the app speaks two. */
function onlyOurLanguages(): Plugin {
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load: (id) =>
      /react-(aria|stately)\/dist\/private\/intl\/.*\/(?!en-US|es-ES)[a-z]{2}-[A-Z]{2}\.m?js$/.test(id)
        ? 'export default {};'
        : undefined,
  };
}

/** React Aria's announcer empties itself with markup, which Trusted Types refuse: a date being typed would stop the screen. */
function announcerWithoutMarkup(): Plugin {
  return {
    name: 'announcer-without-markup',
    enforce: 'pre',
    transform: (code, id) =>
      /live-announcer\/LiveAnnouncer\.m?js/.test(id)
        ? code.replaceAll(/\.innerHTML = (''|"");/g, '.replaceChildren();')
        : undefined,
  };
}

/** The static host reads its headers from a file beside index.html. */
function headersFile(apiOrigin: string | undefined): Plugin {
  return {
    name: 'headers-file',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFileText(apiOrigin) });
    },
  };
}

/** It becomes part of the content security policy, and the address of every call: nothing else may pass. */
function originOf(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value) return value;
  throw new Error(
    `VITE_API_ORIGIN=${JSON.stringify(value)} is not an origin such as https://api.example.com`,
  );
}

export default defineConfig(({ mode }): UserConfig => {
  const env = { ...loadEnv(mode, import.meta.dirname, 'VITE_'), ...process.env };
  // The one setting for an API at another origin: `https://api.example.com`. Absent: the client's own origin.
  const apiOrigin = originOf(env['VITE_API_ORIGIN']);
  return {
    root: import.meta.dirname,
    plugins: [
      onlyOurLanguages(),
      announcerWithoutMarkup(),
      react(),
      VitePWA({
        strategies: 'injectManifest',
        registerType: 'prompt',
        injectRegister: false,
        srcDir: 'src/pwa',
        filename: 'sw.ts',
        manifest: webAppManifest,
        injectManifest: {
          rollupFormat: 'iife',
          globPatterns: ['**/*.{js,css,html,woff2,svg,webmanifest}', 'icons/*.png'],
          maximumFileSizeToCacheInBytes: 4_000_000,
        },
      }),
      headersFile(apiOrigin),
    ],
    // RxJS keeps a modern build under this name; without it the one for old browsers comes, with its helpers.
    resolve: { conditions: ['es2015', ...defaultClientConditions] },
    build: {
      target: 'es2023',
      // The content security policy allows no data: for scripts, styles and fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    worker: { format: 'es' },
    server: {
      port: Number(env['CLIENT_PORT'] ?? 5173),
      proxy: {
        '/api': { target: env['API_PROXY'] ?? 'http://127.0.0.1:8080', changeOrigin: false },
        '/health': { target: env['API_PROXY'] ?? 'http://127.0.0.1:8080', changeOrigin: false },
      },
    },
  };
});
