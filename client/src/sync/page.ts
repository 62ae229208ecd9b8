import type { AsOf } from 'shared/protocol/document.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PullState, SetBack } from '../db/local-tables.ts';

/** A page without its documents: what decides about it. */
type PageHead = Pick<PullAnswer, 'checkpoint' | 'asOf' | 'edge' | 'more'>;

export type PageVerdict =
  /** It belongs to another pull than the one that is stored: a frozen tab asked for it. */
  | { readonly kind: 'dropped' }
  /** The window has grown backwards: what lies there was evicted or never held. */
  | { readonly kind: 'start_over' }
  | {
      readonly kind: 'apply';
      readonly begins: boolean;
      /** Where the pull from the start began that this page belongs to; absent once it has ended. */
      readonly start?: AsOf;
    };

/** Whether both were asked with a checkpoint of one and the same pull, or both with none in one epoch. */
export const isSamePull = (a: PullState, b: PullState): boolean =>
  a.checkpoint?.id === b.checkpoint?.id && a.setBack?.epoch === b.setBack?.epoch;

/** From here on the collection is asked for from its start. */
export const stateAnew = ({ collection, complete, setBack }: PullState): PullState => ({
  collection,
  complete,
  ...(setBack && { setBack }),
});

/** The server was set back: every collection is asked for from its start, in the new epoch. */
export const stateSetBack = ({ collection, complete }: PullState, setBack: SetBack): PullState => ({
  collection,
  complete,
  setBack: { epoch: setBack.epoch, counter: setBack.counter },
});

/** Whether everything was listed since the server was set back: only then may anything be sent. */
export const isListedSince = ({ complete, asOf, start }: PullState, { epoch }: SetBack): boolean =>
  complete && start === undefined && asOf?.epoch === epoch;

/** Decides about a page that was asked for in the state `asked` and arrives in the state `stored`. */
export function judgePage(stored: PullState, asked: PullState, { checkpoint, edge }: PageHead): PageVerdict {
  if (!isSamePull(stored, asked)) return { kind: 'dropped' };
  if (stored.edge !== undefined && edge < stored.edge) return { kind: 'start_over' };
  const begins = stored.checkpoint === undefined;
  const start = begins ? { epoch: checkpoint.epoch, counter: checkpoint.start } : stored.start;
  return { kind: 'apply', begins, ...(start && { start }) };
}

/** What is known of a pull from the start besides its place: see `PullState`. */
export interface Bulk {
  readonly fresh: boolean;
  readonly added: number;
}

/** The state to store after a page was written. */
export function stateAfter(
  stored: PullState,
  { checkpoint, asOf, edge, more }: PageHead,
  start: AsOf | undefined,
  bulk: Bulk,
): PullState {
  const { collection, setBack } = stored;
  const kept = { collection, checkpoint, edge, ...(setBack && { setBack }) };
  if (!more) return { ...kept, complete: true, asOf };
  return {
    ...kept,
    complete: stored.complete,
    ...(stored.asOf && { asOf: stored.asOf }),
    ...(start && { start, ...bulk }),
  };
}
