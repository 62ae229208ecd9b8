import { CloudOff, History } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useFormat } from '../../lib/format.ts';
import type { Span } from '../../sync/archive.ts';
import { useArchive, useWindowEdge, type ArchiveState } from '../../sync/use-archive.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { listedSince, oldDaySpans, oldPourSpans } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';

interface OldPours {
  /** Goes a quarter further back. */
  readonly button: ReactNode;
  /** How far back the list reaches, and as of when. */
  readonly line: ReactNode;
}

const NOTHING: readonly Span[] = [];

/** Closed pours before the window, a quarter at a time, read from the office. */
export function useOldPours(): OldPours {
  const text = usePoursText();
  const edge = useWindowEdge();
  const [quarters, setQuarters] = useState(0);
  const spans = useMemo(
    () =>
      edge === undefined || quarters === 0 ? NOTHING : oldPourSpans(listedSince(edge, quarters), edge, edge),
    [edge, quarters],
  );
  const state = useArchive(spans);
  if (edge === undefined) return { button: undefined, line: undefined };
  return {
    button: (
      <Button
        icon={<History aria-hidden />}
        isPending={state.kind === 'asking'}
        onPress={() => setQuarters(quarters + 1)}
      >
        {text('older')}
      </Button>
    ),
    line: state.kind !== 'none' && (
      <OldPoursLine state={state} edge={edge} since={listedSince(edge, quarters)} />
    ),
  };
}

interface PoursOfDays {
  readonly line: ReactNode;
  /** Of days before this one nothing is to be concluded from what is missing: it is still read, or away. */
  readonly unknownBefore?: string;
}

/** What lies before the window of the days from `from` to `before` that a board shows; its crews as well. */
export function usePoursOfDays(
  from: string,
  before: string,
  crews: 'with crews' | 'pours alone',
): PoursOfDays {
  const edge = useWindowEdge();
  const spans = useMemo(() => {
    if (edge === undefined) return NOTHING;
    return crews === 'with crews' ? oldDaySpans(from, before, edge) : oldPourSpans(from, before, edge);
  }, [edge, from, before, crews]);
  const state = useArchive(spans);
  if (state.kind === 'none' || edge === undefined) return { line: undefined };
  return {
    line: <OldPoursLine state={state} edge={edge} since={from} />,
    ...((state.kind === 'asking' || state.kind === 'away') && { unknownBefore: edge }),
  };
}

function OldPoursLine({
  state,
  edge,
  since,
}: {
  readonly state: Exclude<ArchiveState, { readonly kind: 'none' }>;
  readonly edge: string;
  readonly since: string;
}) {
  const text = usePoursText();
  const format = useFormat();
  const days = { since: format.fullDay(since), day: format.fullDay(edge) };
  const isThere = state.kind === 'fresh' || state.kind === 'asking';
  return (
    <NoticeLine
      icon={isThere ? <History aria-hidden /> : <CloudOff aria-hidden />}
      tone={isThere ? 'plain' : 'hold'}
    >
      {state.kind === 'kept'
        ? text('olderKept', { ...days, when: format.dayTime(state.at) })
        : text(`older-${state.kind}`, days)}
    </NoticeLine>
  );
}
