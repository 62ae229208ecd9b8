import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { CACHE_CONTROL, securityHeaders } from 'shared/protocol/security-headers.ts';
import { MEDIA_TYPE } from './errors.ts';
import { Problem } from './problem.ts';

const WHY: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The headers are too large.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive in time.',
};

/** What Node could not read as a request never reaches a route; it is answered here as everything else is, and closed. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem('invalid_request', WHY[error.code ?? ''] ?? 'This is not a request of HTTP.');
  const body = JSON.stringify(problem.body());
  const headers = {
    ...securityHeaders(),
    'Cache-Control': CACHE_CONTROL.none,
    'Content-Type': MEDIA_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${head.join('')}\r\n${body}`,
  );
}
