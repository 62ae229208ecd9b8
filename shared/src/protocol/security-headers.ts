/**
 * The headers of every answer, one list for both places that serve the client: the sync-server itself and the
 * static host, whose `_headers` file the client's build writes from it.
 *
 * `app-url` is the one Trusted Types policy: it lets through only the addresses of our own service worker and workers.
 */

/** Browser features that a field app uses; every other one named below is off for us and for anything embedded. */
const ALLOWED_FEATURES = [
  'camera',
  'geolocation',
  'screen-wake-lock',
  'publickey-credentials-get',
  'publickey-credentials-create',
] as const;

const REFUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
] as const;

/** `apiOrigin` (scheme, host, port; no path) only when the API lives at another origin than the client. */
export function contentSecurityPolicy(apiOrigin?: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${apiOrigin ? ` ${apiOrigin}` : ''}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types app-url`,
  ].join('; ');
}

export type HeaderList = Readonly<Record<string, string>>;

export function securityHeaders(apiOrigin?: string): HeaderList {
  return {
    'Content-Security-Policy': contentSecurityPolicy(apiOrigin),
    // Two years; browsers ignore it over plain HTTP, so it can always be sent.
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Permissions-Policy': [
      ...ALLOWED_FEATURES.map((feature) => `${feature}=(self)`),
      ...REFUSED_FEATURES.map((feature) => `${feature}=()`),
    ].join(', '),
  };
}

/** The same for a static host that reads them from a file `_headers` beside index.html: one rule for every path. */
export function headersFileText(apiOrigin?: string): string {
  const lines = Object.entries(securityHeaders(apiOrigin)).map(([name, value]) => `  ${name}: ${value}\n`);
  return `/*\n${lines.join('')}`;
}

/** How long a copy of each kind of file may be used without asking. */
export const CACHE_CONTROL = {
  /** index.html and sw.js: asked for at every start, so that an update is never hidden. */
  fresh: 'no-cache',
  /** Files whose name holds a hash of their content. */
  hashed: 'public, max-age=31536000, immutable',
  /** Bytes under the hash of their content, for their workspace alone: no proxy keeps them. */
  rendition: 'private, max-age=31536000, immutable',
  /** Everything else that is static: icons, the manifest. */
  static: 'public, max-age=3600',
  /** Answers of the API. */
  none: 'no-store',
} as const;
