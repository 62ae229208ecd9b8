import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useLive } from '../db/use-live.ts';
import { setPreferences } from '../lib/preferences.ts';
import { NO_BLOBS } from '../sync/blob-sender.ts';
import { NOTHING_YET } from '../sync/status.ts';
import { useWorkspace } from '../sync/workspace.tsx';
import { SignOutDialog } from './frame/sign-out-dialog.tsx';
import { leave, saveUnsent } from './session.ts';

/** Signing out, wherever it is asked for: one question, which counts what would be lost while it stands. */
export function useSignOut(): { readonly ask: () => void; readonly question: ReactNode } {
  const current = useWorkspace();
  const { sync, blobs } = current;
  const navigate = useNavigate();
  const status = useLive(() => sync.status$, [sync]) ?? NOTHING_YET;
  const photos = useLive(() => blobs.status$, [blobs]) ?? NO_BLOBS;
  const [isAsking, setAsking] = useState(false);
  const unsent = status.unsent + status.attention + photos.waiting + photos.failed;
  const signOut = async (): Promise<void> => {
    // More came meanwhile: the question, which now says so, is asked again.
    if ((await leave(unsent)) === 'more unsent') return;
    setPreferences({ lastWorkspace: undefined, lastPage: undefined });
    await navigate({ to: '/accounts', replace: true });
  };
  return {
    ask: () => setAsking(true),
    question: isAsking && (
      <SignOutDialog
        unsent={unsent}
        onClose={() => setAsking(false)}
        onExport={() => saveUnsent(current)}
        onSignOut={signOut}
      />
    ),
  };
}
