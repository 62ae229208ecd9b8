import type { Employee } from 'shared/schema/employees.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Resource } from 'shared/schema/resources.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { isRunning } from 'shared/domain/pour-log/delays.ts';
import { loadBar, planMarker, type Segment } from 'shared/domain/pour-log/load-bar.ts';
import { viewLoads, type LoadView } from 'shared/domain/pour-log/load-view.ts';
import { nextLoad, type NextLoad } from 'shared/domain/pour-log/next-load.ts';
import { plannedCyBy, progressOf, type Progress } from 'shared/domain/pour-log/progress.ts';
import { termsOf, type PourTerms } from 'shared/domain/pour-log/terms.ts';
import { dayInZone } from 'shared/lib/days.ts';
import { compareText } from 'shared/lib/text-order.ts';

/** All that the log of one pour is made of, as it is on this device. */
export interface PourLogData {
  readonly pour: Pour;
  readonly log: PourLog | undefined;
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
  readonly project: Project | undefined;
  readonly workspace: Settings | undefined;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly employees: ReadonlyMap<string, Employee>;
}

export interface Board extends PourLogData {
  readonly terms: PourTerms;
  readonly views: readonly LoadView[];
  /** Soonest first. */
  readonly coming: readonly LoadView[];
  readonly onSite: readonly LoadView[];
  /** Done and rejected, latest first. */
  readonly done: readonly LoadView[];
  readonly progress: Progress;
  readonly bar: readonly Segment[];
  /** Where on the bar the plan is, 0 to 1; absent before the pour begins and without a rate. */
  readonly planAt: number | undefined;
  readonly next: NextLoad;
  readonly runningDelays: readonly PourEvent[];
  /** The site's. */
  readonly zone: string;
  readonly pourDay: string;
  readonly nowMs: number;
}

/** When a load was over: its end, and for one that went back the last that is known of it. */
const overAt = ({ load }: LoadView): string =>
  load.dischargeEndedAt ?? load.dischargeStartedAt ?? load.arrivedAt ?? load.batchedAt ?? load.updatedAt;

const latestFirst = (a: LoadView, b: LoadView): number =>
  compareText(overAt(b), overAt(a)) || (b.number ?? 0) - (a.number ?? 0);

export function boardOf(data: PourLogData, nowMs: number, deviceZone: string): Board {
  const { pour, loads, events } = data;
  const mix = pour.mixId === undefined ? undefined : data.resources.get(pour.mixId);
  const terms = termsOf(pour, mix, data.workspace);
  const views = viewLoads(loads, terms, nowMs);
  const progress = progressOf(views, terms, nowMs, data.log?.endedAt);
  const bar = loadBar(views, terms, nowMs);
  const planned = plannedCyBy(terms, nowMs);
  const zone = pour.timeZone ?? data.project?.timeZone ?? data.workspace?.timeZone ?? deviceZone;
  return {
    ...data,
    terms,
    views,
    coming: views.filter((view) => view.phase === 'on_the_way'),
    onSite: views.filter((view) => view.phase === 'on_site' || view.phase === 'discharging'),
    done: views.filter((view) => view.phase === 'done' || view.phase === 'rejected').toSorted(latestFirst),
    progress,
    bar,
    planAt: planned === undefined || planned <= 0 || progress.finished ? undefined : planMarker(bar, planned),
    next: nextLoad(
      loads,
      { plantId: pour.plantId, mixId: pour.mixId, loadCy: terms.loadCy },
      progress.toGoCy,
    ),
    runningDelays: events.filter(isRunning),
    zone,
    pourDay: data.log?.pourDay ?? pour.day ?? dayInZone(terms.startMs ?? nowMs, zone),
    nowMs,
  };
}
