import { useEffect, useMemo, useState } from 'react';
import {
  amendmentsSince,
  readSealedLog,
  sealedLog,
  type Amendment,
  type SealedLog,
} from 'shared/domain/pour-log/seal.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import type { Board } from './board.ts';
import { useAskedAgain } from './use-asked-again.ts';
import { contentOf } from './use-sign.ts';

export type Sealed =
  | { readonly state: 'loading' }
  /** Neither on this device nor to be had now. */
  | { readonly state: 'away' }
  | { readonly state: 'here'; readonly sealed: SealedLog; readonly amendments: readonly Amendment[] };

/** What a signature stands under, and what the log says otherwise by now. */
export function useAmendments(board: Board, sealSha256: string | undefined): Sealed {
  const { blobs } = useWorkspace();
  const [found, setFound] = useState<{ readonly of: string; readonly sealed: SealedLog | undefined }>();
  const isAway = sealSha256 !== undefined && found?.of === sealSha256 && !found.sealed;
  const times = useAskedAgain(isAway);
  useEffect(() => {
    if (sealSha256 === undefined) return undefined;
    let isStale = false;
    const settle = (content: string | undefined): void => {
      if (!isStale) setFound({ of: sealSha256, sealed: readSealedLog(content ?? '') });
    };
    blobs.text(sealSha256).then(settle, () => settle(undefined));
    return () => {
      isStale = true;
    };
  }, [blobs, sealSha256, times]);
  const { pour, log, loads, events } = board;
  const sealed = found?.of === sealSha256 ? found?.sealed : undefined;
  return useMemo(() => {
    if (sealSha256 === undefined) return { state: 'away' };
    if (found?.of !== sealSha256) return { state: 'loading' };
    if (!sealed) return { state: 'away' };
    const now = sealedLog(contentOf({ pour, log, loads, events }));
    return { state: 'here', sealed, amendments: amendmentsSince(sealed, now) };
  }, [sealSha256, found, sealed, pour, log, loads, events]);
}
