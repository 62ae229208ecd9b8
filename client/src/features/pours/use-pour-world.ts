import { useMemo } from 'react';
import { useLive } from '../../db/use-live.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { livePourWorld, type PourWorld } from './pours.repo.ts';

/** Where a company has not said its zone, times are shown in that of the device. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface UsePourWorld {
  /** Absent while the device still reads. */
  readonly world: PourWorld | undefined;
  /** The office's zone; a site may have another. */
  readonly zone: string;
}

export function usePourWorld(): UsePourWorld {
  const { db } = useWorkspace();
  const world = useLive(() => livePourWorld(db), [db]);
  const zone = useMemo(() => world?.settings?.timeZone ?? deviceZone(), [world]);
  return { world, zone };
}
