import { useCallback, useEffect, useRef, useState } from 'react';
import { reportFailure } from '../lib/report-failure.ts';
import { readWeekFacts, type WeekFactsPage } from './archive.ts';
import { lineIsBack, serverWasSetBack } from './use-archive.ts';
import { useWorkspace } from './workspace.tsx';

export interface WeekFacts {
  /** The latest weeks first. */
  readonly pages: readonly WeekFactsPage[];
  /** What became of the last question. `away`: not here, and no line. */
  readonly state: 'asking' | 'there' | 'away' | 'failed';
  /** Asks for the page that follows, or again for the one that did not come. */
  readonly ask: () => void;
}

/** Heads by week, job and trade before a Monday, page by page; asked for again when the line comes back. */
export function useWeekFacts(before: string): WeekFacts {
  const { db, api, clock, sync } = useWorkspace();
  const [pages, setPages] = useState<readonly WeekFactsPage[]>([]);
  const [state, setState] = useState<WeekFacts['state']>('asking');
  const known = useRef<readonly WeekFactsPage[]>([]);
  const isAway = useRef(false);
  const question = useRef(0);

  const read = useCallback(
    async (after: readonly WeekFactsPage[]): Promise<void> => {
      const mine = ++question.current;
      setState('asking');
      const at = { before: after.at(-1)?.next ?? before, isFirst: after.length === 0 };
      try {
        const page = await readWeekFacts({ db, api, nowInstant: () => clock.nowInstant() }, at);
        if (mine !== question.current) return;
        if (page) {
          known.current = [...after, page];
          setPages(known.current);
        }
        isAway.current = page === undefined;
        setState(page ? 'there' : 'away');
      } catch (error) {
        reportFailure(error);
        if (mine === question.current) setState('failed');
      }
    },
    [db, api, clock, before],
  );
  useEffect(() => {
    void read([]);
    // What is shown with its age comes anew; so does what was away.
    const back = lineIsBack(sync).subscribe(() => {
      if (known.current.some(({ keptAt }) => keptAt !== undefined)) void read([]);
      else if (isAway.current) void read(known.current);
    });
    back.add(serverWasSetBack(db).subscribe({ next: () => void read([]), error: reportFailure }));
    return () => {
      question.current += 1;
      back.unsubscribe();
    };
  }, [read, sync, db]);
  const ask = useCallback(() => void read(known.current), [read]);
  return { pages, state, ask };
}
