import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { Problem } from './problem.ts';

/** Deep enough for every message there is, and shallow enough for every parser and recursion behind it. */
const MAX_DEPTH = 20;

/** An over-large body is read and dropped up to here, so that a slow line gets its 413 instead of a reset. */
const DRAIN_BYTES = 16 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** How deeply arrays and objects nest, counted on the bytes, before any parser recurses into them; stops above `limit`. */
export function nestingOf(json: Uint8Array, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPEN.has(byte)) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (CLOSE.has(byte)) depth -= 1;
  }
  return deepest;
}

/**
 * The whole body, or a 413 after the rest was read and dropped. A sender that goes on beyond the drain is answered
 * at once; Fastify closes the connection after every refused body.
 */
export function readBody(stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = (): Problem =>
      new Problem('body_too_large', `The body is larger than ${limit} bytes. Send it in smaller parts.`, {
        limit,
      });
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > DRAIN_BYTES) {
        stream.pause();
        failed(tooLarge());
      }
    });
    stream.once('end', () => (size > limit ? failed(tooLarge()) : done(Buffer.concat(chunks, size))));
    // Also follows a normal end, when it changes nothing.
    stream.once('close', () => failed(new Problem('body_not_json', 'The body ended early.')));
    stream.once('error', () => failed(new Problem('body_not_json', 'The body ended early.')));
  });
}

/**
 * A key `__proto__` arrives as an own property, like any other unknown field: the schema of the route or of the row
 * refuses it there, so that one poisoned row does not cost a push its other rows.
 */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new Problem('body_not_json', 'The body is not UTF-8 text.');
  if (nestingOf(body, MAX_DEPTH) > MAX_DEPTH)
    throw new Problem('body_too_deep', `Arrays and objects may nest ${MAX_DEPTH} deep.`);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('body_not_json', 'The body ends early or is not JSON.');
  }
}

/** JSON is the only body that the API reads; every other type answers 415. */
export const jsonBody = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: Readable) =>
      parseBody(await readBody(payload, request.routeOptions.bodyLimit)),
    );
  },
  { name: 'json-body' },
);
