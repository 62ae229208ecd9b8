import { AuditPage } from '../../features/audit/audit-page.tsx';
import { PoursPage } from '../../features/pours/pours-page.tsx';
import { ProjectsPage } from '../../features/projects/projects-page.tsx';
import { RosterPage } from '../../features/roster/roster-page.tsx';
import { UndoSessionLink } from '../../features/undo-session/session-link.tsx';
import { ExportListButton } from '../../features/spreadsheet/export-buttons.tsx';

/** Any list on screen leaves as a spreadsheet. */
export const PoursScreen = () => <PoursPage actions={(list) => <ExportListButton list={list} />} />;
export const RosterScreen = () => <RosterPage actions={(list) => <ExportListButton list={list} />} />;
export const ProjectsScreen = () => <ProjectsPage actions={(list) => <ExportListButton list={list} />} />;
export const AuditScreen = () => (
  <AuditPage
    actions={(list) => (
      <>
        <UndoSessionLink />
        <ExportListButton list={list} />
      </>
    )}
  />
);
