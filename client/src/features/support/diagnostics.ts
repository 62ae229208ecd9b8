import type { SyncStatus } from '../../sync/status.ts';
import type { SupportState } from '../../sync/support-state.ts';

/** What the browser tells of this device; nothing of it names a person. */
export interface DeviceFacts {
  /** The app's release, as the build named it. */
  readonly release: string;
  readonly worker: 'serving' | 'waiting' | 'none';
  readonly schema: string;
  readonly browser: string;
  readonly installation: string;
  readonly persistence: 'kept' | 'may_be_cleared' | 'unknown';
  readonly clockOffsetMs: number;
  readonly usedBytes?: number;
  readonly quotaBytes?: number;
}

const MINUTE_MS = 60_000;

/**
 * How the sync of a device stands, for somebody who helps from far away. It is made of counts, times, versions and
 * the kinds of what happened, never of what a record or a person says: nothing here is copied from a document.
 */
export function makeDiagnostics(
  state: SupportState,
  status: Pick<SyncStatus, 'kind' | 'unsent' | 'attention' | 'reviews'>,
  device: DeviceFacts,
  nowInstant: string,
): object {
  const now = Date.parse(nowInstant);
  const minutesAgo = (instant: string | undefined): number | undefined =>
    instant === undefined ? undefined : Math.round((now - Date.parse(instant)) / MINUTE_MS);
  return {
    report: 'planning-ops-diagnostics-1',
    at: nowInstant,
    device,
    sync: {
      status: status.kind,
      unsent: status.unsent,
      attention: status.attention,
      reviews: status.reviews,
      lastContact: state.lastContact,
      counter: state.counter,
      oldestUnsentMinutes: minutesAgo(state.unsentSince),
    },
    collections: state.collections.map(({ collection, held, unsent, pull, compared }) => ({
      collection,
      held,
      unsent,
      onItsWay: state.unsent.filter((one) => one.collection === collection && one.isSent).length,
      // Neither the signature nor the name of the pull: both open something or point at somebody.
      complete: pull.complete,
      phase: pull.checkpoint?.phase,
      seq: pull.checkpoint?.seq,
      counter: pull.asOf?.counter,
      edge: pull.edge,
      isStartingOver: pull.start !== undefined,
      compared: compared?.result,
      comparedAt: compared?.at,
    })),
    happened: state.trail.map(({ at, kind }) => ({ at, kind })),
  };
}
