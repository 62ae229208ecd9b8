import type { Checkpoint, PullAnswer } from 'shared/protocol/pull.ts';
import { ApiProblem } from '../../client/src/sync/api.ts';
import { Broken } from './plan.ts';
import type { ModelServer } from './server.ts';
import type { Modelled } from './units.ts';

/** I6: from any place in the order that the server ever handed out, and by pages of any size, every later row arrives. */
export function checkCursor(
  server: ModelServer,
  collection: Modelled,
  checkpoint: Checkpoint,
  limit: number,
): void {
  const from = checkpoint.phase === 'live' ? checkpoint.seq : checkpoint.start;
  const missing = server.revsAfter(collection, from);
  let at = checkpoint;
  for (let pages = 0; ; pages += 1) {
    if (pages > 200) throw new Broken('I6', `pages from ${from} that never end`);
    const page = pageAt(server, collection, at, limit);
    if (page === undefined) return;
    for (const { rev } of page.documents) missing.delete(rev);
    if (!page.more) break;
    at = page.checkpoint;
  }
  for (const rev of missing) throw new Broken('I6', `${rev} of ${collection} is skipped from ${from} on`);
}

/** Nothing where the server has forgotten so far back: it says so, and the device starts over. */
function pageAt(
  server: ModelServer,
  collection: Modelled,
  checkpoint: Checkpoint,
  limit: number,
): PullAnswer | undefined {
  const caller = { user: 'the checker', version: server.version };
  const ask = { limit, digest: false, checkpoint: JSON.stringify(checkpoint) };
  try {
    return server.answer(caller, { kind: 'pull', collection, ask }) as PullAnswer;
  } catch (error) {
    if (error instanceof ApiProblem) return undefined;
    throw error;
  }
}
