import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts';

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

test('every value fits on one line of a _headers file', () => {
  for (const [name, value] of Object.entries(securityHeaders('https://api.example.com'))) {
    expect(`${name}: ${value}`).toMatch(/^[A-Za-z-]+: [\x20-\x7e]+$/);
  }
});

test('the microphone is off and the camera is for us alone', () => {
  expect(securityHeaders()['Permissions-Policy']).toMatch(/camera=\(self\).*microphone=\(\)/);
});
