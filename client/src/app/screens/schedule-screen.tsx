import { weekId } from 'shared/domain/schedule/cells.ts';
import { addDays, dayKeyOf } from 'shared/lib/days.ts';
import { RecordHistory } from '../../features/audit/record-history.tsx';
import { RecordReviews } from '../../features/review/record-reviews.tsx';
import { PersonDrawer } from '../../features/roster/person-drawer.tsx';
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
          <RecordHistory {...cell} />
        </>
      );
    }}
    personDrawer={(personId, onClose) => <PersonDrawer personId={personId} onClose={onClose} />}
  />
);
