import { useEffect, useState } from 'react';
import { distinctUntilChanged, map } from 'rxjs';
import { useLive } from '../../db/use-live.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { useAskedAgain } from './use-asked-again.ts';

/** `away`: neither on this device nor to be had now. */
export type Picture =
  | { readonly state: 'loading' }
  | { readonly state: 'here'; readonly url: string }
  | { readonly state: 'away' };

const LOADING: Picture = { state: 'loading' };

/** A photo or signature for an `img`; one that is away is asked for again when the line is back. */
export function usePicture(sha256: string | undefined, size: 'thumb' | 'screen'): Picture {
  const { blobs, sync } = useWorkspace();
  const isOffline = useLive(
    () =>
      sync.status$.pipe(
        map(({ kind }) => kind === 'offline'),
        distinctUntilChanged(),
      ),
    [sync],
  );
  const [found, setFound] = useState<{ readonly of: string | undefined; readonly picture: Picture }>();
  const isAway = found?.of === sha256 && found?.picture.state === 'away';
  const times = useAskedAgain(isAway && sha256 !== undefined);
  useEffect(() => {
    if (sha256 === undefined) return undefined;
    let url: string | undefined;
    let isStale = false;
    const settle = (blob: Blob | undefined): void => {
      if (isStale) return;
      url = blob && URL.createObjectURL(blob);
      setFound({ of: sha256, picture: url === undefined ? { state: 'away' } : { state: 'here', url } });
    };
    blobs.picture(sha256, size).then(settle, () => settle(undefined));
    return () => {
      isStale = true;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [blobs, sha256, size, isOffline, times]);
  if (sha256 === undefined) return { state: 'away' };
  return found?.of === sha256 ? found.picture : LOADING;
}
