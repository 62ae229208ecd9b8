import { useEffect, useState } from 'react';
import type { DeviceFacts } from '../../features/support/diagnostics.ts';
import { SupportPage } from '../../features/support/support-page.tsx';
import { releaseOf } from '../../lib/release.ts';
import { usePersistence } from '../../pwa/use-persistence.ts';
import { schemaVersion } from '../../sync/schema-lock.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { deviceIdOf, watchAccounts } from '../session.ts';

type Gathered = Pick<DeviceFacts, 'worker' | 'installation' | 'usedBytes' | 'quotaBytes'>;

async function gather(): Promise<Gathered> {
  const { storage, serviceWorker } = navigator as Partial<Navigator>;
  const [estimate, registration] = await Promise.all([
    storage?.estimate().catch(() => undefined),
    serviceWorker?.getRegistration().catch(() => undefined),
  ]);
  const serving = registration?.active ? 'serving' : 'none';
  return {
    worker: registration?.waiting ? 'waiting' : serving,
    installation: await deviceIdOf(),
    ...(estimate?.usage !== undefined && { usedBytes: estimate.usage }),
    ...(estimate?.quota !== undefined && { quotaBytes: estimate.quota }),
  };
}

const LOOK_EVERY_MS = 10_000;

/** The support page, with what the browser and the other accounts of this device tell. */
export function SupportScreen() {
  const { user, workspace, clock } = useWorkspace();
  const { state, ask } = usePersistence();
  const [gathered, setGathered] = useState<Gathered>({ worker: 'none', installation: '' });
  const [others, setOthers] = useState<Parameters<typeof SupportPage>[0]['others']>([]);
  useEffect(() => {
    const look = (): void => void gather().then(setGathered, () => undefined);
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const mine = `${workspace.id}:${user.id}`;
    return watchAccounts(
      (accounts) =>
        setOthers(
          accounts
            .filter(({ key }) => key !== mine)
            .map(({ key, user: person, workspace: of, unsent = 0 }) => ({
              key,
              name: person.name,
              company: of.name,
              unsent,
            })),
        ),
      () => setOthers([]),
    );
  }, [workspace.id, user.id]);
  return (
    <SupportPage
      device={{
        ...gathered,
        release: releaseOf(document),
        schema: schemaVersion(),
        browser: navigator.userAgent,
        persistence: state,
        clockOffsetMs: clock.offsetMs,
      }}
      others={others}
      onKeep={() => void ask()}
    />
  );
}
