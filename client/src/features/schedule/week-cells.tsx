import { memo, type CSSProperties, type ReactNode } from 'react';
import type { CertificateRules } from 'shared/domain/schedule/clashes.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { dayLooks, weekSegments, type DayLook, type Piece, type Segment } from './cell-looks.ts';
import type { Layout, PlacedWeek } from './grid-columns.ts';
import { isArriving, type ScheduleStore, type SharedFacts } from './schedule-store.ts';
import { useScheduleText, type ScheduleText } from './schedule-strings.ts';
import { jobName, longWork, shortWork } from './work-names.ts';
import styles from './cells.module.css';

/** Wide enough for the job's name beside its number, in px. */
const ROOM_FOR_NAME = 118;
/** Below this a number is written smaller, in px. */
const ROOM_FOR_NUMBER = 38;
/** Below this even that would be cut: the colour alone is drawn. */
const ROOM_FOR_SMALL = 23;

/** How a number stands in a block of a closed week that is so many px wide. */
export const roomClass = (width: number): string | undefined =>
  width < ROOM_FOR_SMALL ? styles.bare : width < ROOM_FOR_NUMBER ? styles.small : undefined;

interface CellsProps {
  readonly store: ScheduleStore;
  readonly person: Employee;
  readonly row: number;
  readonly layout: Layout;
  /** Weeks that can be seen: first and one past the last. */
  readonly from: number;
  readonly end: number;
  readonly rules: CertificateRules;
}

export const cellId = (row: number, column: number): string => `cell-${row}-${column}`;

/** The cells of one person, for the weeks on screen. */
export function WeekCells({ store, person, row, layout, from, end, rules }: CellsProps) {
  const text = useScheduleText();
  const facts = store.facts();
  return layout.weeks
    .slice(from, end)
    .map((week) => (
      <OneWeek
        key={week.monday}
        store={store}
        facts={facts}
        person={person}
        row={row}
        layout={layout}
        week={week}
        document={store.weekOf(person.id, week.monday)}
        rules={rules}
        text={text}
      />
    ));
}

/** Drawn again only when this week of this person says something else: a week scrolled in draws no other one. */
const OneWeek = memo(function OneWeek({
  store,
  facts,
  person,
  row,
  layout,
  week,
  document,
  rules,
  text,
}: Pick<CellsProps, 'store' | 'person' | 'row' | 'layout' | 'rules'> & {
  readonly facts: SharedFacts;
  readonly week: PlacedWeek;
  readonly document: ScheduleWeek | undefined;
  readonly text: ScheduleText;
}) {
  const look = { person, absences: store.absencesOf(person.id), projectById: facts.jobs.byId, rules };
  const waits = isArriving(facts, week.monday);
  if (!week.isOpen)
    return (
      <ClosedWeek
        week={week}
        row={row}
        text={text}
        store={store}
        waits={waits}
        {...weekSegments(document, week.monday, look, facts.workingDays)}
      />
    );
  return dayLooks(document, week.monday, look, facts.workingDays).map((day, at) => {
    const column = layout.columns[week.first + at];
    if (!column) return null;
    return (
      <div
        key={column.x}
        role="gridcell"
        id={cellId(row, week.first + at)}
        aria-colindex={week.first + at + 2}
        className={cx(
          styles.cell,
          at === 0 && styles.weekStart,
          !column.working && styles.idle,
          waits && styles.arriving,
        )}
        style={placeOf(column.x, column.width)}
      >
        <Day look={waits ? { ...day, wrong: false } : day} width={column.width} store={store} text={text} />
      </div>
    );
  });
});

const places = new Map<string, CSSProperties>();
/** One style object for each place: thousands of cells share a few dozen columns. */
export function placeOf(x: number, width: number): CSSProperties {
  const key = `${x} ${width}`;
  const known = places.get(key);
  if (known) return known;
  if (places.size > 2000) places.clear();
  const made = { left: x, width };
  places.set(key, made);
  return made;
}

function Day({
  look,
  width,
  store,
  text,
}: {
  readonly look: DayLook;
  readonly width: number;
  readonly store: ScheduleStore;
  readonly text: ScheduleText;
}) {
  if (look.pieces.length === 0) return null;
  const isHalved = look.pieces.some((piece) => piece.part !== 'full') || look.pieces.length > 1;
  return (
    <>
      {look.pieces.map((piece, at) => (
        <PieceBlock
          key={`${piece.part}${at}`}
          piece={piece}
          store={store}
          text={text}
          className={cx(
            isHalved ? styles.half : undefined,
            isHalved && (piece.part === 'pm' || at === 1) && styles.right,
            (isHalved || look.first) && styles.first,
            (isHalved || look.last) && styles.last,
          )}
          isFirst={isHalved || look.first}
          showName={!isHalved && look.first && width >= ROOM_FOR_NAME}
        />
      ))}
      <Marks wrong={look.wrong} hasNote={look.hasNote} text={text} />
    </>
  );
}

function Marks({
  wrong,
  hasNote,
  text,
}: {
  readonly wrong: boolean;
  readonly hasNote: boolean;
  readonly text: ScheduleText;
}): ReactNode {
  return (
    <>
      {wrong && (
        <span className={styles.wrong}>
          <span className={styles.hidden}>{text('hasClash')}</span>
        </span>
      )}
      {hasNote && (
        <span className={styles.noted}>
          <span className={styles.hidden}>{text('note')}</span>
        </span>
      )}
    </>
  );
}

export function PieceBlock({
  piece,
  store,
  text,
  className,
  isFirst,
  showName,
  aside,
  style,
}: {
  readonly piece: Piece;
  readonly store: ScheduleStore;
  readonly text: ScheduleText;
  readonly className: string;
  readonly isFirst: boolean;
  readonly showName: boolean;
  readonly aside?: ReactNode;
  readonly style?: CSSProperties;
}) {
  const { jobs } = store.facts();
  const { what } = piece;
  if (what.kind !== 'project')
    return (
      <span
        className={cx(styles.status, what.kind === 'absence' && styles.absence, className)}
        title={longWork(what, jobs, text)}
        style={style}
      >
        <span className={isFirst ? styles.code : styles.hidden}>{shortWork(what, jobs, text)}</span>
      </span>
    );
  const project = jobs.byId.get(what.projectId);
  return (
    <span
      className={cx(
        styles.job,
        showName && styles.named,
        !isFirst && styles.rest,
        project === undefined && styles.unknown,
        className,
      )}
      data-hue={hueOf(project)}
      style={style}
    >
      {shortWork(what, jobs, text)}
      {showName && <i>{jobName(project)}</i>}
      {aside}
    </span>
  );
}

function ClosedWeek({
  week,
  row,
  segments,
  days,
  store,
  text,
  waits,
}: {
  readonly week: PlacedWeek;
  readonly row: number;
  /** Still on its way: nothing is judged. */
  readonly waits: boolean;
  readonly segments: readonly Segment[];
  readonly days: number;
  readonly store: ScheduleStore;
  readonly text: ScheduleText;
}) {
  return (
    <div
      role="gridcell"
      id={cellId(row, week.first)}
      aria-colindex={week.first + 2}
      className={cx(styles.cell, styles.weekStart, styles.week, waits && styles.arriving)}
      style={placeOf(week.x, week.width)}
    >
      {segments.map((segment) => {
        return segment.pieces.map((piece, at) => {
          const share = segment.days / segment.pieces.length / days;
          const width = week.width * share - 2;
          return (
            <PieceBlock
              key={`${segment.from}${at}`}
              piece={piece}
              store={store}
              text={text}
              className={cx(styles.segment, styles.first, styles.last, roomClass(width))}
              style={{
                left: `${(segment.from / days + at * share) * 100}%`,
                width: `calc(${share * 100}% - ${segment.pieces.length > 1 ? 1 : 2}px)`,
              }}
              isFirst
              showName={width >= 90}
            />
          );
        });
      })}
      <Marks
        wrong={!waits && segments.some((segment) => segment.wrong)}
        hasNote={segments.some((segment) => segment.hasNote)}
        text={text}
      />
    </div>
  );
}
