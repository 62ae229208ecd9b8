import { useEffect } from 'react';
import { useWorkspace } from '../../sync/workspace.tsx';
import type { Board } from './board.ts';
import { photosOf } from './photos.ts';

/** Fetches the thumbnails of a log that is open, so that they can be looked at when the line has gone. */
export function useThumbsAhead({ events }: Pick<Board, 'events'>): void {
  const { blobs } = useWorkspace();
  const named = photosOf(events)
    .flatMap(({ fields }) => fields?.sha256 ?? [])
    .join(' ');
  useEffect(() => {
    // One after the other, in the order of the list; what does not come now is asked for by the list itself.
    for (const sha256 of named.split(' '))
      if (sha256 !== '') void blobs.picture(sha256, 'thumb').catch(() => undefined);
  }, [blobs, named]);
}
