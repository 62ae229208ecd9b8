import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, useMemo } from 'react';
import { certificatesEnding, type CertificateRules } from 'shared/domain/schedule/clashes.ts';
import { cellOf, projectsIn } from 'shared/domain/schedule/cells.ts';
import { crewRuns, type CrewRun } from 'shared/domain/schedule/crews.ts';
import { lastName, shortName } from 'shared/domain/schedule/person-names.ts';
import { dayKeyOf, mondayOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { DAY_KEYS } from 'shared/schema/fields.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import type { Layout, PlacedWeek } from './grid-columns.ts';
import type { GroupTitle, Row } from './grid-rows.ts';
import { isArriving, type ScheduleStore } from './schedule-store.ts';
import { useRow, useSession, useWeeksVersion } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { cellId, PieceBlock, placeOf, roomClass, WeekCells } from './week-cells.tsx';
import cells from './cells.module.css';
import styles from './grid.module.css';

interface LineProps {
  readonly row: number;
  readonly top: number;
  readonly layout: Layout;
  readonly from: number;
  readonly end: number;
  readonly rules: CertificateRules;
}

/**
 * One line of the grid. Drawn again only when this person, the layout or the weeks on screen change. While scrolling
 * a line that left the screen becomes the one that enters it: nothing is made anew but words and colours.
 */
export const Line = memo(function Line({
  of,
  onFold,
  ...line
}: LineProps & { readonly of: Row; readonly onFold: (key: string) => void }) {
  const { store } = useSession();
  const { person } = of;
  const isGroup = of.kind === 'group';
  return (
    <div
      role="row"
      aria-rowindex={line.row + 2}
      className={isGroup ? cx(styles.line, styles.group) : styles.line}
      style={{ top: line.top }}
    >
      {isGroup ? (
        <GroupName group={of} layout={line.layout} onFold={onFold} />
      ) : (
        <NameCell person={of.person} rules={line.rules} />
      )}
      <div className={styles.cells} style={{ width: line.layout.width }}>
        {isGroup && of.folded ? (
          <CrewBars store={store} crew={of.crew} {...line} />
        ) : person ? (
          <PersonCells store={store} person={person} {...line} />
        ) : null}
      </div>
    </div>
  );
});

function PersonCells({ store, person, ...line }: LineProps & { store: ScheduleStore; person: Employee }) {
  useRow(store, person.id);
  return <WeekCells store={store} person={person} {...line} />;
}

function NameCell({ person, rules }: { readonly person: Employee; readonly rules: CertificateRules }) {
  const text = useScheduleText();
  const { actions } = useSession();
  const trade = person.classification ?? (person.trade ? text(`trade-${person.trade}`) : '');
  return (
    <div role="rowheader" aria-colindex={1} className={styles.nameCell} title={person.name}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.personName}
        onClick={() => actions.openPerson(person.id)}
      >
        {shortName(person) || text('unknownPerson')}
      </button>
      <span className={styles.trade}>{person.trade ? text(`trade-${person.trade}`) : trade}</span>
      <CertificateFlag person={person} rules={rules} />
    </div>
  );
}

function CertificateFlag({ person, rules }: { readonly person: Employee; readonly rules: CertificateRules }) {
  const text = useScheduleText();
  const format = useFormat();
  const ending = certificatesEnding(person, rules);
  if (ending.length === 0) return null;
  const words = ending
    .map(({ certificate, endsOn, state }) =>
      text(state === 'expired' ? 'certificateEnded' : 'certificateEnds', {
        certificate,
        day: format.shortDay(endsOn),
      }),
    )
    .join('\n');
  return (
    <span
      className={cx(styles.flag, ending[0]?.state === 'expired' && styles.ended)}
      title={words}
      role="img"
      aria-label={words}
    >
      <TriangleAlert aria-hidden />
    </span>
  );
}

/** The heading of a crew, which is also its foreman's own line. */
function GroupName({
  group,
  layout,
  onFold,
}: {
  readonly group: Extract<Row, { kind: 'group' }>;
  readonly layout: Layout;
  readonly onFold: (key: string) => void;
}) {
  const text = useScheduleText();
  const { title, folded, crew } = group;
  const name = useGroupName(title);
  return (
    <div role="rowheader" aria-colindex={1} className={cx(styles.nameCell, styles.groupName)}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.fold}
        aria-expanded={!folded}
        aria-label={text(folded ? 'unfold' : 'fold', { name })}
        onClick={() => onFold(group.key)}
      >
        {folded ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
      </button>
      <button type="button" tabIndex={-1} className={styles.groupTitle} onClick={() => onFold(group.key)}>
        {name}
      </button>
      <CrewCount crew={crew} layout={layout} />
    </div>
  );
}

function useGroupName(title: GroupTitle): string {
  const text = useScheduleText();
  if (title.kind === 'foreman')
    return shortName(title.foreman) || lastName(title.foreman) || text('unknownPerson');
  if (title.kind === 'none') return text('noForeman');
  return text(`trade-${title.trade as 'other'}`);
}

/** People of the crew, and how many of them are on a job on the day that counts: today, or the week's Monday. */
function CrewCount({ crew, layout }: { readonly crew: readonly Employee[]; readonly layout: Layout }) {
  const { store, today } = useSession();
  const version = useWeeksVersion(store);
  const text = useScheduleText();
  const monday = layout.weeks[0]?.monday ?? mondayOf(today);
  const day = mondayOf(today) === monday ? dayKeyOf(today) : (store.facts().workingDays[0] ?? 'mon');
  const onJob = useMemo(() => {
    void version;
    return crew.filter((person) => projectsIn(cellOf(store.weekOf(person.id, monday), day)).length > 0)
      .length;
  }, [crew, monday, day, store, version]);
  if (isArriving(store.facts(), monday))
    return (
      <span className={styles.crewCount}>
        <b>{crew.length}</b>
      </span>
    );
  const words = text('crewCount', { people: crew.length, onJob });
  return (
    <span className={styles.crewCount} title={words}>
      <span aria-hidden>
        <b>{crew.length}</b> · {onJob}
      </span>
      <span className={cells.hidden}>{words}</span>
    </span>
  );
}

function CrewBars({
  store,
  crew,
  row,
  layout,
  from,
  end,
}: LineProps & { readonly store: ScheduleStore; readonly crew: readonly Employee[] }) {
  const version = useWeeksVersion(store);
  return layout.weeks
    .slice(from, end)
    .map((week) => (
      <CrewWeek
        key={week.monday}
        store={store}
        crew={crew}
        row={row}
        layout={layout}
        week={week}
        version={version}
      />
    ));
}

function CrewWeek({
  store,
  crew,
  row,
  layout,
  week,
  version,
}: {
  readonly store: ScheduleStore;
  readonly crew: readonly Employee[];
  readonly row: number;
  readonly layout: Layout;
  readonly week: PlacedWeek;
  readonly version: number;
}) {
  const text = useScheduleText();
  const { workingDays, ...facts } = store.facts();
  const waits = isArriving(facts, week.monday);
  const days = week.isOpen ? DAY_KEYS : workingDays;
  const runs = useMemo(() => {
    void version;
    return waits ? [] : crewRuns(crew, (id) => store.weekOf(id, week.monday), days, workingDays);
  }, [crew, store, week.monday, days, workingDays, version, waits]);
  const columns = layout.columns.slice(week.first, week.last + 1);
  const edges = (run: CrewRun): { left: number; width: number } => {
    if (!week.isOpen)
      return {
        left: (week.width * run.from) / days.length,
        width: (week.width * (run.to - run.from + 1)) / days.length,
      };
    const first = columns[run.from];
    const last = columns[run.to];
    const left = (first?.x ?? 0) - week.x;
    return { left, width: (last?.x ?? 0) + (last?.width ?? 0) - week.x - left };
  };
  return (
    <>
      {columns.map((column, at) => (
        <div
          key={column.x}
          role="gridcell"
          id={cellId(row, week.first + at)}
          aria-colindex={week.first + at + 2}
          className={cx(
            cells.cell,
            at === 0 && cells.weekStart,
            !column.working && cells.idle,
            waits && cells.arriving,
          )}
          style={placeOf(column.x, column.width)}
        >
          {at === 0 && (
            <span className={cells.hidden}>
              {runs
                .flatMap((run) =>
                  run.jobs.map(
                    (job) => `${store.facts().jobs.byId.get(job.projectId)?.number ?? ''}: ${job.heads}`,
                  ),
                )
                .join(', ')}
            </span>
          )}
        </div>
      ))}
      <div className={cx(cells.cell, cells.bars)} style={placeOf(week.x, week.width)} aria-hidden>
        {runs.map((run) => {
          const { left, width } = edges(run);
          const all = run.jobs.reduce((sum, job) => sum + job.headDays, 0);
          let before = 0;
          return run.jobs.map((job) => {
            const share = job.headDays / all;
            const at = left + before * width;
            before += share;
            const wide = share * width;
            return (
              <PieceBlock
                key={`${run.from}${job.projectId}`}
                piece={{ part: 'full', what: { kind: 'project', projectId: job.projectId } }}
                store={store}
                text={text}
                className={cx(cells.segment, cells.first, cells.last, roomClass(wide - 2) ?? cells.clipped)}
                style={{ left: at, width: Math.max(3, wide - 2) }}
                isFirst
                showName={wide >= 120}
                aside={wide >= 58 ? <span className={cells.count}>{job.heads}</span> : undefined}
              />
            );
          });
        })}
      </div>
    </>
  );
}
