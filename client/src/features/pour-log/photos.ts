import type { PourEvent } from 'shared/schema/pour-events.ts';
import { compareText } from 'shared/lib/text-order.ts';

/** Latest first; withdrawn ones stay in their place, as everywhere in the log. */
export const photosOf = (events: readonly PourEvent[]): PourEvent[] =>
  events
    .filter(({ kind }) => kind === 'photo')
    .toSorted((a, b) => compareText(b.at ?? b.updatedAt, a.at ?? a.updatedAt) || compareText(b.id, a.id));

/** Signatures that stand, latest first. */
export const signaturesOf = (events: readonly PourEvent[]): PourEvent[] =>
  events
    .filter(({ kind, void: withdrawn }) => kind === 'signature' && !withdrawn)
    .toSorted((a, b) => compareText(b.at ?? b.updatedAt, a.at ?? a.updatedAt) || compareText(b.id, a.id));
