import { ChevronsDownUp, ChevronsUpDown, FoldHorizontal } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import type { Layout, PlacedColumn, PlacedWeek } from './grid-columns.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { isArriving } from './schedule-store.ts';
import { useScheduleText } from './schedule-strings.ts';
import { placeOf } from './week-cells.tsx';
import styles from './grid.module.css';

interface HeadProps {
  readonly layout: Layout;
  readonly from: number;
  readonly end: number;
  readonly today: string;
  readonly people: number;
  readonly allFolded: boolean;
  readonly canFold: boolean;
  readonly onFoldAll: () => void;
  readonly onToggleWeek: (monday: string) => void;
  readonly onSelectColumn: (column: number, extend: boolean) => void;
}

/** Stays at the top: how many people at the left, then days, and weeks that open into their days. */
export const GridHead = memo(function GridHead(head: HeadProps) {
  const text = useScheduleText();
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" aria-colindex={1} className={styles.corner}>
        <span>{text('people', { count: head.people })}</span>
        {head.canFold && (
          <button
            type="button"
            className={styles.foldAll}
            tabIndex={-1}
            onClick={head.onFoldAll}
            aria-label={text(head.allFolded ? 'unfoldAll' : 'foldAll')}
            title={text(head.allFolded ? 'unfoldAll' : 'foldAll')}
          >
            {head.allFolded ? <ChevronsUpDown aria-hidden /> : <ChevronsDownUp aria-hidden />}
          </button>
        )}
      </div>
      <div className={styles.headCells} style={{ width: head.layout.width }}>
        {head.layout.weeks.slice(head.from, head.end).map((week, at) =>
          week.isOpen ? (
            <OpenWeek key={week.monday} {...head} week={week} isFirst={head.from + at === 0} />
          ) : (
            <div
              key={week.monday}
              role="columnheader"
              aria-colindex={week.first + 2}
              className={cx(styles.weekHead, styles.weekEdge)}
              style={placeOf(week.x, week.width)}
            >
              <ClosedHead week={week} onToggle={head.onToggleWeek} />
            </div>
          ),
        )}
      </div>
    </div>
  );
});

function ClosedHead({
  week,
  onToggle,
}: {
  readonly week: PlacedWeek;
  readonly onToggle: (monday: string) => void;
}) {
  const text = useScheduleText();
  const format = useFormat();
  const day = format.shortDay(week.monday);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={false}
      title={text('openWeek', { day })}
      onClick={() => onToggle(week.monday)}
    >
      {day}
      <StillArriving monday={week.monday} />
    </button>
  );
}

/** Beside the name of a week that is not on this device yet. */
function StillArriving({ monday }: { readonly monday: string }) {
  const { store } = useSession();
  const text = useScheduleText();
  const facts = useFacts(store);
  return isArriving(facts, monday) ? <i className={styles.arriving}> {text('arriving')}</i> : null;
}

function OpenWeek({
  week,
  layout,
  today,
  isFirst,
  onToggleWeek,
  onSelectColumn,
}: HeadProps & { readonly week: PlacedWeek; readonly isFirst: boolean }) {
  const text = useScheduleText();
  const format = useFormat();
  return layout.columns.slice(week.first, week.last + 1).map((column, at) => (
    <div
      key={column.x}
      role="columnheader"
      aria-colindex={week.first + at + 2}
      className={cx(
        styles.dayHead,
        at === 0 && styles.weekEdge,
        column.kind === 'day' && column.date === today && styles.isToday,
        !column.working && styles.idleHead,
      )}
      style={placeOf(column.x, column.width)}
      title={column.kind === 'day' ? format.longDay(column.date) : undefined}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.dayButton}
        onClick={(event) => onSelectColumn(week.first + at, event.shiftKey)}
      >
        <DayName column={column} isLong={at === 0 && !isFirst} />
        {at === 0 && <StillArriving monday={week.monday} />}
      </button>
      {at === 6 && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.closeWeek}
          aria-label={text('closeWeek', { day: format.shortDay(week.monday) })}
          title={text('closeWeek', { day: format.shortDay(week.monday) })}
          onClick={() => onToggleWeek(week.monday)}
        >
          <FoldHorizontal aria-hidden />
        </button>
      )}
    </div>
  ));
}

function DayName({ column, isLong }: { readonly column: PlacedColumn; readonly isLong: boolean }) {
  const format = useFormat();
  if (column.kind !== 'day') return null;
  const weekday = format.weekday(column.date);
  if (!column.working && column.width < 50) return <span>{weekday.slice(0, 2)}</span>;
  return (
    <span>
      {weekday}{' '}
      <b>{isLong && column.width > 84 ? format.shortDay(column.date) : Number(column.date.slice(8))}</b>
    </span>
  );
}
