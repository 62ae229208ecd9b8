import { weekId } from 'shared/domain/schedule/cells.ts';
import { addDays, dayKeyOf } from 'shared/lib/days.ts';
import { ShortStory } from '../../features/history/short-story.tsx';
import { RecordReviews } from '../../features/review/record-reviews.tsx';
import { PersonDrawer } from '../../features/roster/person-drawer.tsx';
import type { RecordPart } from '../../sync/record-tools.ts';
import { useOpenPanel } from '../panels-context.ts';
import { SchedulePage } from '../../features/schedule/schedule-page.tsx';
import { ExportWeeksButton } from '../../features/spreadsheet/export-buttons.tsx';

export const ScheduleScreen = () => (
  <SchedulePage
    actions={({ monday, weeks, regionId }) => (
      <ExportWeeksButton
        mondays={Array.from({ length: weeks }, (_, week) => addDays(monday, week * 7))}
        regionId={regionId}
      />
    )}
    cellHistory={({ employeeId, monday, date }) => {
      const cell = {
        collection: 'schedule_weeks',
        documentId: weekId(employeeId, monday),
        ...(date !== undefined && { unit: `days.${dayKeyOf(date)}` }),
      } as const;
      return (
        <>
          <RecordReviews {...cell} />
          <CellStory {...cell} />
        </>
      );
    }}
    personDrawer={(personId, onClose) => <PersonDrawer personId={personId} onClose={onClose} />}
  />
);

function CellStory(cell: RecordPart) {
  const open = useOpenPanel();
  return <ShortStory {...cell} onAll={() => open({ kind: 'history', ...cell })} />;
}
