import type { PourLog } from '../../schema/pour-logs.ts';

export interface CrewHours {
  readonly people: number;
  readonly manHours: number;
  /** Cubic yards for each hour that somebody worked; absent before there are hours and concrete. */
  readonly cyPerManHour: number | undefined;
}

export function crewHoursOf(crewHours: PourLog['crewHours'], placedCy: number): CrewHours {
  const worked = Object.values(crewHours ?? {}).filter((entry) => entry.hours > 0);
  const manHours = worked.reduce((sum, entry) => sum + entry.hours, 0);
  return {
    people: worked.length,
    manHours,
    cyPerManHour: manHours > 0 && placedCy > 0 ? placedCy / manHours : undefined,
  };
}
