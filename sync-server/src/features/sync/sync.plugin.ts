import type { FastifyInstance } from 'fastify';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { openHints } from '../../db/hints.ts';
import { inJobs } from '../../db/scope.ts';
import { readCounter } from '../../db/write-rows.ts';
import { speaksOurVersion } from '../../plugins/protocol-version.ts';
import { checkpointSigner } from './checkpoint.ts';
import { forgetOld } from './forget.ts';
import { pullRoute } from './pull.route.ts';
import { pushRoute } from './push.route.ts';
import { streamRoute } from './stream.route.ts';
import type { SyncDeps } from './sync.ts';

const FORGET_EVERY_MS = 6 * 3_600_000;

/** Pull, push and the stream of hints. */
export async function syncPlugin(app: FastifyInstance, deps: SyncDeps): Promise<void> {
  const { database, secretKey, hub } = deps;
  const hints = openHints(database, {
    secretKey,
    tenants: () => hub.tenants(),
    // Which collections is not in the hint: the devices ask for all of them.
    onHint: (tenantId) =>
      void inJobs(database, tenantId, readCounter).then(
        (asOf) => hub.deliver(tenantId, { collections: [...COLLECTION_NAMES, 'reviews'], asOf }),
        (error: unknown) => app.log.warn({ err: error }, 'a hint was not delivered'),
      ),
  });
  hub.onPublish((tenantId) => hints.tell(tenantId));
  app.addHook('onClose', () => hints.close());

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
  streamRoute(app, deps);
}
