import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { callOff } from './called-off.ts';
import type { Draft } from './draft.ts';
import { draftCommitted } from './committed.ts';
import { draftTentative } from './tentative.ts';
import { crewOn, pourDocument } from './pour-document.ts';
import { makeLog } from './pour-log.ts';
import type { Parts } from './parts.ts';
import type { Rejections } from './trucks.ts';
import { knownDrafts } from './this-day.ts';
import type { WeekOfWork } from './weeks.ts';

export interface WeekOfPours {
  readonly pours: readonly Pour[];
  readonly logs: readonly PourLog[];
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
}

/** Of a week's pours, how many are committed that many weeks ahead. */
const COMMITTED_AHEAD = [1, 0.8, 0.45, 0.2, 0.07, 0.05, 0.03, 0.02] as const;

/**
 * The pours, to be asked for week by week from the first on: a pour that is put off turns up again in the week after,
 * numbers run on, and rejected loads are spread over all of them.
 */
export function makePours(parts: Parts): { week(week: number, planned?: WeekOfWork): WeekOfPours } {
  const { company } = parts;
  let putOff: readonly Draft[] = [];
  let number = company.size === 'S' ? 118 - company.weeksBack * company.scale.poursAWeek : 1_001;
  const rejections: Rejections = { left: 60, nth: 0 };

  return {
    week: (week, planned) => {
      const known = knownDrafts(parts, week);
      const share = week < 0 ? 1 : (COMMITTED_AHEAD[week] ?? 0);
      const count = Math.round(company.scale.poursAWeek * share) - known.length - putOff.length;
      const drawn = draftCommitted(parts, week, Math.max(0, count), [...known, ...putOff]);
      const called = callOff(company, week, [...putOff, ...drawn]);
      putOff = called.putOff;
      const committed = [...known, ...called.drafts].map((draft): Draft => ({
        ...draft,
        number: String((number += 1) - 1),
      }));
      const tentative = week < 0 ? [] : draftTentative(parts, week, committed);

      const made = committed.map((draft) => {
        // Who waits for an inspection works elsewhere until it is passed.
        const crew = draft.status === 'on_hold' ? [] : crewOn(parts, draft, planned);
        const log = makeLog(parts, draft, crew, rejections);
        return { pour: pourDocument(parts, { ...draft, status: log?.status ?? draft.status }, crew), log };
      });
      return {
        pours: [...made.map(({ pour }) => pour), ...tentative.map((draft) => pourDocument(parts, draft, []))],
        logs: made.flatMap(({ log }) => (log === undefined ? [] : [log.log])),
        loads: made.flatMap(({ log }) => log?.loads ?? []),
        events: made.flatMap(({ log }) => log?.events ?? []),
      };
    },
  };
}
