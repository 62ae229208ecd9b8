import { isIP } from 'node:net';

/** Some proxies write a port behind the address, some systems the interface; neither belongs to it. */
function bareAddress(told: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(told)?.[1];
  const withPort = /^([^:]+):\d+$/.exec(told)?.[1];
  return (bracketed ?? withPort ?? told).replace(/%.*$/, '');
}

/**
 * Where a call comes from, as far as the trusted proxies tell it. What they pass on may be anything that a caller
 * wrote into a header: what is no address counts as coming from the proxy itself.
 */
export function clientAddress(request: {
  readonly ip: string;
  readonly socket: { readonly remoteAddress?: string | undefined };
}): string {
  const told = [request.ip, request.socket.remoteAddress ?? ''].map(bareAddress);
  return told.find((address) => isIP(address) !== 0) ?? '0.0.0.0';
}
