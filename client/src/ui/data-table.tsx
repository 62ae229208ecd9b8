import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from '../lib/class-names.ts';
import { useDensity, type Density } from '../lib/preferences.ts';
import { sortRows, type TableSort } from './data-table-sort.ts';
import styles from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** A CSS grid track: `120px`, `minmax(140px, 2fr)`. */
  readonly width?: string;
  /** Numbers that are compared stand at the end. */
  readonly align?: 'start' | 'end';
  /** Makes the column sortable. Absent values come last. */
  readonly sortBy?: (row: Row) => string | number | undefined;
}

export interface DataTableProps<Row> {
  /** Read aloud. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Click, tap or Enter on a row. */
  readonly onAction?: (row: Row) => void;
  readonly selectedKey?: string | undefined;
  readonly isMuted?: (row: Row) => boolean;
  readonly initialSort?: TableSort;
  /** Is given the rows in the order in which they stand on the screen, for whoever makes a file of them. */
  readonly inOrder?: RefObject<readonly Row[]>;
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode;
  /** Below this width the table scrolls sideways. */
  readonly leastWidth?: string;
}

const ROW_PX: Readonly<Record<Density, number>> = { desk: 34, touch: 48, glove: 60 };

/** A list of thousands: draws what is in sight, sorts by a tap on its heading, goes by arrows and Enter. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  onAction,
  selectedKey,
  isMuted,
  initialSort,
  inOrder,
  empty,
  leastWidth,
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState(initialSort);
  const [current, setCurrent] = useState(0);
  const density = useDensity();
  const sorted = useMemo(() => {
    const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy;
    return sort && sortBy ? sortRows(rows, sortBy, sort.descending) : rows;
  }, [rows, columns, sort]);
  useEffect(() => {
    if (inOrder) inOrder.current = sorted;
  }, [inOrder, sorted]);
  const cursor = Math.min(current, Math.max(0, sorted.length - 1));
  // Its answers change between renders on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX[density],
    overscan: 12,
    // The row that Tab leads to is drawn wherever the table is scrolled to.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), cursor])]
        .filter((index) => index < sorted.length)
        .toSorted((a, b) => a - b),
  });

  // A row chosen from elsewhere, by the palette or an address, comes into sight once.
  const brought = useRef<string>(undefined);
  useEffect(() => {
    if (selectedKey === brought.current) return;
    const index = sorted.findIndex((row) => rowKey(row) === selectedKey);
    if (index < 0 && selectedKey !== undefined) return;
    brought.current = selectedKey;
    if (index < 0) return;
    setCurrent(index);
    virtual.scrollToIndex(index);
  }, [selectedKey, sorted, rowKey, virtual]);

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(sorted.length - 1, index));
    setCurrent(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['index'] === undefined) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_PX[density]) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: sorted.length - 1,
    };
    const to = moves[event.key];
    const row = sorted[cursor];
    if (to !== undefined) moveTo(to);
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) onAction?.(row);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-colcount={columns.length}
      className={styles.table}
      onKeyDown={onKeyDown}
      style={{
        '--columns': columns.map(({ width }) => width ?? 'minmax(80px, 1fr)').join(' '),
        ...(leastWidth !== undefined && { '--least-width': leastWidth }),
      }}
    >
      <div role="row" aria-rowindex={1} className={cx(styles.head, columns.length === 1 && styles.alone)}>
        {columns.map((column) => (
          <Heading key={column.id} column={column} sort={sort} onSort={setSort} />
        ))}
      </div>
      {sorted.length === 0 ? (
        <div role="row">
          <div role="gridcell">{empty}</div>
        </div>
      ) : (
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              // The grid hears the keys of all its rows.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={key}
                ref={virtual.measureElement}
                role="row"
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={key === selectedKey}
                tabIndex={item.index === cursor ? 0 : -1}
                className={styles.row}
                {...(onAction && { 'data-action': '' })}
                {...(isMuted?.(row) && { 'data-muted': '' })}
                style={{
                  position: 'absolute',
                  top: 0,
                  insetInline: 0,
                  transform: `translateY(${item.start}px)`,
                }}
                onFocus={() => setCurrent(item.index)}
                onClick={() => onAction?.(row)}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={cx(styles.cell, column.align === 'end' && styles.end)}
                  >
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

function Heading<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: TableSort | undefined;
  readonly onSort: (sort: TableSort) => void;
}) {
  const isSorted = sort?.column === column.id;
  const Arrow = isSorted && sort.descending ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      className={cx(styles.heading, column.align === 'end' && styles.end)}
      {...(column.sortBy && {
        'aria-sort': isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none',
      })}
    >
      {column.sortBy ? (
        <Button
          className={cx(styles.sort)}
          onPress={() => onSort({ column: column.id, descending: isSorted && !sort.descending })}
        >
          {column.header}
          {isSorted && <Arrow aria-hidden />}
        </Button>
      ) : (
        column.header
      )}
    </div>
  );
}
