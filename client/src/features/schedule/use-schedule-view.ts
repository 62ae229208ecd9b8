import { useCallback, useEffect, useMemo, useState } from 'react';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { preferences, setPreferences, useToggle } from '../../lib/preferences.ts';
import { BENCH_WEEKS } from './bench-strip.tsx';
import { mondaysOf, SPANS, type Span } from './grid-columns.ts';
import { GROUPINGS } from './grid-rows.ts';
import type { ScheduleStore } from './schedule-store.ts';
import type { View } from './schedule-toolbar.tsx';

/** The week that was looked at last, unless it is over. */
const firstMonday = (current: string): string => {
  const { lastWeek } = preferences();
  return lastWeek !== undefined && lastWeek > current && lastWeek <= addDays(current, 91)
    ? mondayOf(lastWeek)
    : current;
};

/** Which weeks are shown and how; the store follows them, with the weeks before that the bench counts back in. */
export function useScheduleView(
  current: string,
  store: ScheduleStore,
): [View, (change: Partial<View>) => void] {
  const [monday, setMonday] = useState(() => firstMonday(current));
  const [span, setSpan] = useToggle<Span>('schedule.span', SPANS, '4');
  const [grouping, setGrouping] = useToggle('schedule.group', GROUPINGS, 'foreman');
  const [regionId, setRegion] = useState<string>();
  const [find, setFind] = useState('');
  const onView = useCallback(
    (change: Partial<View>) => {
      if (change.monday !== undefined) {
        setMonday(change.monday);
        setPreferences({ lastWeek: change.monday });
      }
      if (change.span !== undefined) setSpan(change.span);
      if (change.grouping !== undefined) setGrouping(change.grouping);
      if ('regionId' in change) setRegion(change.regionId);
      if (change.find !== undefined) setFind(change.find);
    },
    [setSpan, setGrouping],
  );
  useEffect(() => {
    const before = Array.from({ length: BENCH_WEEKS }, (_, at) => addDays(monday, -7 * (at + 1)));
    store.watch([...mondaysOf(monday, span), ...before]);
  }, [store, monday, span]);
  const view = useMemo(
    () => ({ monday, span, grouping, regionId, find }),
    [monday, span, grouping, regionId, find],
  );
  return [view, onView];
}
