import { cellText, parseCell } from 'shared/domain/schedule/cell-text.ts';
import {
  assign,
  cellOf,
  splitDay,
  withNote,
  withPart,
  EMPTY_CELL,
  type Cell,
  type Work,
} from 'shared/domain/schedule/cells.ts';
import {
  clearRange,
  fillDown,
  fillRange,
  fillRight,
  readRange,
  tile,
} from 'shared/domain/schedule/range-changes.ts';
import { onlyReal, readColumn, type Content, type WeekChange } from 'shared/domain/schedule/week-changes.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Part } from 'shared/schema/schedule-weeks.ts';
import { isOldWeek, mayChange, mayPlan, type Rights } from './edit-rights.ts';
import type { Layout, PlacedColumn } from './grid-columns.ts';
import { peopleOfRow, personOfRow, type Row } from './grid-rows.ts';
import { liveValue, type LiveValue } from './live-value.ts';
import type { ScheduleStore } from './schedule-store.ts';
import {
  blockOf,
  move,
  only,
  selectAll,
  within,
  type Block,
  type Place,
  type Selection,
  type Step,
} from './selection.ts';

/** What is on screen: lines and columns. The page sets it after every layout. */
interface Scene {
  readonly rows: readonly Row[];
  readonly layout: Layout;
  /** Lines that fit the screen. */
  readonly page: number;
}

/** What a tap or click puts down next. */
export type Held =
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'clear' }
  | { readonly kind: 'person'; readonly person: Employee };

export interface Editing {
  readonly place: Place;
  /** What stands in the box when it opens. */
  readonly text: string;
  readonly block: Block;
}

export type Verb =
  | 'typed'
  | 'cleared'
  | 'filled'
  | 'pasted'
  | 'moved'
  | 'copied'
  | 'placed'
  | 'noted'
  | 'split';

interface ControllerDeps {
  readonly store: ScheduleStore;
  readonly rights: () => Rights;
  /** One undo step; rejects when the device could not keep it. */
  readonly save: (verb: Verb, changes: readonly WeekChange[]) => Promise<void>;
  /** Some or all of a change is not this person's to make. */
  readonly onRefused: (refused: number, rights: Rights, isOld?: boolean) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface GridController {
  readonly store: ScheduleStore;
  readonly selection: LiveValue<Selection>;
  readonly editing: LiveValue<Editing | undefined>;
  readonly held: LiveValue<Held | undefined>;
  readonly copied: LiveValue<Block | undefined>;
  readonly target: LiveValue<Place | undefined>;
  readonly scene: () => Scene;
  /** Tells when lines or columns changed under the cursor. */
  readonly onScene: LiveValue<Scene>;
  readonly setScene: (scene: Scene) => void;
  readonly onReveal: (reveal: (place: Place) => void) => () => void;
  readonly select: (place: Place, extend?: boolean) => void;
  readonly selectBlock: (block: Block) => void;
  readonly step: (step: Step, extend?: boolean) => void;
  readonly selectAll: () => void;
  readonly rowAt: (place: Place) => Row | undefined;
  readonly columnAt: (place: Place) => PlacedColumn | undefined;
  readonly contentAt: (place: Place) => Content | undefined;
  readonly rangeOf: (block: Block) => {
    rows: readonly Row[];
    people: string[];
    columns: readonly PlacedColumn[];
  };
  readonly sheet: () => {
    weekOf: ScheduleStore['weekOf'];
    workingDays: ReturnType<ScheduleStore['facts']>['workingDays'];
  };
  /** Saves what is this person's to change and shows it at once. Answers how many weeks it touched. */
  readonly apply: (verb: Verb, changes: readonly WeekChange[]) => number;
  /** The changes meant for folded crews, for everybody in them. */
  readonly expand: (changes: readonly WeekChange[], rows: readonly Row[]) => WeekChange[];
  /** The text of the cell under the cursor, as it would be typed. */
  readonly textHere: () => string;
  readonly edit: (text?: string) => void;
  /** Puts typed text into what is selected; false when it names nothing. */
  readonly commit: (text: string, pick?: Work) => boolean;
  readonly setWork: (work: Work | undefined, part?: Part) => void;
  readonly clear: () => void;
  readonly fill: (direction: 'down' | 'right') => void;
  readonly fillFrom: (source: Block, into: Block) => void;
  readonly split: () => void;
  readonly note: (note: string) => void;
  /** Puts down what is held on a cell. */
  readonly place: (at: Place) => void;
}

const EMPTY_SCENE: Scene = { rows: [], layout: { columns: [], weeks: [], width: 0 }, page: 10 };

export function createGridController(deps: ControllerDeps): GridController {
  const { store } = deps;
  const onScene = liveValue(EMPTY_SCENE);
  const reveals = new Set<(place: Place) => void>();
  const selection = liveValue<Selection>(only({ row: 0, column: 0 }));
  const editing = liveValue<Editing | undefined>(undefined);
  const held = liveValue<Held | undefined>(undefined);
  const copied = liveValue<Block | undefined>(undefined);
  const target = liveValue<Place | undefined>(undefined);

  const extent = () => ({ rows: onScene.get().rows.length, columns: onScene.get().layout.columns.length });
  const rowAt = (place: Place): Row | undefined => onScene.get().rows[place.row];
  const columnAt = (place: Place): PlacedColumn | undefined => onScene.get().layout.columns[place.column];
  const contentAt = (place: Place): Content | undefined => {
    const person = personOfRow(rowAt(place));
    const column = columnAt(place);
    return person && column ? readColumn(store.weekOf(person.id, column.monday), column) : undefined;
  };
  const isFilled = (place: Place): boolean => {
    const content = contentAt(place);
    if (!content) return false;
    return content.kind === 'day'
      ? content.cell.length > 0
      : Object.values(content.days).some((cell) => cell.length > 0);
  };
  const reveal = (place: Place): void => {
    for (const one of reveals) one(place);
  };
  const sheet = () => ({ weekOf: store.weekOf, workingDays: store.facts().workingDays });
  const rangeOf: GridController['rangeOf'] = (block) => {
    const rows = onScene
      .get()
      .rows.slice(block.top, block.bottom + 1)
      .filter((row) => peopleOfRow(row).length > 0);
    return {
      rows,
      people: rows.flatMap((row) => personOfRow(row)?.id ?? peopleOfRow(row)[0]?.id ?? []),
      columns: onScene.get().layout.columns.slice(block.left, block.right + 1),
    };
  };
  const expand: GridController['expand'] = (changes, rows) => {
    const followers = new Map<string, readonly Employee[]>();
    for (const row of rows) {
      const people = peopleOfRow(row);
      const [first] = people;
      if (people.length > 1 && first) followers.set(first.id, people.slice(1));
    }
    if (followers.size === 0) return [...changes];
    const all = changes.flatMap((change) => [
      change,
      ...(followers.get(change.employeeId) ?? []).map((person) => ({ ...change, employeeId: person.id })),
    ]);
    return onlyReal(all, store.weekOf);
  };

  const apply: GridController['apply'] = (verb, changes) => {
    const rights = deps.rights();
    const allowed = changes.filter((change) =>
      mayChange(
        rights,
        change,
        store.facts().employeeById.get(change.employeeId),
        store.weekOf(change.employeeId, change.weekStart),
      ),
    );
    if (allowed.length < changes.length) {
      const isOld = changes.some(({ weekStart }) => isOldWeek(rights, weekStart));
      deps.onRefused(changes.length - allowed.length, rights, isOld);
    }
    if (allowed.length === 0) return 0;
    const shown = store.hold(allowed);
    deps.save(verb, allowed).then(shown.stored, (error: unknown) => {
      shown.drop();
      deps.onFailed(error);
    });
    return allowed.length;
  };

  /** Content into every selected cell; a folded crew takes it whole. */
  const fillSelection = (verb: Verb, content: Content): void => {
    const range = rangeOf(blockOf(selection.get()));
    const wide = {
      ...range,
      people: range.rows.flatMap((row) => peopleOfRow(row).map((person) => person.id)),
    };
    apply(
      verb,
      content.kind === 'day' && content.cell.length === 0
        ? clearRange(wide, sheet())
        : fillRange(wide, sheet(), content),
    );
  };
  /** Changes each selected day by its own content; whole weeks change all their days. */
  const changeSelected = (verb: Verb, change: (cell: Cell) => Cell): void => {
    const range = rangeOf(blockOf(selection.get()));
    const people = range.rows.flatMap((row) => peopleOfRow(row).map((person) => person.id));
    const changes = people.flatMap((employeeId) =>
      range.columns.map((column): WeekChange => {
        const week = store.weekOf(employeeId, column.monday);
        const days = column.kind === 'day' ? [column.day] : sheet().workingDays;
        return {
          employeeId,
          weekStart: column.monday,
          days: Object.fromEntries(days.map((day) => [day, change(cellOf(week, day))])),
        };
      }),
    );
    apply(verb, onlyReal(changes, store.weekOf));
  };

  const controller: GridController = {
    store,
    selection,
    editing,
    held,
    copied,
    target,
    scene: onScene.get,
    onScene,
    setScene: (next) => {
      const before = onScene.get();
      const { cursor, anchor } = selection.get();
      selection.set(follow(before, next, { cursor, anchor }));
      onScene.set(next);
    },
    onReveal: (one) => {
      reveals.add(one);
      return () => reveals.delete(one);
    },
    select: (place, extend = false) => {
      const cursor = within(place, extent());
      selection.set(extend ? { cursor, anchor: selection.get().anchor } : only(cursor));
      reveal(cursor);
    },
    selectBlock: (block) =>
      selection.set({
        anchor: { row: block.top, column: block.left },
        cursor: { row: block.bottom, column: block.right },
      }),
    step: (step, extend = false) => {
      selection.set(move(selection.get(), step, extend, extent(), isFilled));
      reveal(selection.get().cursor);
    },
    selectAll: () => selection.set(selectAll(extent())),
    rowAt,
    columnAt,
    contentAt,
    rangeOf,
    sheet,
    apply,
    expand,
    textHere: () => {
      const { top, left } = blockOf(selection.get());
      const content = contentAt({ row: top, column: left });
      if (!content) return '';
      const cell =
        content.kind === 'day' ? content.cell : (content.days[sheet().workingDays[0] ?? 'mon'] ?? EMPTY_CELL);
      return cellText(cell, store.facts().jobs);
    },
    edit: (text) => {
      // Said before anything is typed, not after.
      const rights = deps.rights();
      if (rights.kind === 'none') return deps.onRefused(0, rights);
      const block = blockOf(selection.get());
      const place = { row: block.top, column: block.left };
      const row = rowAt(place);
      if (!row || rangeOf(block).rows.length === 0) return undefined;
      reveal(place);
      editing.set({ place, text: text ?? '', block });
      return undefined;
    },
    commit: (text, pick) => {
      const parsed = parseCell(text, store.facts().jobs, pick);
      if (parsed.kind === 'unknown') return false;
      fillSelection(parsed.cell.length === 0 ? 'cleared' : 'typed', { kind: 'day', cell: parsed.cell });
      return true;
    },
    setWork: (work, part = 'full') => changeSelected('typed', (cell) => withPart(cell, part, work)),
    clear: () => fillSelection('cleared', { kind: 'day', cell: EMPTY_CELL }),
    fill: (direction) => {
      const range = rangeOf(blockOf(selection.get()));
      const changes = direction === 'down' ? fillDown(range, sheet()) : fillRight(range, sheet());
      apply('filled', expand(changes, range.rows));
    },
    fillFrom: (source, into) => {
      const range = rangeOf(into);
      apply('filled', expand(tile(readRange(rangeOf(source), sheet()), range, sheet()), range.rows));
    },
    split: () => changeSelected('split', splitDay),
    note: (note) => changeSelected('noted', (cell) => withNote(cell, note.trim())),
    place: (at) => {
      const thing = held.get();
      if (!thing) return;
      selection.set(only(within(at, extent())));
      if (thing.kind === 'clear') return controller.clear();
      if (thing.kind === 'work') {
        fillSelection('placed', { kind: 'day', cell: [assign(thing.work)] });
        return undefined;
      }
      apply('placed', personChanges(thing.person, at));
      held.set(undefined);
      return undefined;
    },
  };

  /** A person put down on a line joins that crew for the week and does what that cell does. */
  function personChanges(person: Employee, at: Place): WeekChange[] {
    const row = rowAt(at);
    const column = columnAt(at);
    if (!row || !column) return [];
    const content = contentAt(at);
    const foremanId = foremanOfRow(row);
    const days =
      content === undefined
        ? undefined
        : content.kind === 'week'
          ? content.days
          : content.cell.length > 0 && column.kind === 'day'
            ? { [column.day]: content.cell }
            : undefined;
    const joins = foremanId !== undefined && !person.isForeman && mayPlan(deps.rights());
    return onlyReal(
      [
        {
          employeeId: person.id,
          weekStart: column.monday,
          ...(days ? { days } : {}),
          ...(joins &&
          store.weekOf(person.id, column.monday)?.foremanId !== foremanId &&
          person.homeForemanId !== foremanId
            ? { foremanId }
            : {}),
        },
      ],
      store.weekOf,
    );
  }

  return controller;
}

/**
 * The cursor stays on its person and day while lines fold and weeks turn; a person folded away leaves it on the crew.
 * What was selected beyond one cell stays selected only while nothing moves.
 */
function follow(before: Scene, next: Scene, selection: Selection): Selection {
  const size = { rows: next.rows.length, columns: next.layout.columns.length };
  if (size.rows === 0 || size.columns === 0) return selection;
  const was = before.rows[selection.cursor.row];
  if (!was || next.rows[selection.cursor.row]?.key === was.key) {
    const fitted = within(selection.cursor, size);
    const stays = fitted.row === selection.cursor.row && fitted.column === selection.cursor.column;
    return stays ? { cursor: fitted, anchor: within(selection.anchor, size) } : only(fitted);
  }
  const groupKey = was.kind === 'person' ? was.groupKey : was.key;
  const same = next.rows.findIndex((row) => row.key === was.key);
  const row = same >= 0 ? same : next.rows.findIndex((one) => one.key === groupKey);
  return only(within({ row: row >= 0 ? row : selection.cursor.row, column: selection.cursor.column }, size));
}

/** The foreman whose crew a line belongs to; grouped otherwise than by foreman, nobody's. */
function foremanOfRow(row: Row): string | undefined {
  if (row.kind === 'group') return row.title.kind === 'foreman' ? row.title.foreman.id : undefined;
  return row.groupKey === '' || row.groupKey === 'none' || row.groupKey.startsWith('trade:')
    ? undefined
    : row.groupKey;
}
