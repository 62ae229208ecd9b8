import type { DayKey } from '../lib/days.ts';
import { USUAL_DISCHARGE_LIMIT_MIN } from './concrete/discharge.ts';

/** What holds until somebody says otherwise: a new workspace stores no settings, its first edit makes the document. */
export const WORKSPACE_DEFAULTS = {
  timeZone: 'America/Chicago',
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'] as readonly DayKey[],
  warningDays: 30,
  dischargeLimitMin: USUAL_DISCHARGE_LIMIT_MIN,
  foremenEditOwnCrew: false,
  keepPhotoPositions: false,
} as const;
