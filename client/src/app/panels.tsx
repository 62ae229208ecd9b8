import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { HistoryButton } from '../features/history/history-button.tsx';
import { RecordToolsContext, type RecordPart } from '../sync/record-tools.ts';
import { DrawerPlace } from '../ui/drawer.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { useFrameText } from './frame/frame-strings.ts';
import { OpenPanelContext, type Panel } from './panels-context.ts';
import { SyncBadgeContext } from './sync-badge-context.ts';

const ReviewDrawer = lazy(async () => ({
  default: (await import('../features/review/review-drawer.tsx')).ReviewDrawer,
}));
const HistoryPanel = lazy(async () => ({
  default: (await import('../features/history/history-panel.tsx')).HistoryPanel,
}));

interface Panels {
  readonly open: (panel: Panel) => void;
  readonly shown: ReactNode;
}

/** The drawer that opens beside whatever screen one is on; it closes when one goes elsewhere. */
export function usePanels(): Panels {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const text = useFrameText();
  const [at, setAt] = useState<{ readonly pathname: string; readonly panel: Panel }>();
  const open = useCallback((panel: Panel) => setAt({ pathname, panel }), [pathname]);
  const close = useCallback(() => setAt(undefined), []);
  const panel = at?.pathname === pathname ? at.panel : undefined;
  const shown = panel && (
    <DrawerPlace
      label={text(panel.kind === 'review' ? 'review' : 'history')}
      onClose={close}
      isOver={panel.kind === 'history' && panel.isOver === true}
    >
      {/* Wherever the focus is in it, Escape closes it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        style={{ height: '100%' }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          close();
        }}
      >
        <Suspense fallback={<SkeletonRows rows={8} />}>
          {panel.kind === 'review' ? (
            <ReviewDrawer onClose={close} />
          ) : (
            <HistoryPanel
              key={`${panel.collection}/${panel.documentId}`}
              collection={panel.collection}
              documentId={panel.documentId}
              {...(panel.unit !== undefined && { unit: panel.unit })}
              onClose={close}
            />
          )}
        </Suspense>
      </div>
    </DrawerPlace>
  );
  return { open, shown };
}

interface PanelsAroundProps {
  readonly panels: Panels;
  readonly badge: ReactNode;
  readonly children: ReactNode;
}

/** What the frame lends to every screen: the badge, and a way to open what stands beside it. */
export function PanelsAround({ panels: { open }, badge, children }: PanelsAroundProps) {
  const tools = useMemo(
    () => (part: RecordPart) => <HistoryButton onPress={() => open({ kind: 'history', ...part })} />,
    [open],
  );
  return (
    <SyncBadgeContext value={badge}>
      <OpenPanelContext value={open}>
        <RecordToolsContext value={tools}>{children}</RecordToolsContext>
      </OpenPanelContext>
    </SyncBadgeContext>
  );
}
