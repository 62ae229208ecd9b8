import { expect, test } from 'vitest';
import { contentSecurityPolicy, headersFileText, securityHeaders } from './security-headers.ts';

test('the policy allows the API at another origin to be called, and nothing else of it', () => {
  const policy = contentSecurityPolicy('https://api.example.com');
  expect(policy).toContain(`connect-src 'self' https://api.example.com;`);
  expect(policy.match(/api\.example\.com/g)).toHaveLength(1);
});

test('the policy has no way to run or style what is not ours', () => {
  expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|http|nonce/);
  expect(contentSecurityPolicy()).toContain(`default-src 'none'`);
  expect(contentSecurityPolicy()).toContain(`require-trusted-types-for 'script'`);
});

test('the file of a static host says for every path what the server says, with the API named', () => {
  const [path, ...lines] = headersFileText('https://api.example.com').trimEnd().split('\n');
  expect(path).toBe('/*');
  const said = lines.map((line) => /^ {2}([A-Za-z-]+): ([\x20-\x7e]+)$/.exec(line)?.slice(1));
  expect(Object.fromEntries(said as [string, string][])).toEqual(securityHeaders('https://api.example.com'));
});

test('the list is exactly what is promised', () => {
  expect(securityHeaders('https://api.example.com')).toMatchObject({
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
      "connect-src 'self' https://api.example.com; worker-src 'self'; manifest-src 'self'; object-src 'none'; " +
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app-url",
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  const { 'Permissions-Policy': permissions = '' } = securityHeaders();
  expect(new Set(permissions.match(/[a-z-]+(?==\(self\))/g))).toEqual(
    new Set([
      'camera',
      'geolocation',
      'publickey-credentials-create',
      'publickey-credentials-get',
      'screen-wake-lock',
    ]),
  );
});

test('the microphone is off and the camera is for us alone', () => {
  expect(securityHeaders()['Permissions-Policy']).toMatch(/camera=\(self\).*microphone=\(\)/);
});
