import { CloudOff, History } from 'lucide-react';
import { useMemo } from 'react';
import { useFormat } from '../../lib/format.ts';
import { useArchive, useWindowEdge } from '../../sync/use-archive.ts';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { oldWeekSpans } from './schedule.repo.ts';
import { useScheduleText } from './schedule-strings.ts';

/** Above weeks that lie before what this device holds: read from the office, of which age, and only to look at. */
export function OldWeeksLine({ mondays }: { readonly mondays: readonly string[] }) {
  const text = useScheduleText();
  const format = useFormat();
  const edge = useWindowEdge();
  const spans = useMemo(() => (edge === undefined ? [] : oldWeekSpans(mondays, edge)), [mondays, edge]);
  const state = useArchive(spans);
  if (state.kind === 'none' || edge === undefined) return null;
  const day = format.fullDay(edge);
  switch (state.kind) {
    case 'asking':
      return <NoticeLine icon={<History aria-hidden />}>{text('oldAsking', { day })}</NoticeLine>;
    case 'fresh':
      return <NoticeLine icon={<History aria-hidden />}>{text('oldFresh', { day })}</NoticeLine>;
    case 'kept':
      return (
        <NoticeLine icon={<CloudOff aria-hidden />} tone="hold">
          {text('oldKept', { day, when: format.dayTime(state.at) })}
        </NoticeLine>
      );
    case 'away':
      return (
        <NoticeLine icon={<CloudOff aria-hidden />} tone="hold">
          {text('oldAway', { day })}
        </NoticeLine>
      );
  }
}
