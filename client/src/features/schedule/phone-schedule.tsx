import { ChevronLeft, ChevronRight, Copy, Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { EMPTY_CELL, assign, cellOf, onAnyJob, type Cell } from 'shared/domain/schedule/cells.ts';
import { absenceOn, clashesOf, isWrong } from 'shared/domain/schedule/clashes.ts';
import { crewsOf, NO_FOREMAN, peopleOf } from 'shared/domain/schedule/crews.ts';
import { isActive, lastName, shortName } from 'shared/domain/schedule/person-names.ts';
import { countPresence, presenceOf } from 'shared/domain/schedule/presence.ts';
import { onlyReal } from 'shared/domain/schedule/week-changes.ts';
import { addDays, dayKeyOf, mondayOf, weekDays } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { mayEditWeek } from './edit-rights.ts';
import { dayLooks } from './cell-looks.ts';
import { useValue } from './live-value.ts';
import { PickTray } from './pick-tray.tsx';
import type { Group } from './schedule-actions.ts';
import { useFacts, useRow, useSession, useWeeksVersion } from './schedule-session.ts';
import { isArriving } from './schedule-store.ts';
import { OldWeeksLine } from './old-weeks-line.tsx';
import { useScheduleText } from './schedule-strings.ts';
import type { View } from './schedule-toolbar.tsx';
import { shortWork } from './work-names.ts';
import { WorkSheet } from './work-sheet.tsx';
import styles from './schedule.module.css';

interface PhoneProps {
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

/** One crew, one day, big enough for gloves: tap a person and say what they do, or pick a job and tap people. */
export function PhoneSchedule({ view, onView }: PhoneProps) {
  const { store, today, rights, grid, actions } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  const facts = useFacts(store);
  const version = useWeeksVersion(store);
  const { monday } = view;
  const [date, setDate] = useState(() => (mondayOf(today) === monday ? today : monday));
  const shown = mondayOf(date) === monday ? date : monday;
  const [asked, setAsked] = useState<readonly Employee[]>();
  const crews = useMemo(() => {
    void version;
    const shownHere = (one: Employee) => isActive(one) || onAnyJob(store.weekOf(one.id, monday));
    return crewsOf(facts.employees.filter(shownHere), (id) => store.weekOf(id, monday));
  }, [facts.employees, store, monday, version]);
  const own = rights.kind === 'own crew' ? crews.find((crew) => rights.foremanIds.has(crew.key)) : undefined;
  const [chosen, setChosen] = useState<string>();
  const crew = crews.find((one) => one.key === chosen) ?? own ?? crews[0];
  const people = useMemo(() => (crew ? peopleOf(crew) : []), [crew]);
  const name = crew?.foreman ? lastName(crew.foreman) : text('noForeman');
  const day = dayKeyOf(shown);
  const { here, away, free } = countPresence(
    people.map(({ id }) =>
      presenceOf(cellOf(store.weekOf(id, monday), day), absenceOn(store.absencesOf(id), shown)),
    ),
  );
  const canEdit = mayEditWeek(rights, monday);
  const waits = isArriving(facts, monday);
  const mondays = useMemo(() => [monday], [monday]);
  const group: Group = { people, scope: 'crew', name };
  const put = (whom: readonly Employee[], change: (cell: Cell) => Cell): void => {
    const changes = whom.map((person) => ({
      employeeId: person.id,
      weekStart: monday,
      days: { [day]: change(cellOf(store.weekOf(person.id, monday), day)) },
    }));
    grid.apply('placed', onlyReal(changes, store.weekOf));
  };
  const onTap = (person: Employee): void => {
    const held = grid.held.get();
    if (held?.kind === 'work') put([person], () => [assign(held.work)]);
    else if (held?.kind === 'clear') put([person], () => EMPTY_CELL);
    else setAsked([person]);
  };
  return (
    <div className={styles.phone}>
      <header className={styles.phoneHead}>
        <div className={styles.phoneTitle}>
          <div style={{ flex: 1, minWidth: 0 }}>
            <h1>{format.longDay(shown)}</h1>
            <p>{text('crewOf', { name })}</p>
          </div>
          <IconButton
            label={text('earlier')}
            variant="frame"
            onPress={() => onView({ monday: addDays(monday, -7) })}
          >
            <ChevronLeft aria-hidden />
          </IconButton>
          <IconButton
            label={text('later')}
            variant="frame"
            onPress={() => onView({ monday: addDays(monday, 7) })}
          >
            <ChevronRight aria-hidden />
          </IconButton>
          {canEdit && (
            <MenuButton
              label={text('more')}
              placement="bottom end"
              trigger={
                <IconButton label={text('more')} variant="frame">
                  <Ellipsis aria-hidden />
                </IconButton>
              }
              entries={[
                { id: 'whole', label: text('wholeCrew'), onAction: () => setAsked(people) },
                {
                  id: 'copy',
                  label: text('copyLastWeek'),
                  icon: <Copy aria-hidden />,
                  onAction: () => actions.copyLastWeek(group),
                },
                { id: 'undo', label: text('undo'), onAction: actions.undo },
              ]}
            />
          )}
        </div>
        <div className={styles.days} role="group" aria-label={text('day')}>
          {weekDays(monday).map((one) => (
            <button
              key={one}
              type="button"
              className={cx(styles.day, one === shown && styles.chosenDay)}
              aria-pressed={one === shown}
              title={format.day(one)}
              onClick={() => setDate(one)}
            >
              <span>{format.weekday(one)}</span>
              <b>{Number(one.slice(8))}</b>
            </button>
          ))}
        </div>
      </header>
      <OldWeeksLine mondays={mondays} />
      <div className={styles.crewPick}>
        <SelectField
          label={text('crew')}
          hideLabel
          options={crews.map((one) => ({
            id: one.key,
            label: one.key === NO_FOREMAN ? text('noForeman') : (one.foreman?.name ?? ''),
            detail: text('people', { count: peopleOf(one).length }),
          }))}
          value={crew?.key}
          onChange={setChosen}
        />
      </div>
      <div className={styles.crewBar}>
        <h2>{text('crew')}</h2>
        <span>
          {waits
            ? text('weekArriving')
            : [
                text('here', { count: here }),
                away > 0 && text('away', { count: away }),
                free > 0 && text('unassigned', { count: free }),
              ]
                .filter(Boolean)
                .join(', ')}
        </span>
      </div>
      <div className={styles.list}>
        <div className={styles.card}>
          {people.map((person) => (
            <Man key={person.id} person={person} monday={monday} date={shown} onTap={onTap} />
          ))}
        </div>
      </div>
      {canEdit && <PickTray monday={monday} isTouch crew={people} />}
      {asked && (
        <WorkSheet
          people={asked}
          monday={monday}
          date={shown}
          onClose={() => setAsked(undefined)}
          onPut={(change) => put(asked, change)}
        />
      )}
    </div>
  );
}

function Man({
  person,
  monday,
  date,
  onTap,
}: {
  readonly person: Employee;
  readonly monday: string;
  readonly date: string;
  readonly onTap: (person: Employee) => void;
}) {
  const { store, rules, rights, grid } = useSession();
  const text = useScheduleText();
  useRow(store, person.id);
  useValue(grid.held);
  const facts = store.facts();
  const week = store.weekOf(person.id, monday);
  const cellFacts = { person, absences: store.absencesOf(person.id), projectById: facts.jobs.byId, rules };
  const look = dayLooks(week, monday, cellFacts, facts.workingDays)[weekDays(monday).indexOf(date)];
  const isWrongHere = clashesOf(cellOf(week, dayKeyOf(date)), { ...cellFacts, date }).some(isWrong);
  return (
    <button
      type="button"
      className={styles.man}
      disabled={!mayEditWeek(rights, monday)}
      onClick={() => onTap(person)}
    >
      <span className={styles.manName}>
        {shortName(person)} <small>{person.trade ? text(`trade-${person.trade}`) : ''}</small>
      </span>
      <span className={styles.manWork}>
        {look === undefined || look.pieces.length === 0 ? (
          <span className={cx(styles.workChip, styles.freeChip)}>
            {text(isArriving(facts, monday) ? 'arriving' : 'free')}
          </span>
        ) : (
          look.pieces.map(({ part, what }, at) => (
            <span
              key={`${part}${at}`}
              className={cx(
                styles.workChip,
                what.kind !== 'project' && styles.awayChip,
                isWrongHere && styles.clash,
              )}
              data-hue={what.kind === 'project' ? hueOf(facts.jobs.byId.get(what.projectId)) : undefined}
            >
              {shortWork(what, facts.jobs, text)}
            </span>
          ))
        )}
      </span>
    </button>
  );
}
