import type { PourEvent } from '../../schema/pour-events.ts';
import type { PourLog } from '../../schema/pour-logs.ts';
import type { LoadView } from './load-view.ts';
import { compareText } from '../../lib/text-order.ts';

export const MILESTONES = [
  'startedAt',
  'pumpArrivedAt',
  'pumpStartedAt',
  'pumpFinishedAt',
  'pumpWashedOutAt',
  'endedAt',
] as const satisfies readonly (keyof PourLog)[];
export type Milestone = (typeof MILESTONES)[number];

/** One line of the readable log. */
export type LogEntry =
  | { readonly kind: 'load'; readonly id: string; readonly at: string; readonly view: LoadView }
  | { readonly kind: 'event'; readonly id: string; readonly at: string; readonly event: PourEvent }
  | { readonly kind: 'milestone'; readonly id: string; readonly at: string; readonly milestone: Milestone };

/** When a load was last known to be doing something, for its place in the list. */
const momentOf = ({ load }: LoadView): string =>
  load.dischargeEndedAt ??
  load.dischargeStartedAt ??
  load.arrivedAt ??
  load.batchedAt ??
  load.createdAt ??
  load.updatedAt;

/** The whole log in the order of what happened, latest first, withdrawn entries in their place. */
export function historyOf(
  views: readonly LoadView[],
  events: readonly PourEvent[],
  log: PourLog | undefined,
): LogEntry[] {
  const entries: LogEntry[] = [
    ...views.map((view) => ({ kind: 'load' as const, id: view.load.id, at: momentOf(view), view })),
    ...events.map((event) => ({
      kind: 'event' as const,
      id: event.id,
      at: event.at ?? event.updatedAt,
      event,
    })),
    ...MILESTONES.flatMap((milestone) => {
      const at = log?.[milestone];
      return at === undefined ? [] : [{ kind: 'milestone' as const, id: milestone, at, milestone }];
    }),
  ];
  return entries.toSorted((a, b) => compareText(b.at, a.at) || compareText(b.id, a.id));
}
