import { Eraser, MessageSquare, SplitSquareHorizontal } from 'lucide-react';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { cellOf, inOrder, joinHalves, noteOf, workOf, type Cell } from 'shared/domain/schedule/cells.ts';
import { absenceOn, clashesOf, isWrong, type Clash } from 'shared/domain/schedule/clashes.ts';
import { foremanOf } from 'shared/domain/schedule/crews.ts';
import { lastName } from 'shared/domain/schedule/person-names.ts';
import type { Assignment, Part } from 'shared/schema/schedule-weeks.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Drawer, DrawerSection } from '../../ui/drawer.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isOldWeek, mayEditWeek } from './edit-rights.ts';
import type { PlacedColumn } from './grid-columns.ts';
import { peopleOfRow, personOfRow } from './grid-rows.ts';
import { useValue } from './live-value.ts';
import { useRow, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { blockOf, isSingle } from './selection.ts';
import { useWorkOptions, workOfOption, optionOfWork } from './work-options.ts';
import { jobName, jobNumber, longWork } from './work-names.ts';
import styles from './drawer.module.css';

export interface CellPlace {
  readonly employeeId: string;
  readonly monday: string;
  readonly date?: string;
}

interface CellDrawerProps {
  readonly history?: ((cell: CellPlace) => ReactNode) | undefined;
  readonly onClose?: (() => void) | undefined;
}

/** The story of the cell under the cursor: what is assigned, what speaks against it, what happened to it. */
export function CellDrawer({ history, onClose }: CellDrawerProps) {
  const { grid } = useSession();
  const text = useScheduleText();
  // Holding an arrow key down moves the cursor; the drawer follows when there is time.
  const selection = useDeferredValue(useValue(grid.selection));
  useValue(grid.onScene);
  const row = grid.rowAt(selection.cursor);
  const column = grid.columnAt(selection.cursor);
  const person = personOfRow(row) ?? (row ? peopleOfRow(row)[0] : undefined);
  const block = blockOf(selection);
  const count = (block.bottom - block.top + 1) * (block.right - block.left + 1);
  if (!person || !column)
    return (
      <Drawer title={text('details')} {...(onClose && { onClose })}>
        {null}
      </Drawer>
    );
  return (
    <OneCell
      key={`${person.id} ${column.monday} ${column.kind === 'day' ? column.day : ''}`}
      person={person}
      column={column}
      many={isSingle(selection) ? undefined : text('selected', { count })}
      history={history}
      onClose={onClose}
    />
  );
}

function OneCell({
  person,
  column,
  many,
  history,
  onClose,
}: CellDrawerProps & {
  readonly person: Employee;
  readonly column: PlacedColumn;
  readonly many: string | undefined;
}) {
  const { store, actions } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  useRow(store, person.id);
  const week = store.weekOf(person.id, column.monday);
  const facts = store.facts();
  const foreman = facts.employeeById.get(foremanOf(person, week) ?? '');
  const where = [
    person.trade ? text(`trade-${person.trade}`) : '',
    foreman ? text('crewOf', { name: lastName(foreman) }) : text('noForeman'),
    column.kind === 'day'
      ? format.day(column.date)
      : text('weekCell', { day: format.shortDay(column.monday) }),
  ].filter(Boolean);
  const days = column.kind === 'day' ? [column.day] : facts.workingDays;
  const cell = cellOf(week, days[0] ?? 'mon');
  return (
    <Drawer
      title={
        <button type="button" className={styles.person} onClick={() => actions.openPerson(person.id)}>
          {person.name ?? text('unknownPerson')}
        </button>
      }
      subtitle={[...where, ...(many ? [many] : [])].join(' · ')}
      footer={<KeyHints />}
      {...(onClose && { onClose })}
    >
      <Assigned cell={cell} monday={column.monday} place={`${person.id} ${column.monday} ${days[0] ?? ''}`} />
      <Marks person={person} column={column} cell={cell} />
      {history?.({
        employeeId: person.id,
        monday: column.monday,
        ...(column.kind === 'day' && { date: column.date }),
      })}
    </Drawer>
  );
}

function Assigned({
  cell,
  monday,
  place,
}: {
  readonly cell: Cell;
  readonly monday: string;
  readonly place: string;
}) {
  const { grid, rights } = useSession();
  const text = useScheduleText();
  const [isNoting, setNoting] = useState(false);
  const { actions } = useSession();
  const isOld = isOldWeek(rights, monday);
  const canEdit = mayEditWeek(rights, monday);
  useEffect(() => (canEdit ? actions.onAsk('note', () => setNoting(true)) : undefined), [actions, canEdit]);
  const halved = cell.length > 1 || cell.some((one) => one.part !== 'full');
  const note = noteOf(cell);
  return (
    <DrawerSection heading={text('assigned')}>
      {cell.length === 0 && !isOld && <p className={styles.quiet}>{text('nothingAssigned')}</p>}
      {inOrder(cell).map((one, at) => (
        <WorkBlock key={`${one.part}${at}`} assignment={one} />
      ))}
      {isOld && <p className={styles.quiet}>{text('refusedOld')}</p>}
      {canEdit && <PickWork cell={cell} halved={halved} />}
      {canEdit && (
        <div className={styles.buttons}>
          {cell.length > 0 && (
            <Button
              size="s"
              icon={<SplitSquareHorizontal aria-hidden />}
              onPress={() => {
                const joined = joinHalves(cell);
                if (halved && joined.length === 1 && joined[0]) grid.setWork(workOf(joined[0]));
                else if (halved && cell[0]) grid.setWork(workOf(cell[0]));
                else grid.split();
              }}
            >
              {text(halved ? 'joinDay' : 'splitDay')}
            </Button>
          )}
          {cell.length > 0 && (
            <Button size="s" icon={<MessageSquare aria-hidden />} onPress={() => setNoting(!isNoting)}>
              {text('note')}
            </Button>
          )}
          {cell.length > 0 && (
            <IconButton size="s" label={text('clear')} onPress={() => grid.clear()}>
              <Eraser aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      {isNoting && cell.length > 0 ? (
        <NoteForm place={place} note={note ?? ''} onDone={() => setNoting(false)} />
      ) : (
        note !== undefined && <p className={styles.note}>{note}</p>
      )}
    </DrawerSection>
  );
}

function NoteForm({
  place,
  note,
  onDone,
}: {
  readonly place: string;
  readonly note: string;
  readonly onDone: () => void;
}) {
  const { grid } = useSession();
  const { db } = useWorkspace();
  const text = useScheduleText();
  const { values, set, clear } = useFormValues(draftsOf(db), `note ${place}`, { note });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        grid.note(values.note);
        clear();
        onDone();
      }}
    >
      <TextField
        label={text('note')}
        hideLabel
        multiline
        autoFocus
        maxLength={200}
        value={values.note}
        onChange={(next) => set({ note: next })}
        placeholder={text('notePlaceholder')}
      />
      <Button type="submit" size="s">
        {text('saveNote')}
      </Button>
    </form>
  );
}

function PickWork({ cell, halved }: { readonly cell: Cell; readonly halved: boolean }) {
  const { grid } = useSession();
  const text = useScheduleText();
  const options = useWorkOptions();
  const parts: readonly Part[] = halved ? ['am', 'pm'] : ['full'];
  return (
    <div className={styles.picks}>
      {parts.map((part) => {
        const one = cell.find((assignment) => assignment.part === part);
        const work = one ? workOf(one) : undefined;
        return (
          <ComboField
            key={part}
            label={part === 'full' ? text('assignJob') : text(part === 'am' ? 'morning' : 'afternoon')}
            hideLabel={part === 'full'}
            placeholder={text('assignJob')}
            options={options}
            value={work ? optionOfWork(work) : undefined}
            onChange={(id) => grid.setWork(id === undefined ? undefined : workOfOption(id), part)}
          />
        );
      })}
    </div>
  );
}

function WorkBlock({ assignment }: { readonly assignment: Assignment }) {
  const { store } = useSession();
  const text = useScheduleText();
  const { jobs } = store.facts();
  const work = workOf(assignment);
  const when = text(
    assignment.part === 'full' ? 'allDay' : assignment.part === 'am' ? 'morning' : 'afternoon',
  );
  if (work?.kind !== 'project')
    return (
      <div className={cx(styles.block, styles.hatched)}>
        <b>{work ? longWork(work, jobs, text) : text('unknownJob')}</b>
        <span>{when}</span>
      </div>
    );
  const project = jobs.byId.get(work.projectId);
  return (
    <div className={styles.block} data-hue={hueOf(project)}>
      <b>{jobNumber(project, text)}</b>
      <span className={styles.jobName}>{jobName(project)}</span>
      <span>{assignment.start ? `${assignment.start} · ${when}` : when}</span>
    </div>
  );
}

function Marks({
  person,
  column,
  cell,
}: {
  readonly person: Employee;
  readonly column: PlacedColumn;
  readonly cell: Cell;
}) {
  const { store, rules } = useSession();
  const text = useScheduleText();
  const facts = store.facts();
  if (column.kind !== 'day') return null;
  const absences = store.absencesOf(person.id);
  const clashes = clashesOf(cell, {
    person,
    date: column.date,
    absences,
    projectById: facts.jobs.byId,
    rules,
  });
  const absence = cell.length === 0 ? absenceOn(absences, column.date) : undefined;
  const all: Clash[] = [...clashes, ...(absence ? [{ kind: 'absent' as const, absence }] : [])];
  if (all.length === 0) return null;
  const worst = clashes.some(isWrong);
  return (
    <DrawerSection>
      <div className={cx(styles.marks, worst ? styles.wrong : styles.soon)} role="note">
        <b>{text('marks')}</b>
        <ul>
          {all.map((clash, at) => (
            <li key={`${clash.kind}${at}`}>
              <MarkWords clash={clash} />
            </li>
          ))}
        </ul>
      </div>
    </DrawerSection>
  );
}

function MarkWords({ clash }: { readonly clash: Clash }) {
  const { store } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  switch (clash.kind) {
    case 'double':
      return text('markDouble');
    case 'inactive':
      return text('markInactive');
    case 'absent': {
      const { from, to, kind = 'other' } = clash.absence;
      const what = { kind: text(`status-${kind}`), from: format.shortDay(from), to: format.shortDay(to) };
      return text(from === to ? 'markAbsentDay' : 'markAbsent', what);
    }
    case 'certificate': {
      const { certificate, state, endsOn } = clash;
      const job = jobNumber(store.facts().jobs.byId.get(clash.projectId), text);
      const day = endsOn === undefined ? '' : format.shortDay(endsOn);
      const key = state === 'missing' ? 'markMissing' : state === 'expired' ? 'markExpired' : 'markEnding';
      return text(key, { certificate, job, day });
    }
  }
}

function KeyHints() {
  const { actions } = useSession();
  const text = useScheduleText();
  return (
    <p className={styles.keys}>
      <kbd>Ctrl D</kbd> {text('fillDown').toLowerCase()} <kbd>Ctrl Z</kbd> {text('undo').toLowerCase()}{' '}
      <button type="button" onClick={() => actions.ask('help')}>
        <kbd>?</kbd> {text('allKeys')}
      </button>
    </p>
  );
}
