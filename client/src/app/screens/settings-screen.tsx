import { ChangePassword } from '../../features/account/change-password.tsx';
import { ResourceList } from '../../features/resources/resource-list.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { ExportListButton } from '../../features/spreadsheet/export-buttons.tsx';
import { DrainedWork } from '../../features/team/drained-work.tsx';
import { OwnSessions } from '../../features/team/own-sessions.tsx';
import { TeamList } from '../../features/team/team-list.tsx';
import { PersistenceCard } from '../../pwa/persistence-card.tsx';
import { useSignOut } from '../use-sign-out.tsx';

/** Settings, with what other features keep there. */
export function SettingsScreen() {
  const leaving = useSignOut();
  return (
    <>
      <SettingsPage
        resources={<ResourceList actions={(list) => <ExportListButton list={list} />} />}
        team={
          <>
            <TeamList actions={(list) => <ExportListButton list={list} />} />
            <OwnSessions />
          </>
        }
        drained={<DrainedWork />}
        persistence={<PersistenceCard />}
        password={<ChangePassword />}
        onSignOut={leaving.ask}
      />
      {leaving.question}
    </>
  );
}
