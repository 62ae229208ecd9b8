import { CloudOff, History } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import type { ArchiveState } from '../../sync/use-archive.ts';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { useText } from './strings.ts';

/** Above a log that lies before what this device holds: of which age it is, and that it is closed. */
export function OldLogLine({ state }: { readonly state: Exclude<ArchiveState, { readonly kind: 'none' }> }) {
  const text = useText();
  const format = useFormat();
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
