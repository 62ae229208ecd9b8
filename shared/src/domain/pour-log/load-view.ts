import type { Load } from '../../schema/loads.ts';
import { ageBand, ageMin, type AgeBand } from '../concrete/discharge.ts';
import { judgeAir, judgeConcreteF, judgeSlump, type Judgement } from '../concrete/tolerances.ts';
import { duplicateTickets } from './duplicate-tickets.ts';
import { inBatchOrder, netCy, numbersOf, phaseOf, type LoadPhase } from './load-phase.ts';
import type { PourTerms } from './terms.ts';

/** A load as the board shows it at one moment. */
export interface LoadView {
  readonly load: Load;
  /** From 1; absent for a withdrawn load. */
  readonly number: number | undefined;
  readonly phase: LoadPhase;
  /** In the drum, or in the forms once it is done. */
  readonly cy: number;
  readonly age: LoadAge | undefined;
  readonly slump: Judgement;
  readonly air: Judgement;
  readonly temperature: Judgement;
  /** Another load of this pour carries the same ticket number. */
  readonly duplicateTicket: boolean;
  /** Older than the limit and still neither waived nor rejected: somebody has to say. */
  readonly wantsDecision: boolean;
}

export interface LoadAge {
  /** Minutes from the start of mixing to the end of discharge, or to now. */
  readonly min: number;
  readonly limitMin: number;
  /** Minutes until the limit; negative once it is over. */
  readonly leftMin: number;
  readonly band: AgeBand;
  /** False once the discharge has ended: it will not get older. */
  readonly running: boolean;
}

/** All loads of a pour in their order, withdrawn ones among them. */
export function viewLoads(loads: readonly Load[], terms: PourTerms, nowMs: number): LoadView[] {
  const numbers = numbersOf(loads);
  const duplicates = duplicateTickets(loads);
  return inBatchOrder(loads).map((load) => {
    const phase = phaseOf(load);
    const age = ageOf(load, phase, terms.dischargeLimitMin, nowMs);
    return {
      load,
      number: numbers.get(load.id),
      phase,
      cy: phase === 'done' ? netCy(load) : (load.loadCy ?? 0),
      age,
      slump: judgeSlump(load.slumpIn, terms.slumpIn),
      air: judgeAir(load.airPct, terms.airPct),
      temperature: judgeConcreteF(load.concreteF, terms.concreteF),
      duplicateTicket: duplicates.has(load.id),
      wantsDecision: age?.band === 'over' && load.waiver === undefined && isAtSite(phase),
    };
  });
}

/** A truck that is not here yet can only be waited for. */
const isAtSite = (phase: LoadPhase): boolean =>
  phase === 'on_site' || phase === 'discharging' || phase === 'done';

/** A rejected or withdrawn load has no age that still matters, one without a batch time none that is known. */
function ageOf(load: Load, phase: LoadPhase, limitMin: number, nowMs: number): LoadAge | undefined {
  if (load.batchedAt === undefined || phase === 'rejected' || phase === 'void') return undefined;
  const running = phase !== 'done';
  const ended = load.dischargeEndedAt;
  if (!running && ended === undefined) return undefined;
  const min = ageMin(Date.parse(load.batchedAt), ended === undefined ? nowMs : Date.parse(ended));
  return { min, limitMin, leftMin: limitMin - min, band: ageBand(min, limitMin), running };
}
