import { whyNotWrite } from 'shared/domain/may-write.ts';
import { newRev } from 'shared/lib/ids.ts';
import { judge, serverTime } from 'shared/merge/verdict.ts';
import type { PushAnswer, PushRequest, PushRow } from 'shared/protocol/push.ts';
import type { Scope, Tx } from '../../db/scope.ts';
import { carryOut, documentKey, type DecidedRow, type Decision } from './decided.ts';
import { nameKey } from './push.repo.ts';
import { isKnown, readState, unknownCollection, type State } from './state.ts';
import type { SyncDeps } from './sync.ts';
import { hasNames, problemOf } from './validate.ts';

function decide(deps: SyncDeps, tx: Tx, rows: readonly PushRow[], state: State): DecidedRow[] {
  const time = serverTime(deps.now());
  const { userId, access } = tx;
  return rows.map((row) => {
    const { collection, document } = row;
    const key = documentKey(collection, document.id);
    const named = hasNames(document);
    const name = named ? nameKey({ collection, id: document.id, rev: document.rev }) : undefined;
    const master = (named && state.masters.get(key)) || null;
    const memory = name === undefined ? undefined : state.memory.get(name);
    const verdict = judge({
      row,
      memory,
      problem: memory ? undefined : problemOf(row, userId),
      master,
      horizon: state.horizon,
      time,
      newRev: () => newRev(deps.now(), deps.random),
      forbids: (before, after, changed) =>
        whyNotWrite({ userId, ...access }, state.facts, { collection, before, after, changed }),
    });
    if (verdict.write) state.masters.set(key, verdict.write);
    if (name !== undefined && verdict.remember) state.memory.set(name, verdict.remember);
    return { row, verdict, master };
  });
}

/** The whole of a push. `alongside` is what belongs into its transaction. */
export async function push(
  deps: SyncDeps,
  scope: Scope,
  { epoch, rows }: PushRequest,
  alongside?: Decision['alongside'],
): Promise<PushAnswer> {
  const known = rows.filter(isKnown);
  const answer = await carryOut(deps, scope, {
    epoch,
    decide: async (tx) => decide(deps, tx, known, await readState(tx, known)),
    ...(alongside && { alongside }),
  });
  const unknown = rows.filter((row) => !isKnown(row)).map(unknownCollection);
  return unknown.length === 0 ? answer : { ...answer, rejected: [...answer.rejected, ...unknown] };
}
