import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['2001:db8::7', '2001:db8::7'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', '10.0.0.1'],
  ["203.0.113.9'; drop table", '10.0.0.1'],
  ['', '10.0.0.1'],
])('what proxies tell as %o is the caller at %s', (ip, address) => {
  expect(clientAddress({ ip, socket: { remoteAddress: '10.0.0.1' } })).toBe(address);
});

test('a socket that has no address either has one that nobody has', () => {
  expect(clientAddress({ ip: 'x', socket: {} })).toBe('0.0.0.0');
});
