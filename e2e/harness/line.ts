import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';

/** What a line can do to a call on its way. */
type Fault = { readonly path: string; readonly kind: 'lose answer'; left: number };

/**
 * The line between one device and the server: an address of its own that passes everything on. Cut, there is nobody
 * at that address at all, for the page and its service worker alike.
 */
export interface Line {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The server does what the next calls of this path ask for; its answers never arrive. */
  loseAnswers(path: string, times?: number): void;
  /** A weak line: whatever is under way is cut each time so many bytes of calls have gone through; 0 ends it. */
  cutEvery(bytes: number): void;
  /** Another release in place of the published one: each file is changed on its way, or left as it is. */
  publish(change: (path: string, body: string) => string): void;
  /** The files of another build in place of the published ones, under the headers that the server gives its own. */
  publishBuild(folder: string): void;
  /** How often a path was asked for and answered by the server. */
  calls(path: string): number;
  /** How often a fault of this line struck: a test of a fault that never happened proves nothing. */
  readonly struck: number;
  close(): Promise<void>;
}

export async function openLine(serverUrl: string): Promise<Line> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const faults: Fault[] = [];
  const counts = new Map<string, number>();
  let change: ((path: string, body: string) => string) | undefined;
  let build: string | undefined;
  let struck = 0;
  let every = 0;
  let through = 0;
  /** Counts what goes through, either way, and cuts the line when that is too much for it. */
  const weigh = (part: Buffer): void => {
    through += part.length;
    if (every === 0 || through < every) return;
    through = 0;
    struck += 1;
    for (const socket of sockets) socket.destroy();
  };

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const path = new URL(incoming.url ?? '/', target).pathname;
    const isFile = !path.startsWith('/api/');
    const headers = { ...incoming.headers };
    // A changed file must not be answered by "not modified" nor come compressed.
    if (isFile && (change || build !== undefined))
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
    const upstream = ask(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers,
        agent: false,
      },
      (answer) => {
        counts.set(path, (counts.get(path) ?? 0) + 1);
        const fault = faults.find((one) => one.path === path && one.left > 0);
        if (fault) {
          fault.left -= 1;
          struck += 1;
          answer.resume();
          answer.on('end', () => incoming.socket.destroy());
          return;
        }
        if (isFile && build !== undefined) sendBuilt(build, path, answer, outgoing);
        else if (isFile && change) void changed(path, answer, outgoing, change);
        else {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          outgoing.flushHeaders();
          if (!isFile) answer.on('data', weigh);
          answer.pipe(outgoing);
        }
      },
    );
    upstream.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
    if (!isFile) incoming.on('data', weigh);
  };

  let server: Server | undefined;
  const listen = async (port: number): Promise<number> => {
    server = createServer(pass);
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((done, failed) => {
      server?.once('error', failed);
      server?.listen(port, '127.0.0.1', done);
    });
    return (server.address() as AddressInfo).port;
  };
  const hangUp = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = new Promise<void>((done) => closing.close(() => done()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    cut: hangUp,
    async mend() {
      if (!server) await listen(port);
    },
    loseAnswers: (path, times = 1) => faults.push({ path, kind: 'lose answer', left: times }),
    cutEvery(bytes) {
      every = bytes;
      through = 0;
    },
    publish(next) {
      change = next;
    },
    publishBuild(folder) {
      build = folder;
    },
    calls: (path) => counts.get(path) ?? 0,
    get struck() {
      return struck;
    },
    close: hangUp,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** A file of another build; an address of the app is its page, as on the server. */
function sendBuilt(folder: string, path: string, answer: IncomingMessage, outgoing: ServerResponse): void {
  answer.resume();
  const isOwn = extname(path) !== '' && existsSync(join(folder, path));
  const file = isOwn ? join(folder, path) : join(folder, 'index.html');
  const headers = { ...answer.headers };
  for (const name of ['content-length', 'content-encoding', 'etag', 'last-modified', 'transfer-encoding'])
    delete headers[name];
  const body = readFileSync(file);
  outgoing.writeHead(200, {
    ...headers,
    'content-type': TYPES[extname(file)],
    'content-length': body.length,
  });
  outgoing.end(body);
}

async function changed(
  path: string,
  answer: IncomingMessage,
  outgoing: ServerResponse,
  change: (path: string, body: string) => string,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const isText = /javascript|html|json|css/.test(answer.headers['content-type'] ?? '');
  const sent = isText ? Buffer.from(change(path, body.toString('utf8'))) : body;
  const headers = { ...answer.headers };
  for (const name of ['content-length', 'etag', 'last-modified', 'transfer-encoding']) delete headers[name];
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': sent.length });
  outgoing.end(sent);
}
