import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { OpenFailed } from '../features/account/status-notices.tsx';
import { noteSchema } from '../pwa/data-schema.ts';
import { OWN_SCHEMA } from '../pwa/own-schema.ts';
import { keepStorage } from '../pwa/persistence.ts';
import { WorkspaceProvider, type Workspace } from '../sync/workspace.tsx';
import { openWorkspace } from './session.ts';
import { WorkspaceFrame } from './workspace-frame.tsx';

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly workspace: Workspace }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Opens the workspace of the address from this device, with or without a server. */
export function WorkspaceRoute() {
  const { workspace: slug = '' } = useParams({ strict: false });
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isStale = false;
    const settle = (next: Opening): void => {
      if (!isStale) setOpening(next);
    };
    setOpening({ kind: 'opening' });
    openWorkspace(slug).then(
      (workspace) => {
        settle(workspace ? { kind: 'open', workspace } : { kind: 'stranger' });
        if (!workspace) return;
        if ('caches' in globalThis) void noteSchema(caches, OWN_SCHEMA).catch(() => undefined);
        void keepStorage(navigator.storage);
      },
      (error: unknown) => settle({ kind: 'failed', error }),
    );
    return () => {
      isStale = true;
    };
  }, [slug, attempt]);

  switch (opening.kind) {
    case 'opening':
      return null;
    case 'stranger':
      return (
        <Navigate to={`/w/${slug}/sign-in`} search={{ to: globalThis.location.pathname } as never} replace />
      );
    case 'failed':
      return <OpenFailed error={opening.error} onRetry={() => setAttempt(attempt + 1)} />;
    case 'open':
      return (
        <WorkspaceProvider value={opening.workspace}>
          <WorkspaceFrame>
            <Outlet />
          </WorkspaceFrame>
        </WorkspaceProvider>
      );
  }
}
