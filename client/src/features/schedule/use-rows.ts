import { useCallback, useMemo, useState, type Dispatch, type SetStateAction } from 'react';
import { onAnyJob } from 'shared/domain/schedule/cells.ts';
import { rowsOf, type Row } from './grid-rows.ts';
import { useFacts, useSession, useWeeksVersion } from './schedule-session.ts';
import type { View } from './schedule-toolbar.tsx';

/** From here on a roster is read crew by crew. */
const FOLD_FROM = 600;

/** The lines, worked out anew only when the roster, the first week's crews or the view change. */
export function useRows(view: View): {
  readonly rows: readonly Row[];
  readonly folded: ReadonlySet<string>;
  readonly setFolded: Dispatch<SetStateAction<ReadonlySet<string>>>;
  readonly groupKeys: readonly string[];
} {
  const { store, rights } = useSession();
  const facts = useFacts(store);
  const version = useWeeksVersion(store);
  const [folded, setFolded] = useState<ReadonlySet<string>>();
  const { monday, grouping, regionId, find } = view;
  const crews = useMemo(() => {
    void version;
    return [...store.weeksOf(monday)]
      .filter((week) => week.foremanId !== undefined)
      .map((week) => `${week.employeeId} ${week.foremanId}`)
      .sort()
      .join();
  }, [store, version, monday]);
  const wish = useMemo(() => {
    void crews;
    return {
      people: facts.employees,
      weekOf: (id: string) => store.weekOf(id, monday),
      grouping,
      regionId,
      find,
      ...(rights.kind === 'own crew' && { first: rights.foremanIds }),
      stillShown: (id: string) => onAnyJob(store.weekOf(id, monday)),
    };
  }, [facts.employees, store, monday, crews, grouping, regionId, find, rights]);
  const open = useMemo(() => rowsOf({ ...wish, folded: new Set() }), [wish]);
  const groupKeys = useMemo(() => open.flatMap((row) => (row.kind === 'group' ? [row.key] : [])), [open]);
  const habit = useMemo((): ReadonlySet<string> => {
    if (rights.kind === 'own crew') return new Set(groupKeys.filter((key) => !rights.foremanIds.has(key)));
    return facts.employees.length >= FOLD_FROM ? new Set(groupKeys) : new Set();
  }, [rights, groupKeys, facts.employees.length]);
  const now = folded ?? habit;
  const rows = useMemo(() => (now.size === 0 ? open : rowsOf({ ...wish, folded: now })), [open, wish, now]);
  const set: Dispatch<SetStateAction<ReadonlySet<string>>> = useCallback(
    (next) => setFolded((before) => (typeof next === 'function' ? next(before ?? habit) : next)),
    [habit],
  );
  return { rows, folded: now, setFolded: set, groupKeys };
}
