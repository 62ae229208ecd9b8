import { copyLastWeek, moveToForeman, moveToJob } from 'shared/domain/schedule/crew-changes.ts';
import { workText } from 'shared/domain/schedule/cell-text.ts';
import type { Work } from 'shared/domain/schedule/cells.ts';
import { lastName } from 'shared/domain/schedule/person-names.ts';
import type { WeekChange } from 'shared/domain/schedule/week-changes.ts';
import { addDays } from 'shared/lib/days.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { GridClipboard, PastePlan } from './grid-clipboard.ts';
import type { GridController } from './grid-controller.ts';
import { peopleOfRow, type Row } from './grid-rows.ts';
import { liveValue, type LiveValue } from './live-value.ts';
import { blockOf, isSingle, type Place } from './selection.ts';

/** Whom a larger action is about, and how they are called on the button. */
export interface Group {
  readonly people: readonly Employee[];
  readonly scope: 'person' | 'crew' | 'everybody';
  readonly name: string;
}

export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'paste'; readonly plan: Extract<PastePlan, { kind: 'paste' }> }
  | { readonly kind: 'moveForeman' | 'moveJob'; readonly group: Group; readonly monday: string };

interface ActionDeps {
  readonly grid: GridController;
  readonly clipboard: GridClipboard;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly say: (what: Said) => void;
}

/** What a toast tells. */
export type Said =
  | { readonly kind: 'copied'; readonly people: number }
  | { readonly kind: 'moved'; readonly people: number; readonly to: string }
  /** With `over`, last week says something, and these days say something else already. */
  | { readonly kind: 'nothing to copy'; readonly over?: () => void }
  | { readonly kind: 'nothing to paste' }
  | { readonly kind: 'paste lost'; readonly cells: number };

export interface ScheduleActions {
  readonly asked: LiveValue<Asked | undefined>;
  /** The person whose drawer is open, by name rather than by cell. */
  readonly person: LiveValue<string | undefined>;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly walk: (rows: number, columns: number) => void;
  readonly forgetTabs: () => void;
  readonly ask: (what: 'help' | 'find' | 'note' | 'split' | 'copyLastWeek') => void;
  readonly onAsk: (what: 'find' | 'note', run: () => void) => () => void;
  readonly foldHere: () => void;
  readonly onFold: (run: (key: string) => void) => () => void;
  readonly showWeek: (by: -1 | 1) => void;
  readonly onShowWeek: (run: (by: -1 | 1) => void) => () => void;
  readonly paste: (text: string) => void;
  readonly pasteRest: (plan: Extract<PastePlan, { kind: 'paste' }>) => void;
  readonly openPerson: (employeeId: string) => void;
  /** The week that larger actions are about: that of the cursor. */
  readonly monday: () => string;
  readonly personHere: () => Group | undefined;
  readonly crewHere: () => Group | undefined;
  readonly everybody: () => Group;
  /** Into the week of the cursor; days that say something keep it unless `over`. */
  readonly copyLastWeek: (group: Group, over?: boolean, into?: string) => void;
  readonly moveToForeman: (group: Group, monday: string, weeks: number, foremanId: string) => void;
  readonly moveToJob: (group: Group, monday: string, work: Work) => void;
  /** The grid tells where a point of the screen lies. */
  readonly onPlaceAt: (find: (x: number, y: number) => Place | undefined) => () => void;
  readonly placeAt: (x: number, y: number) => Place | undefined;
}

export function createScheduleActions({ grid, clipboard, undo, redo, say }: ActionDeps): ScheduleActions {
  const asked = liveValue<Asked | undefined>(undefined);
  const person = liveValue<string | undefined>(undefined);
  const asking = new Map<'find' | 'note', () => void>();
  let tabStart: number | undefined;
  let fold: ((key: string) => void) | undefined;
  let showWeek: ((by: -1 | 1) => void) | undefined;
  let find: ((x: number, y: number) => Place | undefined) | undefined;

  const monday = (): string =>
    grid.columnAt(grid.selection.get().cursor)?.monday ?? grid.scene().layout.weeks[0]?.monday ?? '';
  const groupKeyOf = (row: Row): string => (row.kind === 'group' ? row.key : row.groupKey);
  const crewOf = (row: Row): Group | undefined => {
    const head = grid.scene().rows.find((one) => one.kind === 'group' && one.key === groupKeyOf(row));
    if (head?.kind !== 'group') return undefined;
    const name = head.title.kind === 'foreman' ? (head.title.foreman.name ?? '') : '';
    return { people: head.crew, scope: 'crew', name: name.split(',')[0] ?? '' };
  };

  const actions: ScheduleActions = {
    asked,
    person,
    undo,
    redo,
    walk: (rows, columns) => {
      const selection = grid.selection.get();
      const { cursor, anchor } = selection;
      const from = isSingle(selection) ? cursor : anchor;
      if (columns !== 0) {
        tabStart ??= from.column;
        grid.select({ row: from.row, column: from.column + columns });
        return;
      }
      const column = tabStart ?? from.column;
      tabStart = undefined;
      grid.select({ row: from.row + rows, column });
    },
    forgetTabs: () => {
      tabStart = undefined;
    },
    ask: (what) => {
      if (what === 'help') asked.set({ kind: 'help' });
      else if (what === 'split') grid.split();
      else if (what === 'copyLastWeek') {
        const here = actions.personHere();
        if (here) actions.copyLastWeek(here);
      } else asking.get(what)?.();
    },
    onAsk: (what, run) => {
      asking.set(what, run);
      return () => asking.delete(what);
    },
    foldHere: () => {
      const row = grid.rowAt(grid.selection.get().cursor);
      if (row && groupKeyOf(row) !== '') fold?.(groupKeyOf(row));
    },
    onFold: (run) => {
      fold = run;
      return () => {
        fold = undefined;
      };
    },
    showWeek: (by) => showWeek?.(by),
    onShowWeek: (run) => {
      showWeek = run;
      return () => {
        showWeek = undefined;
      };
    },
    paste: (text) => {
      const plan = clipboard.plan(text);
      if (plan.kind === 'nothing') say({ kind: 'nothing to paste' });
      else if (plan.unmatched.length > 0) asked.set({ kind: 'paste', plan });
      else actions.pasteRest(plan);
    },
    pasteRest: (plan) => {
      const cells = clipboard.paste(plan);
      if (cells > 0) say({ kind: 'paste lost', cells });
    },
    openPerson: (employeeId) => person.set(employeeId),
    monday,
    personHere: () => {
      const block = blockOf(grid.selection.get());
      const rows = grid.scene().rows.slice(block.top, block.bottom + 1);
      const people = [...new Set(rows.flatMap((row) => peopleOfRow(row)))];
      return people.length === 0 ? undefined : { people, scope: 'person', name: people[0]?.name ?? '' };
    },
    crewHere: () => {
      const row = grid.rowAt(grid.selection.get().cursor);
      return row ? crewOf(row) : undefined;
    },
    everybody: () => {
      const rows = grid
        .scene()
        .rows.flatMap((row) =>
          row.kind === 'person' ? [row.person] : row.folded ? row.crew : peopleOfRow(row),
        );
      return { people: [...new Set(rows)], scope: 'everybody', name: '' };
    },
    copyLastWeek: (group, over = false, into = monday()) => {
      const ids = group.people.map((one) => one.id);
      const changes = copyLastWeek(ids, into, grid.store.weekOf, over);
      if (changes.length > 0) {
        const people = grid.apply('copied', changes);
        if (people > 0) say({ kind: 'copied', people });
        return;
      }
      const differs = !over && copyLastWeek(ids, into, grid.store.weekOf, true).length > 0;
      say({
        kind: 'nothing to copy',
        ...(differs && { over: () => actions.copyLastWeek(group, true, into) }),
      });
    },
    moveToForeman: (group, from, weeks, foremanId) => {
      const mondays = Array.from({ length: weeks }, (_, at) => addDays(from, at * 7));
      const ids = group.people.filter((one) => !one.isForeman).map((one) => one.id);
      const to = lastName(grid.store.facts().employeeById.get(foremanId));
      move(moveToForeman(ids, mondays, foremanId, grid.store.weekOf), to);
    },
    moveToJob: (group, from, work) => {
      const ids = group.people.map((one) => one.id);
      const to = workText(work, grid.store.facts().jobs);
      move(moveToJob(ids, from, daysFrom(from), work, grid.sheet()), to);
    },
    onPlaceAt: (next) => {
      find = next;
      return () => {
        find = undefined;
      };
    },
    placeAt: (x, y) => find?.(x, y),
  };

  /** Who was moved may be off the screen now: what happened is told, with the way back. */
  function move(changes: readonly WeekChange[], to: string): void {
    const people = new Set(changes.map((change) => change.employeeId)).size;
    if (grid.apply('moved', changes) > 0) say({ kind: 'moved', people, to });
  }

  /** The days selected in that week, or all of it when one cell is. */
  function daysFrom(from: string): readonly DayKey[] {
    const block = blockOf(grid.selection.get());
    const columns = grid.scene().layout.columns.slice(block.left, block.right + 1);
    const days = columns.flatMap((column) =>
      column.kind === 'day' && column.monday === from ? [column.day] : [],
    );
    return days.length > 1 ? days : DAY_KEYS;
  }

  return actions;
}
