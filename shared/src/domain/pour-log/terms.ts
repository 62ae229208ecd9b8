import type { Pour } from '../../schema/pours.ts';
import type { Resource } from '../../schema/resources.ts';
import type { Settings } from '../../schema/settings.ts';
import { rateCyPerHour } from '../concrete/delivery.ts';
import { dischargeLimitMin } from '../concrete/discharge.ts';
import type { Asked } from '../concrete/tolerances.ts';
import { plannedCy } from '../pours/spans.ts';

/** Where neither plan nor ticket says otherwise. Convention: a full drum. */
const USUAL_LOAD_CY = 10;

/** What a pour was planned to be and what its concrete is held to, once pour, mix and workspace are laid over each other. */
export interface PourTerms {
  readonly plannedCy: number | undefined;
  readonly theoreticalCy: number | undefined;
  readonly loadCy: number;
  /** Planned placing rate; absent where the plan gives neither a rate nor a spacing. */
  readonly rateCyPerHour: number | undefined;
  /** When placing was to begin, in milliseconds since 1970, UTC. */
  readonly startMs: number | undefined;
  readonly dischargeLimitMin: number;
  readonly slumpIn: Asked;
  readonly airPct: Asked;
  readonly concreteF: Asked & { readonly thicknessIn: number | undefined };
}

/** The pour's own word comes before its mix's, and that before the workspace's. */
export function termsOf(
  pour: Pour,
  mix?: Pick<Resource, 'details'>,
  workspace?: Pick<Settings, 'dischargeLimitMin'>,
): PourTerms {
  const details = mix?.details ?? {};
  const start = pour.startsAt ?? pour.firstTruckAt;
  const loadCy = pour.loadSizeCy && pour.loadSizeCy > 0 ? pour.loadSizeCy : USUAL_LOAD_CY;
  return {
    plannedCy: plannedCy(pour),
    theoreticalCy: drawnCy(pour),
    loadCy,
    rateCyPerHour: plannedRate(pour, loadCy),
    startMs: start === undefined ? undefined : Date.parse(start),
    dischargeLimitMin: dischargeLimitMin(
      pour.dischargeLimitMin,
      details.dischargeLimitMin,
      workspace?.dischargeLimitMin,
    ),
    slumpIn: stated(pour.slumpMinIn, pour.slumpMaxIn) ?? { min: details.slumpMinIn, max: details.slumpMaxIn },
    airPct: stated(pour.airMinPct, pour.airMaxPct) ?? { min: details.airMinPct, max: details.airMaxPct },
    concreteF: {
      min: details.concreteMinF,
      max: pour.concreteMaxF ?? details.concreteMaxF,
      thicknessIn: pour.thicknessIn,
    },
  };
}

/** A range stated on the pour replaces the mix's whole: one end of each would make a range that nobody asked for. */
const stated = (min: number | undefined, max: number | undefined): Asked | undefined =>
  min === undefined && max === undefined ? undefined : { min, max };

function drawnCy({ orderedCy: _ordered, ...drawn }: Pour): number | undefined {
  return plannedCy(drawn);
}

function plannedRate(pour: Pour, loadCy: number): number | undefined {
  if (pour.rateCyPerHour && pour.rateCyPerHour > 0) return pour.rateCyPerHour;
  return pour.spacingMin && pour.spacingMin > 0 ? rateCyPerHour(loadCy, pour.spacingMin) : undefined;
}
