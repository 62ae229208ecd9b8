import { truckSpacingMin, trucksFor } from 'shared/domain/concrete/delivery.ts';
import { loadsFor, orderedCy, volumeCy } from 'shared/domain/concrete/volume.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Resource } from 'shared/schema/resources.ts';

/** Where a plan says nothing: a full drum, and how long a truck is on site besides driving. Convention. */
const USUAL_LOAD_CY = 10;
const ON_SITE_MIN = 25;

/** What follows from a plan, each absent where the plan does not say enough. */
export interface PourFacts {
  readonly theoreticalCy: number | undefined;
  readonly orderedCy: number | undefined;
  readonly loads: number | undefined;
  readonly spacingMin: number | undefined;
  readonly trucks: number | undefined;
}

/** What the chosen mix, plant or pump says of a field that the plan leaves open. */
export function impliedBy(
  pour: Pour,
  resources: ReadonlyMap<string, Pick<Resource, 'details'>>,
  key: keyof Pour,
): string | number | undefined {
  if (pour[key] !== undefined) return undefined;
  for (const id of [pour.mixId, pour.plantId, pour.pumpId]) {
    const details: Readonly<Record<string, string | number | undefined>> =
      (id === undefined ? undefined : resources.get(id)?.details) ?? {};
    if (details[key] !== undefined) return details[key];
  }
  return undefined;
}

export function pourFacts(pour: Pour, plant?: Pick<Resource, 'details'>): PourFacts {
  const { areaSf, thicknessIn, rateCyPerHour, wastePct } = pour;
  const theoretical =
    pour.theoreticalCy ??
    (areaSf !== undefined && thicknessIn !== undefined ? volumeCy(areaSf, thicknessIn) : undefined);
  const ordered =
    pour.orderedCy ?? (theoretical === undefined ? undefined : orderedCy(theoretical, wastePct ?? 0));
  const loadCy = pour.loadSizeCy ?? USUAL_LOAD_CY;
  const loads = ordered === undefined ? undefined : loadsFor(ordered, loadCy);
  const spacing = pour.spacingMin ?? (rateCyPerHour ? truckSpacingMin(loadCy, rateCyPerHour) : undefined);
  const travel = pour.travelMin ?? plant?.details?.travelMin;
  const trucks =
    loads !== undefined && spacing !== undefined && travel !== undefined
      ? trucksFor(2 * travel + ON_SITE_MIN, spacing, loads)
      : undefined;
  return {
    theoreticalCy: theoretical,
    orderedCy: ordered ?? plannedCy(pour),
    loads,
    spacingMin: spacing,
    trucks,
  };
}
