import { edgeOf } from 'shared/domain/window.ts';
import { newRev } from 'shared/lib/ids.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { inTenant, type Scope, type Tx } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import type { CheckpointSigner, Progress } from './checkpoint.ts';
import { readHorizon, refuseOtherEpoch } from './epoch.repo.ts';
import { isAllNear, readDigest, readLive, readPhase } from './pull.repo.ts';
import type { SyncDeps } from './sync.ts';

export interface PullRequest {
  readonly collection: CollectionName;
  readonly checkpoint: string | undefined;
  readonly epoch: string | undefined;
  readonly limit: number;
  readonly digest: boolean;
}

/** One page, in the snapshot in which the counter was read. */
export function pull(
  deps: SyncDeps,
  signer: CheckpointSigner,
  scope: Scope,
  request: PullRequest,
): Promise<PullAnswer> {
  const from =
    request.checkpoint === undefined
      ? undefined
      : signer.open(scope.tenantId, request.collection, request.checkpoint);
  const today = new Date(deps.now()).toISOString().slice(0, 10);
  return inTenant(deps.database, scope, 'read', async (tx) => {
    const { asOf } = tx;
    await refuseOtherEpoch(tx, asOf, request.epoch);
    await refuseOtherEpoch(tx, asOf, from?.epoch);
    const begun: Progress = from ?? {
      seq: 0,
      start: asOf.counter,
      epoch: asOf.epoch,
      phase: 'near',
      day: today,
      id: newRev(deps.now(), deps.random),
    };
    await refuseForgotten(tx, begun);
    const { documents, progress, more } = await readPage(tx, request, begun, asOf.counter);
    // A pull from the start stays in the window of its own day; later the window moves with the server's.
    const day = progress.phase === 'live' && today > progress.day ? today : progress.day;
    const edge = edgeOf(day);
    return {
      documents,
      checkpoint: signer.seal(scope.tenantId, request.collection, { ...progress, day }),
      asOf,
      edge,
      more,
      ...(request.digest && !more ? { digest: await readDigest(tx, request.collection, edge) } : {}),
    };
  });
}

/** Where tombstones are missing from the answer, a device would keep what was deleted. */
async function refuseForgotten(tx: Tx, { phase, seq, start }: Progress): Promise<void> {
  const horizon = await readHorizon(tx);
  const known = phase === 'live' ? seq : start;
  if (known < horizon)
    throw new Problem('checkpoint_expired', 'This device was away for too long: pull from the start.');
}

interface Read {
  readonly documents: readonly WireDocument[];
  readonly progress: Progress;
  readonly more: boolean;
}

const NEXT_PHASE = { near: 'rest', rest: 'live' } as const;

/** Fills a page; what one phase leaves free the next one takes. */
async function readPage(tx: Tx, request: PullRequest, begun: Progress, counter: number): Promise<Read> {
  const { collection, limit } = request;
  const documents: WireDocument[] = [];
  let progress = begun;
  while (progress.phase !== 'live') {
    const free = limit - documents.length;
    const empty = progress.phase === 'rest' && isAllNear(collection);
    const page = empty ? { documents: [] } : await readPhase(tx, collection, progress.phase, progress, free);
    documents.push(...page.documents);
    if (page.documents.length === free)
      return { documents, progress: { ...progress, seq: page.lastSeq ?? progress.seq }, more: true };
    const phase = NEXT_PHASE[progress.phase];
    progress = { ...progress, phase, seq: phase === 'live' ? progress.start : 0 };
  }
  const free = limit - documents.length;
  const page = await readLive(tx, collection, progress.seq, free);
  documents.push(...page.documents);
  if (page.documents.length === free && (page.lastSeq ?? counter) < counter)
    return { documents, progress: { ...progress, seq: page.lastSeq ?? progress.seq }, more: true };
  // The counter, not the last row's seq: other collections moved it on, and nothing of this one lies between.
  return { documents, progress: { ...progress, seq: counter }, more: false };
}
