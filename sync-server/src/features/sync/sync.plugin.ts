import type { FastifyInstance } from 'fastify';
import { PRESENCE_LEASE_MS } from 'shared/protocol/presence.ts';
import { inJobs } from '../../db/scope.ts';
import { speaksOurVersion } from '../../plugins/protocol-version.ts';
import { checkpointSigner } from './checkpoint.ts';
import { forgetOld } from './forget.ts';
import { listenToOtherNodes } from './other-nodes.ts';
import { forgetPresence, readPresence } from './presence.repo.ts';
import { presenceRoute } from './presence.route.ts';
import { makePresence } from './presence.ts';
import { offerRoute } from './offer.route.ts';
import { pullRoute } from './pull.route.ts';
import { pushRoute } from './push.route.ts';
import { streamRoute } from './stream.route.ts';
import type { SyncDeps } from './sync.ts';

const PRUNE_EVERY_MS = 5_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** Pull, push and the stream of hints. */
export async function syncPlugin(app: FastifyInstance, deps: SyncDeps): Promise<void> {
  const { database, secretKey, hub } = deps;
  const presence = makePresence({
    now: deps.now,
    read: (tenantId) => inJobs(database, tenantId, (tx) => readPresence(tx, PRESENCE_LEASE_MS)),
    forget: (tenantId, streams) => inJobs(database, tenantId, (tx) => forgetPresence(tx, streams)),
    tellOthers: (tenantId) => hub.tellPresence(tenantId),
    onError: (error) => app.log.warn({ err: error }, 'who is online was not read'),
  });
  const pruning = setInterval(() => presence.prune(), PRUNE_EVERY_MS).unref();
  app.addHook('onClose', async () => clearInterval(pruning));
  listenToOtherNodes(app, deps, presence);

  const forgetting = setInterval(
    () =>
      void forgetOld(database, deps.now()).catch((error: unknown) =>
        app.log.error({ err: error }, 'old verdicts and tombstones were not forgotten'),
      ),
    FORGET_EVERY_MS,
  ).unref();
  app.addHook('onClose', async () => clearInterval(forgetting));

  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', speaksOurVersion);
  pullRoute(app, deps, checkpointSigner(secretKey));
  pushRoute(app, deps);
  streamRoute(app, deps, presence);
  presenceRoute(app, deps, presence);
  offerRoute(app, deps);
}
