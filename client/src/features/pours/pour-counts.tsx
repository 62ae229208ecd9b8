import { useMemo } from 'react';
import { conflictsAmong } from 'shared/domain/pours/conflicts.ts';
import { isCommitted, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { addDays } from 'shared/lib/days.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Figures } from '../../ui/figures.tsx';
import { livePoursBetween, officeZone } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';

/** Today's pours, their concrete, what is being placed, what clashes: the figures of the top bar for Place & Finish. */
export function PourCounts() {
  const { db, clock } = useWorkspace();
  const text = usePoursText();
  const format = useFormat();
  const office = useLive(() => officeZone(db), [db]);
  const today = clock.today(office?.zone);
  const pours = useLive(() => livePoursBetween(db, addDays(today, -1), today), [db, today]);
  const counts = useMemo(() => pours && countsOf(pours, today), [pours, today]);
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

/** A night pour of yesterday that is still being placed counts as placing. */
function countsOf(pours: readonly Pour[], today: string) {
  const committed = pours.filter((pour) => pour.day === today && isCommitted(statusOf(pour)));
  return {
    pours: committed.length,
    cy: committed.reduce((sum, pour) => sum + (plannedCy(pour) ?? 0), 0),
    placing: pours.filter((pour) => statusOf(pour) === 'in_progress').length,
    clashes: conflictsAmong(committed).length,
  };
}
