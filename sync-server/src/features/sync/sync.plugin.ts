import type { FastifyInstance } from 'fastify';
import { speaksOurVersion } from '../../plugins/protocol-version.ts';
import { checkpointSigner } from './checkpoint.ts';
import { forgetOld } from './forget.ts';
import { listenToOtherNodes } from './other-nodes.ts';
import { pullRoute } from './pull.route.ts';
import { pushRoute } from './push.route.ts';
import { streamRoute } from './stream.route.ts';
import type { SyncDeps } from './sync.ts';

const FORGET_EVERY_MS = 6 * 3_600_000;

/** Pull, push and the stream of hints. */
export async function syncPlugin(app: FastifyInstance, deps: SyncDeps): Promise<void> {
  const { database, secretKey } = deps;
  listenToOtherNodes(app, deps);

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
