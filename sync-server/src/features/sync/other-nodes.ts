import type { FastifyInstance } from 'fastify';
import { POKED_COLLECTIONS, type Newest } from 'shared/protocol/stream.ts';
import { openHints } from '../../db/hints.ts';
import { inJobs } from '../../db/scope.ts';
import { readCounter } from '../../db/write-rows.ts';
import { readLastWrites } from './newest.repo.ts';
import type { Presence } from './presence.ts';
import type { SyncDeps } from './sync.ts';

/** Passes on what happens here to the other nodes of the database, and what happens there to the devices here. */
export function listenToOtherNodes(
  app: FastifyInstance,
  { database, secretKey, hub }: SyncDeps,
  presence: Presence,
): void {
  /** By workspace, as far as this node looked; only what has moved on since is poked. */
  const looked = new Map<string, Newest>();

  const passOn = async (tenantId: string): Promise<void> => {
    const { asOf, newest } = await inJobs(database, tenantId, async (tx) => ({
      // The counter first: what is written in between is told again, by the hint that follows it.
      asOf: await readCounter(tx),
      newest: await readLastWrites(tx),
    }));
    const before = looked.get(tenantId);
    looked.set(tenantId, newest);
    const collections = POKED_COLLECTIONS.filter((name) => newest[name] > (before?.[name] ?? -1));
    if (collections.length > 0) hub.deliver(tenantId, { collections, asOf });
  };

  const hints = openHints(database, {
    secretKey,
    tenants: () => hub.tenants(),
    onHint: (tenantId, kind) => {
      if (kind === 'presence') presence.look(tenantId);
      if (kind === 'access') hub.deliverEndOfAccess(tenantId);
      if (kind === 'written')
        passOn(tenantId).catch((error: unknown) => app.log.warn({ err: error }, 'a hint was not passed on'));
    },
  });
  hub.onNews((tenantId, kind) => hints.tell(tenantId, kind));
  app.addHook('onClose', () => hints.close());
}
