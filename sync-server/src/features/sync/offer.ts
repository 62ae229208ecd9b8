import { whyNotWrite } from 'shared/domain/may-write.ts';
import { newRev } from 'shared/lib/ids.ts';
import { judgeOffer, type OfferVerdict } from 'shared/merge/offer.ts';
import { serverTime } from 'shared/merge/verdict.ts';
import type { OfferRequest, OfferRow } from 'shared/protocol/offer.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import type { QuarantineItem } from 'shared/protocol/quarantine.ts';
import type { Scope, Tx } from '../../db/scope.ts';
import { carryOut, documentKey, type DecidedRow } from './decided.ts';
import { lastRestoredCounter } from './epoch.repo.ts';
import { readGivenDeletions, writeGivenDeletions, type GivenDeletion } from './offer.repo.ts';
import { nameKey } from './push.repo.ts';
import { isKnown, readState, unknownCollection } from './state.ts';
import type { GivenState, SyncDeps } from './sync.ts';
import { hasNames, problemOfOffer } from './validate.ts';

interface Offered {
  readonly rows: DecidedRow[];
  readonly deletions: GivenDeletion[];
}

/** Decides every row under the counter's lock. */
async function decide(deps: SyncDeps, tx: Tx, rows: readonly OfferRow[]): Promise<Offered> {
  const state = await readState(tx, rows);
  const restored = await lastRestoredCounter(tx);
  const deletions = await readGivenDeletions(
    tx,
    rows.flatMap(({ collection, document }) => (hasNames(document) ? [{ collection, id: document.id }] : [])),
  );
  const time = serverTime(deps.now());
  const { userId, access } = tx;
  const given: GivenDeletion[] = [];
  const decided = rows.map((sent): DecidedRow => {
    const { collection, document } = sent;
    const key = documentKey(collection, document.id);
    const name = hasNames(document) ? nameKey({ collection, id: document.id, rev: document.rev }) : undefined;
    const master = (name !== undefined && state.masters.get(key)) || null;
    const memory = name === undefined ? undefined : state.memory.get(name);
    // Nobody lost anything below the last restore, whatever a device says.
    const row = { ...sent, counter: Math.min(sent.counter, restored) };
    const verdict: OfferVerdict = judgeOffer({
      row,
      memory,
      problem: memory ? undefined : problemOfOffer(sent, userId),
      master,
      masterSeq: state.seqs.get(key) ?? 0,
      deletion: deletions.get(key),
      horizon: state.horizon,
      time,
      newRev: () => newRev(deps.now(), deps.random),
      forbids: (before, after, changed) =>
        whyNotWrite({ userId, ...access }, state.facts, { collection, before, after, changed }),
    });
    if (verdict.write) {
      state.masters.set(key, verdict.write);
      state.seqs.set(key, Number.POSITIVE_INFINITY);
    }
    if (verdict.deletion) {
      deletions.set(key, verdict.deletion);
      given.push({ collection, document: verdict.deletion });
    }
    if (name !== undefined && verdict.remember) state.memory.set(name, verdict.remember);
    return { row: sent, verdict, master, note: { offer: true, rev: document.rev } };
  });
  return { rows: decided, deletions: given };
}

/** What was refused is not lost: an administrator decides about it. */
const refusedItems = (rows: readonly DecidedRow[]): QuarantineItem[] =>
  rows.flatMap(({ row: { collection, document, base }, verdict: { answer } }) =>
    answer.kind === 'rejected'
      ? [
          {
            collection,
            document,
            base,
            source: 'offer' as const,
            reason: `${answer.code}: ${answer.message}`.slice(0, 1_000),
          },
        ]
      : [],
  );

const takenStates = (rows: readonly DecidedRow[]): GivenState[] =>
  rows.flatMap(({ row: { collection, document }, verdict: { answer } }) =>
    answer.kind === 'rejected' ? [] : [{ collection, id: document.id, rev: document.rev }],
  );

const offeredUnknown = ({ collection, document, base }: OfferRow): QuarantineItem => ({
  collection: collection.slice(0, 64),
  document,
  base,
  source: 'offer',
  reason: 'invalid: There is no such collection.',
});

/** The whole of an offer, repeat-safe like a push. */
export async function offer(
  deps: SyncDeps,
  scope: Scope,
  { epoch, rows }: OfferRequest,
): Promise<PushAnswer> {
  const known = rows.filter(isKnown);
  const unknown = rows.filter((row) => !isKnown(row));
  let deletions: readonly GivenDeletion[] = [];
  const answer = await carryOut(deps, scope, {
    epoch,
    async decide(tx) {
      const offered = await decide(deps, tx, known);
      ({ deletions } = offered);
      return offered.rows;
    },
    async alongside(tx, decided) {
      await writeGivenDeletions(tx, deletions, tx.asOf.counter);
      await deps.given(tx, takenStates(decided));
      await deps.quarantine(tx, scope, [...refusedItems(decided), ...unknown.map(offeredUnknown)]);
    },
  });
  return unknown.length === 0
    ? answer
    : { ...answer, rejected: [...answer.rejected, ...unknown.map(unknownCollection)] };
}
