import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { NoLine } from './api.ts';
import type { PullDeps } from './pull.ts';
import { freshLine } from './push.ts';
import type { TestWorkspace } from './test-workspace.ts';
import type { PullAsk } from './transport.ts';

/** For unit tests: pages as a server would send them. */
export const EPOCH = 'e';
export const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const region = (n: number, rev = `r${n}`): WireDocument => ({
  id: idOf(n),
  rev,
  updatedAt: '2026-11-01T00:00:00.000Z',
  updatedBy: idOf(0),
  name: `Region ${n}`,
});

export function pageOf(
  documents: readonly WireDocument[],
  { counter = 10, more = false, pull = 'p1', start = 10, edge = '2026-08-24', epoch = EPOCH } = {},
): PullAnswer {
  return {
    documents,
    checkpoint: {
      seq: counter,
      start,
      epoch,
      phase: more ? 'rest' : 'live',
      day: '2026-11-24',
      id: pull,
      signature: '',
    },
    asOf: { epoch, counter },
    edge,
    more,
  };
}

type Pulling = PullDeps['transport']['pull'];

/** A server that gives these pages in turn, and then is out of reach. */
export function pullDeps(
  workspace: TestWorkspace,
  answers: readonly (PullAnswer | Pulling)[],
  asked: PullAsk[] = [],
): PullDeps {
  const left = [...answers];
  return {
    db: workspace.db,
    sha256: (text) => Promise.resolve(text),
    line: freshLine(),
    nowInstant: () => workspace.clock.nowInstant(),
    transport: {
      pull: async (collection, ask) => {
        asked.push(ask);
        const answer = left.shift();
        if (answer === undefined) throw new NoLine('no more pages');
        return typeof answer === 'function' ? answer(collection, ask) : answer;
      },
    },
  };
}
