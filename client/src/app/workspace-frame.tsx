import { useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { liveDoc } from '../db/live.ts';
import { useLive } from '../db/use-live.ts';
import { DeviceNotices } from '../features/account/device-notices.tsx';
import { Arriving, FirstPull } from '../features/account/first-pull.tsx';
import { AccessEnded, StatusBanner } from '../features/account/status-notices.tsx';
import { PourCounts } from '../features/pours/pour-counts.tsx';
import { LiveCounts } from '../features/schedule/live-counts.tsx';
import { setPreferences, setToggle, useToggle } from '../lib/preferences.ts';
import { reportFailure } from '../lib/report-failure.ts';
import { useTitle } from '../lib/title.ts';
import { NO_BLOBS } from '../sync/blob-sender.ts';
import { POURS } from '../sync/land.ts';
import { dismissRestoration } from '../sync/restoration.ts';
import { OPENING, type FirstPullProgress } from '../sync/status.ts';
import { useWorkspace } from '../sync/workspace.tsx';
import { useFrameText } from './frame/frame-strings.ts';
import { Frame } from './frame/frame.tsx';
import { OtherPeople } from './frame/other-people.tsx';
import { PersonMenu } from './frame/person-menu.tsx';
import { FIRST_OF_SIDE, pageOf, SCREENS, screenOf, screenPath, SIDES, type Side } from './frame/screens.ts';
import { SyncBadge } from './frame/sync-badge.tsx';
import { saveUnsent } from './session.ts';
import { useSignOut } from './use-sign-out.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { useFrameKeys } from './use-frame-keys.ts';
import { PanelsAround, usePanels } from './panels.tsx';

const Palette = lazy(async () => ({
  default: (await import('./palette/workspace-palette.tsx')).WorkspacePalette,
}));

const Keys = lazy(async () => ({ default: (await import('./frame/keys-dialog.tsx')).KeysDialog }));

/** The manpower side shows nothing of the pours: this week opens before those have come. */
const isHere = ({ far }: FirstPullProgress, side: Side | undefined): boolean =>
  far.every((name) => side === 'manpower' && POURS.has(name));

/** The frame around a workspace's screens: who, where, how the sync stands. */
export function WorkspaceFrame({ children }: { readonly children: ReactNode }) {
  const current = useWorkspace();
  const { workspace, user, db, sync, blobs } = current;
  const { slug } = workspace;
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const status = useLive(() => sync.status$, [sync]) ?? OPENING;
  const photos = useLive(() => blobs.status$, [blobs]) ?? NO_BLOBS;
  const settings = useLive(() => liveDoc(db, 'settings', 'workspace:main'), [db]);
  const text = useFrameText();
  const [isFinding, setFinding] = useState(false);
  const [isTelling, setTelling] = useState(false);
  const leaving = useSignOut();
  const panels = usePanels();
  const [lastSide] = useToggle<Side>('frame.side', SIDES, 'manpower');
  const screen = screenOf(pathname);
  const side = (screen && SCREENS[screen].side) ?? lastSide;
  const onKeys = useCallback(() => setTelling(true), []);
  useFrameKeys(
    useCallback(() => setFinding((is) => !is), []),
    onKeys,
  );
  useFrameCommands({ screen, status, onKeys, onSignOut: leaving.ask });
  const company = settings?.brand?.companyName ?? workspace.name;
  useTitle('screen', screen && text(screen));
  useTitle('place', company);

  useEffect(() => {
    const page = pageOf(pathname);
    if (page !== '') setPreferences({ lastWorkspace: slug, lastPage: page });
    const ofScreen = screen && SCREENS[screen].side;
    if (ofScreen) setToggle('frame.side', ofScreen);
  }, [pathname, slug, screen]);

  const signIn = (): void => void navigate({ to: `/w/${slug}/sign-in` });
  const onExport = (): Promise<void> => saveUnsent(current);
  if (status.kind === 'removed' || status.kind === 'gone')
    return (
      <>
        <AccessEnded
          kind={status.kind === 'removed' ? 'handing over' : 'gone'}
          company={workspace.name}
          held={status.unsent + status.attention + photos.waiting + photos.failed}
          onExport={onExport}
          {...(status.kind === 'gone' && { onClear: leaving.ask })}
        />
        {leaving.question}
      </>
    );
  // What is wrong with a first download is looked at while it lasts.
  if (status.progress && screen !== 'support' && !isHere(status.progress, screen && SCREENS[screen].side))
    return (
      <FirstPull
        company={workspace.name}
        status={status}
        onCheckNow={() => sync.checkNow()}
        onSignIn={signIn}
      />
    );

  const badge = (
    <>
      <OtherPeople />
      <SyncBadge
        status={status}
        photos={photos}
        slug={slug}
        onLook={() => panels.open({ kind: 'review' })}
        onCheckNow={() => sync.checkNow()}
        onSendPhotos={() => blobs.sendNow()}
        onSignIn={signIn}
      />
    </>
  );
  return (
    <PanelsAround panels={panels} badge={badge}>
      <Frame
        slug={slug}
        company={company}
        office={settings?.kind === 'workspace' ? settings.office : undefined}
        current={screen}
        first={user.role === 'foreman' ? ['today'] : []}
        side={side}
        onSide={(next) => void navigate({ to: screenPath(slug, FIRST_OF_SIDE[next]) })}
        onSearch={() => setFinding(true)}
        counts={side === 'place' ? <PourCounts /> : <LiveCounts />}
        badge={badge}
        person={<PersonMenu name={user.name} email={user.email} onSignOut={leaving.ask} />}
        banners={
          <>
            <StatusBanner
              status={status}
              onSignIn={signIn}
              onExport={onExport}
              onRestoredRead={() => void dismissRestoration(db).catch(reportFailure)}
            />
            <DeviceNotices />
            <Arriving progress={status.progress} />
          </>
        }
        isBare={/\/log\/?$/.test(pathname)}
        panel={panels.shown}
      >
        {children}
      </Frame>
      {leaving.question}
      {isFinding && (
        <Suspense fallback={null}>
          <Palette onClose={() => setFinding(false)} />
        </Suspense>
      )}
      {isTelling && (
        <Suspense fallback={null}>
          <Keys onClose={() => setTelling(false)} />
        </Suspense>
      )}
    </PanelsAround>
  );
}
