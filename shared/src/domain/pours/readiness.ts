import { READINESS_ITEMS, type Pour, type ReadinessItem } from '../../schema/pours.ts';

/** Which confirmations a pour has, of the ten that it wants. Weather counts only once somebody has made the call. */
export interface Readiness {
  readonly confirmed: readonly ReadinessItem[];
  readonly open: readonly ReadinessItem[];
}

/** A pour placed by chute needs no pump: the item is left out rather than shown as missing. */
export function readinessOf(pour: Pick<Pour, 'readiness' | 'method'>): Readiness {
  const wanted = READINESS_ITEMS.filter((item) => item !== 'pump' || needsPump(pour));
  return {
    confirmed: wanted.filter((item) => pour.readiness?.[item] !== undefined),
    open: wanted.filter((item) => pour.readiness?.[item] === undefined),
  };
}

export const needsPump = (pour: Pick<Pour, 'method'>): boolean =>
  pour.method === undefined || pour.method === 'boom_pump' || pour.method === 'line_pump';
