import { CloudOff, History } from 'lucide-react';
import { useMemo } from 'react';
import { useFormat } from '../../lib/format.ts';
import { useArchive } from '../../sync/use-archive.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { oldLogSpans } from './pour-log.repo.ts';
import { useText } from './strings.ts';

/** Above the log of a pour that lies before what this device holds: of which age it is, and that it is closed. */
export function OldLogLine({ pourId }: { readonly pourId: string }) {
  const text = useText();
  const format = useFormat();
  const { db } = useWorkspace();
  const state = useArchive(useMemo(() => oldLogSpans(db, pourId), [db, pourId]));
  if (state.kind === 'none') return null;
  const isThere = state.kind === 'fresh' || state.kind === 'asking';
  return (
    <NoticeLine
      icon={isThere ? <History aria-hidden /> : <CloudOff aria-hidden />}
      tone={isThere ? 'plain' : 'hold'}
    >
      {state.kind === 'kept'
        ? text('oldKept', { when: format.dayTime(state.at) })
        : text(`old-${state.kind}`)}
    </NoticeLine>
  );
}
