import type { Load } from '../../schema/loads.ts';
import { inBatchOrder, isUnderway, phaseOf } from './load-phase.ts';
import { compareText } from '../../lib/text-order.ts';

/** What the next ticket most likely says, so that one tap confirms it. */
export interface NextLoad {
  readonly plantId: string | undefined;
  readonly mixId: string | undefined;
  readonly loadCy: number;
  /** Absent until there are two tickets in a row whose step can be read. */
  readonly ticketNumber: string | undefined;
  /** Trucks of this pour that are free again, the one that left first at the front, as they come round. */
  readonly trucks: readonly string[];
}

/** Read off the loads before it; where there are none, off the plan. */
export function nextLoad(
  loads: readonly Load[],
  plan: {
    readonly plantId?: string | undefined;
    readonly mixId?: string | undefined;
    readonly loadCy: number;
  },
  toGoCy?: number,
): NextLoad {
  const standing = inBatchOrder(loads).filter((load) => !load.void);
  const last = standing.at(-1);
  const plantId = last?.plantId ?? plan.plantId;
  const usual = last?.loadCy ?? plan.loadCy;
  const underwayCy = standing.reduce(
    (sum, load) => sum + (isUnderway(phaseOf(load)) ? (load.loadCy ?? 0) : 0),
    0,
  );
  const wanted = toGoCy === undefined ? usual : toGoCy - underwayCy;
  return {
    plantId,
    mixId: last?.mixId ?? plan.mixId,
    // The balance is a short load, rounded up to the half yard that a plant batches in.
    loadCy: wanted > 0 && wanted < usual ? Math.ceil(wanted * 2) / 2 : usual,
    ticketNumber: nextTicket(standing.filter((load) => load.plantId === plantId)),
    trucks: freeTrucks(standing),
  };
}

/** A plant numbers its tickets over all its customers, so only a step seen twice is worth suggesting. */
function nextTicket(loads: readonly Load[]): string | undefined {
  const tickets = loads.flatMap((load) => load.ticketNumber?.trim() || []);
  const [before, last] = [tickets.at(-2), tickets.at(-1)].map(splitTicket);
  if (!before || !last || before.prefix !== last.prefix) return undefined;
  const step = last.value - before.value;
  if (step < 1 || step > 20) return undefined;
  return last.prefix + String(last.value + step).padStart(last.digits, '0');
}

function splitTicket(
  ticket: string | undefined,
): { prefix: string; value: number; digits: number } | undefined {
  const match = /^(.*?)(\d{1,12})$/.exec(ticket ?? '');
  if (!match) return undefined;
  const [, prefix = '', digits = ''] = match;
  return { prefix, value: Number(digits), digits: digits.length };
}

function freeTrucks(loads: readonly Load[]): string[] {
  const named = loads.filter((load) => load.truckNumber?.trim());
  const busy = new Set(
    named.filter((load) => isUnderway(phaseOf(load))).map((load) => load.truckNumber?.trim() ?? ''),
  );
  const leftAt = new Map<string, string>();
  for (const load of named) {
    const truck = load.truckNumber?.trim() ?? '';
    leftAt.set(truck, load.dischargeEndedAt ?? load.arrivedAt ?? load.batchedAt ?? load.updatedAt);
  }
  return [...leftAt]
    .filter(([truck]) => !busy.has(truck))
    .toSorted(([, a], [, b]) => compareText(a, b))
    .map(([truck]) => truck);
}
