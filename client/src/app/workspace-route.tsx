import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { AccessEnded, OpenFailed, OtherTab } from '../features/account/status-notices.tsx';
import { noteOwnSchema } from '../pwa/own-schema.ts';
import { keepStorageQuietly } from '../pwa/persistence.ts';
import { reportFailure } from '../lib/report-failure.ts';
import { WorkspaceProvider, type Workspace } from '../sync/workspace.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { openBySlug, wipeCurrent } from './session.ts';
import { WorkspaceFrame } from './workspace-frame.tsx';

type Opening =
  | { readonly kind: 'opening' }
  /** A tab of an older version still writes; the data is migrated when it closes. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'open'; readonly workspace: Workspace }
  | { readonly kind: 'stranger' }
  /** Another tab signed out: there is nothing here any more. */
  | { readonly kind: 'ended' }
  /** Removed from the workspace; what was unsent was handed over. */
  | { readonly kind: 'removed'; readonly company: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Opens the workspace of the address from this device, with or without a server. */
export function WorkspaceRoute() {
  const { workspace: slug = '' } = useParams({ strict: false });
  const [attempt, setAttempt] = useState(0);
  return <Opener key={`${slug} ${attempt}`} slug={slug} onRetry={() => setAttempt(attempt + 1)} />;
}

async function open(slug: string, settle: (next: Opening) => void): Promise<Opening> {
  try {
    let company = slug;
    const workspace = await openBySlug(slug, (told) => {
      if (told === 'waiting' || told === 'ended') return settle({ kind: told });
      settle({ kind: 'removed', company });
      if (told === 'drained') void wipeCurrent('removed').catch(reportFailure);
    });
    if (!workspace) return { kind: 'stranger' };
    company = workspace.workspace.name;
    // Neither is needed to work now: one guards against an older release, the other against a full disk.
    void noteOwnSchema();
    void keepStorageQuietly(navigator);
    return { kind: 'open', workspace };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function Opener({ slug, onRetry }: { readonly slug: string; readonly onRetry: () => void }) {
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  useEffect(() => {
    let isStale = false;
    const settle = (next: Opening): void => {
      if (!isStale) setOpening(next);
    };
    void open(slug, settle).then(settle);
    return () => {
      isStale = true;
    };
  }, [slug]);

  if (opening.kind === 'opening') return null;
  if (opening.kind === 'waiting') return <OtherTab />;
  if (opening.kind === 'stranger')
    return <Navigate to={`/w/${slug}/sign-in`} search={{ to: globalThis.location.pathname }} replace />;
  if (opening.kind === 'ended') return <Navigate to="/accounts" replace />;
  if (opening.kind === 'failed') return <OpenFailed error={opening.error} onRetry={onRetry} />;
  if (opening.kind === 'removed') return <AccessEnded kind="removed" company={opening.company} held={0} />;
  return (
    <WorkspaceProvider value={opening.workspace}>
      <ErrorBoundary resetKey={slug}>
        <WorkspaceFrame>
          <Outlet />
        </WorkspaceFrame>
      </ErrorBoundary>
    </WorkspaceProvider>
  );
}
