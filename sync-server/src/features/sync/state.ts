import type { Facts } from 'shared/domain/may-write.ts';
import type { Master, Memory } from 'shared/merge/verdict.ts';
import type { PushRejection, PushRow } from 'shared/protocol/push.ts';
import { collections } from 'shared/schema/collections.ts';
import type { Tx } from '../../db/scope.ts';
import { readForUpdate } from '../../db/write-rows.ts';
import { documentKey } from './decided.ts';
import { readHorizon } from './epoch.repo.ts';
import { readFacts } from './facts.repo.ts';
import { readMemory } from './push.repo.ts';
import { hasNames } from './validate.ts';

/** What the server knows of the rows that it is asked about, under the counter's lock. */
export interface State {
  /** By collection and id; changes as the rows of one push follow each other. */
  readonly masters: Map<string, Master>;
  /** The seq of each master as it was found. */
  readonly seqs: Map<string, number>;
  readonly memory: Map<string, Memory>;
  readonly facts: Facts;
  readonly horizon: number;
}

export async function readState(tx: Tx, rows: readonly PushRow[]): Promise<State> {
  const named = rows.filter(({ document }) => hasNames(document));
  const memory = await readMemory(
    tx,
    named.map(({ collection, document: { id, rev } }) => ({ collection, id, rev })),
  );
  const masters = new Map<string, Master>();
  const seqs = new Map<string, number>();
  for (const [collection, ofIt] of Map.groupBy(named, (row) => row.collection)) {
    const stored = await readForUpdate(tx, collection, [...new Set(ofIt.map(({ document }) => document.id))]);
    for (const [id, { document, stamps, seq }] of stored) {
      masters.set(documentKey(collection, id), { document, stamps });
      seqs.set(documentKey(collection, id), seq);
    }
  }
  const facts = await readFacts(
    tx,
    named.flatMap(({ collection, document }) => {
      const master = masters.get(documentKey(collection, document.id));
      return [{ collection, state: document }, ...(master ? [{ collection, state: master.document }] : [])];
    }),
  );
  return { memory, masters, seqs, facts, horizon: await readHorizon(tx) };
}

export const isKnown = ({ collection }: PushRow): boolean => Object.hasOwn(collections, collection);

export const unknownCollection = ({ collection, document }: PushRow): PushRejection => ({
  collection,
  id: document.id,
  code: 'invalid',
  message: 'There is no such collection.',
  master: null,
});
