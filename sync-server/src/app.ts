import compress from '@fastify/compress';
import cors from '@fastify/cors';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { CACHE_CONTROL, securityHeaders } from 'shared/protocol/security-headers.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { type AccountDeps } from './features/accounts/accounts.ts';
import { accountsPlugin } from './features/accounts/accounts.plugin.ts';
import { prepareFounder } from './features/accounts/founder.ts';
import { archivePlugin } from './features/archive/archive.plugin.ts';
import { auditPlugin } from './features/audit/audit.plugin.ts';
import type { BlobStores } from './features/blobs/blob-stores.ts';
import { blobsPlugin } from './features/blobs/blobs.plugin.ts';
import { countOpen, keepItems, settleGiven } from './features/quarantine/quarantine.repo.ts';
import { quarantinePlugin } from './features/quarantine/quarantine.plugin.ts';
import { reviewsPlugin } from './features/reviews/reviews.plugin.ts';
import { push } from './features/sync/push.ts';
import type { SyncDeps } from './features/sync/sync.ts';
import { syncPlugin } from './features/sync/sync.plugin.ts';
import { workspacesPlugin } from './features/workspaces/workspaces.plugin.ts';
import { auth } from './plugins/auth.ts';
import { clientFiles } from './plugins/client-files.ts';
import { errors, problemOf, sendProblem } from './plugins/errors.ts';
import { headers } from './plugins/headers.ts';
import { createHub } from './plugins/hub.ts';
import { health } from './plugins/health.ts';
import { jsonBody } from './plugins/json-body.ts';
import { limits } from './plugins/limits.ts';
import { answerLog, loggerOptions } from './plugins/log.ts';
import { openApi } from './plugins/open-api.ts';
import type { Passwords } from './plugins/passwords.ts';
import { makeRateLimits } from './plugins/rate-limits.ts';
import { shutdown } from './plugins/shutdown.ts';
import { refuseUnreadable } from './plugins/unreadable.ts';

/** What the server is made of besides its settings: everything that a test may want to hold in its hand. */
export interface Deps {
  readonly database: Database;
  readonly secretKey: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly sleep: (ms: number) => Promise<void>;
  readonly passwords: Passwords;
  readonly blobs: BlobStores;
  /** Rejects until the database can be reached and is migrated and seeded. */
  readonly ready: () => Promise<void>;
  /** The built client. */
  readonly clientFolder: string;
}

/** Bodies of everything but the calls that say otherwise: a form, never a file. */
const FORM_BYTES = 64 * 1024;

/** Headers of a resumable upload. */
const TUS_ASKS = ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset'] as const;
const TUS_ANSWERS = [
  'location',
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'upload-expires',
] as const;

function trustedProxies(trust: Config['trustProxy']) {
  if (typeof trust === 'number') return (_address: string, hop: number) => hop < trust;
  return typeof trust === 'boolean' ? trust : [...trust];
}

/** Builds the whole server and never listens: main.ts and the tests decide about that. */
export async function buildApp(
  config: Pick<Config, 'trustProxy' | 'clientOrigins' | 'logLevel'>,
  deps: Deps,
) {
  const app: FastifyInstance = fastify({
    logger: loggerOptions(config.logLevel),
    trustProxy: trustedProxies(config.trustProxy),
    bodyLimit: FORM_BYTES,
    // A body may take its time on a weak line; a connection that says nothing at all may not.
    requestTimeout: 300_000,
    connectionTimeout: 0,
    // By plugins/shutdown.ts, as a problem like any other.
    return503OnClosing: false,
    clientErrorHandler: refuseUnreadable,
    // Unknown fields are refused, and a number is not made of a text.
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false },
    },
    routerOptions: { maxParamLength: 300 },
    // One line per answer (plugins/log.ts) instead of two per request.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, _request, reply) => {
      reply.headers({ ...securityHeaders(), 'Cache-Control': CACHE_CONTROL.none });
      sendProblem(reply, problemOf(error));
    },
  });

  await app.register(answerLog);
  await app.register(headers);
  await app.register(cors, {
    origin: [...config.clientOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'x-protocol-version', 'x-device-id', ...TUS_ASKS],
    exposedHeaders: ['date', 'retry-after', ...TUS_ANSWERS],
    maxAge: 7200,
    // An OPTIONS that is no preflight gets the same empty answer, not a line of text.
    strictPreflight: false,
  });
  await app.register(shutdown);
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024, globalDecompression: false });
  await app.register(jsonBody);
  await app.register(auth, { secretKey: deps.secretKey, now: deps.now });
  await app.register(errors);
  await app.register(limits);
  await app.register(openApi);
  await app.register(health, { ready: deps.ready });

  await app.register(
    async (api: FastifyInstance) => {
      const rateLimits = makeRateLimits(deps);
      const hub = createHub();
      const accounts: AccountDeps = { ...deps, rateLimits, hub, tokens: app.tokens };
      await api.register(accountsPlugin, accounts);
      await api.register(workspacesPlugin, {
        ...deps,
        rateLimits,
        founder: (form, request) => prepareFounder(accounts, form, request),
      });
      const sync: SyncDeps = {
        ...deps,
        hub,
        quarantine: (tx, scope, items) =>
          keepItems(tx, scope, items, { now: deps.now(), random: deps.random }),
        given: settleGiven,
        countQuarantined: countOpen,
      };
      await api.register(syncPlugin, sync);
      await api.register(reviewsPlugin, { ...sync, push: (scope, request) => push(sync, scope, request) });
      await api.register(quarantinePlugin, {
        ...deps,
        hub,
        push: (scope, request, alongside) => push(sync, scope, request, alongside),
      });
      await api.register(blobsPlugin, { database: deps.database, ...deps.blobs });
      await api.register(archivePlugin, deps);
      await api.register(auditPlugin, deps);
    },
    { prefix: '/api/v1' },
  );

  await app.register(clientFiles, { folder: deps.clientFolder });
  return app;
}
