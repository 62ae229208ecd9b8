import { loadsFor } from '../concrete/volume.ts';
import type { LoadView } from './load-view.ts';
import { isUnderway } from './load-phase.ts';
import type { PourTerms } from './terms.ts';

/** One box of the load bar; its width is its `cy`. */
export interface Segment {
  readonly key: string;
  readonly kind: 'placed' | 'discharging' | 'underway' | 'rejected' | 'planned';
  readonly cy: number;
  /** Share of it that is filled: all of a placed load, an estimate by the planned spacing while it runs out. */
  readonly filled: number;
}

/** More boxes than this are too thin to see: the rest of a giant is one box. */
const MOST_PLANNED_BOXES = 60;

/** Loads in their order, then the boxes that the plan still wants. */
export function loadBar(views: readonly LoadView[], terms: PourTerms, nowMs: number): Segment[] {
  const logged = views.filter((view) => view.phase !== 'void').map((view) => segmentOf(view, terms, nowMs));
  const covered = logged.reduce((sum, segment) => sum + (segment.kind === 'rejected' ? 0 : segment.cy), 0);
  return [...logged, ...plannedBoxes((terms.plannedCy ?? 0) - covered, terms.loadCy)];
}

function segmentOf({ load, phase, cy }: LoadView, terms: PourTerms, nowMs: number): Segment {
  const size = cy > 0 ? cy : terms.loadCy;
  if (phase === 'rejected') return { key: load.id, kind: 'rejected', cy: size, filled: 1 };
  if (phase === 'done') return { key: load.id, kind: 'placed', cy, filled: 1 };
  if (phase !== 'discharging' || load.dischargeStartedAt === undefined) {
    return { key: load.id, kind: isUnderway(phase) ? 'underway' : 'planned', cy: size, filled: 0 };
  }
  const minutes = (nowMs - Date.parse(load.dischargeStartedAt)) / 60_000;
  const expectedMin = ((load.loadCy ?? terms.loadCy) * 60) / (terms.rateCyPerHour ?? 60);
  return {
    key: load.id,
    kind: 'discharging',
    cy: size,
    filled: Math.min(Math.max(minutes / expectedMin, 0.1), 0.9),
  };
}

function plannedBoxes(restCy: number, loadCy: number): Segment[] {
  const count = loadsFor(restCy, loadCy);
  if (count > MOST_PLANNED_BOXES) return [{ key: 'rest', kind: 'planned', cy: restCy, filled: 0 }];
  return Array.from({ length: count }, (_, index) => ({
    key: `planned-${index}`,
    kind: 'planned' as const,
    cy: Math.min(loadCy, restCy - index * loadCy),
    filled: 0,
  }));
}

/** Where on the bar, from 0 to 1, the plan would be by now: rejected boxes take room but hold nothing. */
export function planMarker(segments: readonly Segment[], plannedByNowCy: number): number {
  const width = segments.reduce((sum, segment) => sum + segment.cy, 0);
  if (width <= 0) return 0;
  let left = plannedByNowCy;
  let position = 0;
  for (const { kind, cy } of segments) {
    if (kind !== 'rejected') {
      if (left <= cy) return (position + left) / width;
      left -= cy;
    }
    position += cy;
  }
  return 1;
}
