import type { Pour } from '../../schema/pours.ts';

/** A stretch of time in milliseconds since 1970, UTC; `to` is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const HOUR_MS = 3_600_000;

/** Where a plan gives no rate: what one pump and a steady plant place in an hour. Convention; the plan's own wins. */
export const USUAL_RATE_CY_PER_HOUR = 40;

/** Where a plan gives no end: hours of finishing after the last truck, by whether there is a surface to finish. */
const FINISHING_HOURS = 3;

/** Cubic yards to place: as ordered, else as given, else from area and thickness (SF × in ÷ 324). */
export function plannedCy(
  pour: Pick<Pour, 'orderedCy' | 'theoreticalCy' | 'areaSf' | 'thicknessIn'>,
): number | undefined {
  if (pour.orderedCy !== undefined) return pour.orderedCy;
  if (pour.theoreticalCy !== undefined) return pour.theoreticalCy;
  if (pour.areaSf === undefined || pour.thicknessIn === undefined) return undefined;
  return (pour.areaSf * pour.thicknessIn) / 324;
}

/** From the first truck (else the start) until the last yard is out, by the planned rate. */
export function placingSpan(pour: Pour): Span | undefined {
  const start = pour.startsAt ?? pour.firstTruckAt;
  if (start === undefined) return undefined;
  const from = Date.parse(start);
  const hours = (plannedCy(pour) ?? 0) / (pour.rateCyPerHour || USUAL_RATE_CY_PER_HOUR);
  return { from, to: from + Math.max(hours, 0.5) * HOUR_MS };
}

/** From the start to the expected end; where none is planned, placing and some hours of finishing. */
export function wholeSpan(pour: Pour): Span | undefined {
  const placing = placingSpan(pour);
  if (!placing) return undefined;
  const planned = pour.expectedEndAt === undefined ? undefined : Date.parse(pour.expectedEndAt);
  const finishing = pour.finish === undefined ? 0 : FINISHING_HOURS * HOUR_MS;
  return { from: placing.from, to: Math.max(planned ?? placing.to + finishing, placing.to) };
}

export const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;
