import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { CACHE_CONTROL } from 'shared/protocol/security-headers.ts';
import { sendProblem } from './errors.ts';
import { Problem } from './problem.ts';

export interface ClientFilesOptions {
  /** The built client; where there is none the server is an API alone. */
  readonly folder: string;
}

/** By the path below the build: what may be kept, and for how long. */
export function cachingOf(path: string): string {
  if (/^\/?assets\//.test(path)) return CACHE_CONTROL.hashed;
  if (/\.(png|ico|svg|woff2|webp|jpg)$/.test(path)) return CACHE_CONTROL.static;
  return CACHE_CONTROL.fresh;
}

const isPage = (method: string, accept: string | undefined, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !/^\/(api|health|assets)(\/|$)/.test(path) &&
  !/\.[a-z0-9]+$/i.test(path) &&
  (accept === undefined || /text\/html|\*\/\*/.test(accept));

/**
 * Serves the built client beside the API. An address of the app is answered with index.html, so that a deep link
 * survives a reload; anything under /api that does not exist is a problem detail.
 */
export async function clientFiles(app: FastifyInstance, options: ClientFilesOptions): Promise<void> {
  const hasClient = existsSync(join(options.folder, 'index.html'));
  if (hasClient) {
    await app.register(fastifyStatic, {
      root: options.folder,
      cacheControl: false,
      schemaHide: true,
      dotfiles: 'ignore',
      setHeaders: (reply, path) => {
        reply.header('Cache-Control', cachingOf(path.slice(options.folder.length).replaceAll('\\', '/')));
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (hasClient && isPage(request.method, request.headers.accept, path))
      return reply.header('Cache-Control', CACHE_CONTROL.fresh).sendFile('index.html');
    return sendProblem(
      reply,
      new Problem('not_found', `There is no ${request.method} ${path.slice(0, 200)}.`),
    );
  });
}
