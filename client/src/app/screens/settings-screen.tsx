import { useNavigate } from '@tanstack/react-router';
import { ResourceList } from '../../features/resources/resource-list.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { DrainedWork } from '../../features/team/drained-work.tsx';
import { OwnSessions } from '../../features/team/own-sessions.tsx';
import { TeamList } from '../../features/team/team-list.tsx';
import { setPreferences } from '../../lib/preferences.ts';
import { PersistenceCard } from '../../pwa/persistence-card.tsx';
import { leave } from '../session.ts';

/** Settings, with what other features keep there. */
export function SettingsScreen() {
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await leave();
    setPreferences({ lastWorkspace: undefined, lastPage: undefined });
    await navigate({ to: '/accounts', replace: true });
  };
  return (
    <SettingsPage
      resources={<ResourceList />}
      team={
        <>
          <TeamList />
          <OwnSessions />
        </>
      }
      drained={<DrainedWork />}
      persistence={<PersistenceCard />}
      onSignOut={() => void signOut()}
    />
  );
}
