import { addDays } from 'shared/lib/days.ts';
import { PersonDrawer } from '../../features/roster/person-drawer.tsx';
import { SchedulePage } from '../../features/schedule/schedule-page.tsx';
import { ExportWeeksButton } from '../../features/spreadsheet/export-buttons.tsx';

export const ScheduleScreen = () => (
  <SchedulePage
    actions={({ monday, weeks }) => (
      <ExportWeeksButton mondays={Array.from({ length: weeks }, (_, week) => addDays(monday, week * 7))} />
    )}
    personDrawer={(personId, onClose) => <PersonDrawer personId={personId} onClose={onClose} />}
  />
);
