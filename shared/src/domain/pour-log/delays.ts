import type { PourEvent } from '../../schema/pour-events.ts';

const MINUTE_MS = 60_000;

const isStop = (event: PourEvent): boolean => event.kind === 'delay' || event.kind === 'breakdown';

/** Begun, and neither ended nor given in minutes. */
export const isRunning = (event: PourEvent): boolean =>
  isStop(event) &&
  !event.void &&
  event.at !== undefined &&
  event.fields?.endedAt === undefined &&
  event.fields?.minutes === undefined;

/** Minutes that a delay took: as given, else from its two times, else until now while it runs. */
export function delayMin(event: PourEvent, nowMs: number): number {
  if (event.fields?.minutes !== undefined) return event.fields.minutes;
  if (event.at === undefined) return 0;
  const endMs = event.fields?.endedAt === undefined ? nowMs : Date.parse(event.fields.endedAt);
  return Math.max(Math.floor((endMs - Date.parse(event.at)) / MINUTE_MS), 0);
}

/** Minutes lost on a pour so far; withdrawn entries count for nothing. */
export const totalDelayMin = (events: readonly PourEvent[], nowMs: number): number =>
  events
    .filter((event) => isStop(event) && !event.void)
    .reduce((sum, event) => sum + delayMin(event, nowMs), 0);
