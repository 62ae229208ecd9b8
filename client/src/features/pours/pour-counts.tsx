import { useMemo } from 'react';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { addDays } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Figures } from '../../ui/figures.tsx';
import { dailySchedule, dailyWindow } from './daily-model.ts';
import { livePoursBetween, officeZone } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { deviceZone } from './use-pour-world.ts';

/** Today's pours, their concrete, what is being placed, what clashes: the figures of the top bar for Place & Finish. */
export function PourCounts() {
  const { db, clock } = useWorkspace();
  const text = usePoursText();
  const format = useFormat();
  const office = useLive(() => officeZone(db), [db]);
  const zone = office?.zone ?? deviceZone();
  const today = clock.today(zone);
  const pours = useLive(() => livePoursBetween(db, addDays(today, -1), today), [db, today]);
  const counts = useMemo(() => pours && countsOf(pours, today, zone), [pours, today, zone]);
  if (!counts) return null;
  return (
    <Figures
      label={text('liveCounts')}
      items={[
        {
          id: 'pours',
          count: format.number(counts.pours),
          label: text('labelPoursToday', { count: counts.pours }),
        },
        { id: 'cy', count: format.number(counts.cy, 0), label: 'CY' },
        { id: 'placing', count: format.number(counts.placing), label: text('labelPlacing') },
        {
          id: 'clashes',
          count: format.number(counts.clashes),
          label: text('labelClashes', { count: counts.clashes }),
        },
      ]}
    />
  );
}

const NOBODY: ReadonlyMap<string, Employee> = new Map();

/** As the daily schedule counts its day: a night pour that began the evening before is among them. */
function countsOf(pours: readonly Pour[], today: string, zone: string) {
  const window = dailyWindow(today, 1, zone, pours);
  const day = dailySchedule(pours, window, [today], NOBODY, (pour) => plannedCy(pour) ?? 0);
  return {
    pours: day.pours,
    cy: day.cy,
    placing: pours.filter((pour) => statusOf(pour) === 'in_progress').length,
    clashes: day.conflicts.length,
  };
}
