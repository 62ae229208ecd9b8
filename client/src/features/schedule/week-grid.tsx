import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { isActive } from 'shared/domain/schedule/person-names.ts';
import { cx } from '../../lib/class-names.ts';
import { CellEditor } from './cell-editor.tsx';
import { weeksBetween, columnAt, type Layout } from './grid-columns.ts';
import { GridHead } from './grid-head.tsx';
import { Line } from './grid-lines.tsx';
import type { Row } from './grid-rows.ts';
import { useValue } from './live-value.ts';
import { OthersLayer } from './others-layer.tsx';
import { usePacedLines } from './paced-lines.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { SelectionLayer } from './selection-layer.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { blockOf, type Place } from './selection.ts';
import { cellId } from './week-cells.tsx';
import styles from './grid.module.css';

interface WeekGridProps {
  readonly rows: readonly Row[];
  readonly layout: Layout;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly nameWidth: number;
  readonly allFolded: boolean;
  readonly canFold: boolean;
  /** Wider than the screen: names stick while the weeks scroll. */
  readonly isWide: boolean;
  readonly onFold: (key: string) => void;
  readonly onFoldAll: () => void;
  readonly onToggleWeek: (monday: string) => void;
  readonly onMenu: (at: { x: number; y: number }) => void;
  readonly onScrollX: (left: number) => void;
  readonly empty?: ReactNode;
}

const OVERSCAN = 8;

/** Names stay, weeks scroll. Only the lines and weeks that can be seen are in the document. */
export function WeekGrid(props: WeekGridProps) {
  const { rows, layout, rowHeight, headHeight, nameWidth, onScrollX } = props;
  const session = useSession();
  const { grid, store, today, rules } = session;
  const text = useScheduleText();
  const facts = useFacts(store);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [weeks, setWeeks] = useState<readonly [number, number]>([0, layout.weeks.length]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    useFlushSync: false,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  // As many lines as can be in the document at once: a line that leaves lends its place to the one that enters.
  const pool = Math.ceil((scroller.current?.clientHeight ?? 1200) / rowHeight) + 2 * OVERSCAN + 2;
  const lines = usePacedLines(
    virtualizer.getVirtualItems().map((item) => item.index),
    columnsBetween(layout, weeks),
  );
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const seeWeeks = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const left = element.scrollLeft;
    const next = weeksBetween(layout, left - 200, left + element.clientWidth - nameWidth + 200);
    setWeeks((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
    onScrollX(left);
  }, [layout, nameWidth, onScrollX]);
  useLayoutEffect(seeWeeks, [seeWeeks]);

  useEffect(
    () =>
      grid.onReveal((place: Place) => {
        const element = scroller.current;
        const column = grid.columnAt(place);
        if (!element || !column) return;
        const top = place.row * rowHeight;
        const height = element.clientHeight - headHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + rowHeight > element.scrollTop + height) element.scrollTop = top + rowHeight - height;
        const width = element.clientWidth - nameWidth;
        if (column.x < element.scrollLeft) element.scrollLeft = column.x;
        else if (column.x + column.width > element.scrollLeft + width)
          element.scrollLeft = column.x + column.width - width;
      }),
    [grid, rowHeight, headHeight, nameWidth],
  );

  const placeAt = useCallback(
    (x: number, y: number): Place | undefined => {
      const box = body.current?.getBoundingClientRect();
      const frame = scroller.current?.getBoundingClientRect();
      if (!box || !frame) return undefined;
      if (y < frame.top + headHeight || y > frame.bottom || x < frame.left || x > frame.right)
        return undefined;
      const row = Math.floor((y - box.top) / rowHeight);
      if (row < 0 || row >= rows.length) return undefined;
      return { row, column: columnAt(layout, Math.max(0, x - box.left - nameWidth)) };
    },
    [layout, rows.length, rowHeight, headHeight, nameWidth],
  );
  useEffect(() => session.actions.onPlaceAt(placeAt), [session.actions, placeAt]);

  const people = useMemo(() => facts.employees.filter(isActive).length, [facts.employees]);
  const onDone = useCallback(() => scroller.current?.focus(), []);
  const onSelectColumn = useCallback(
    (column: number, extend: boolean) => {
      const block = blockOf(grid.selection.get());
      grid.selectBlock({
        top: 0,
        bottom: grid.scene().rows.length - 1,
        left: extend ? Math.min(block.left, column) : column,
        right: extend ? Math.max(block.right, column) : column,
      });
      scroller.current?.focus();
    },
    [grid],
  );
  const keys = useGridKeys(props.onMenu, scroller);
  const pointer = useGridPointer(placeAt, scroller, nameWidth);

  return (
    <div
      ref={scroller}
      className={cx(styles.scroller, props.isWide && styles.wide)}
      role="grid"
      aria-label={text('grid')}
      aria-rowcount={rows.length + 1}
      aria-colcount={layout.columns.length + 1}
      aria-multiselectable
      aria-readonly={session.rights.kind === 'none'}
      tabIndex={0}
      style={{
        '--name-width': `${nameWidth}px`,
        '--head': `${headHeight}px`,
        '--line-height': `${rowHeight}px`,
      }}
      onScroll={seeWeeks}
      {...keys}
      {...pointer}
      onContextMenu={(event) => {
        const place = placeAt(event.clientX, event.clientY);
        if (!place) return;
        event.preventDefault();
        if (!isInside(place, blockOf(grid.selection.get()))) grid.select(place);
        props.onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <ActiveCell scroller={scroller} />
      <div className={styles.sheet} style={{ width: nameWidth + layout.width }}>
        <GridHead
          layout={layout}
          from={weeks[0]}
          end={weeks[1]}
          today={today}
          people={people}
          allFolded={props.allFolded}
          canFold={props.canFold}
          onFoldAll={props.onFoldAll}
          onToggleWeek={props.onToggleWeek}
          onSelectColumn={onSelectColumn}
        />
        {rows.length === 0 ? (
          props.empty
        ) : (
          <div ref={body} className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
            {lines.map((index) => {
              const row = rows[index];
              if (!row) return null;
              return (
                <Line
                  key={index % pool}
                  of={row}
                  onFold={props.onFold}
                  row={index}
                  top={index * rowHeight}
                  layout={layout}
                  from={weeks[0]}
                  end={weeks[1]}
                  rules={rules}
                />
              );
            })}
            <OthersLayer rows={rows} layout={layout} rowHeight={rowHeight} nameWidth={nameWidth} />
            <SelectionLayer layout={layout} rowHeight={rowHeight} nameWidth={nameWidth} placeAt={placeAt} />
            <CellEditor layout={layout} rowHeight={rowHeight} nameWidth={nameWidth} onDone={onDone} />
          </div>
        )}
      </div>
    </div>
  );
}

const columnsBetween = (layout: Layout, [from, end]: readonly [number, number]): number =>
  layout.weeks.slice(from, end).reduce((sum, week) => sum + week.last - week.first + 1, 0);

const isInside = (place: Place, block: ReturnType<typeof blockOf>): boolean =>
  place.row >= block.top &&
  place.row <= block.bottom &&
  place.column >= block.left &&
  place.column <= block.right;

/** Tells assistive technology which cell the cursor is on, without drawing the grid again. */
function ActiveCell({ scroller }: { readonly scroller: { readonly current: HTMLDivElement | null } }) {
  const { cursor } = useValue(useSession().grid.selection);
  useEffect(() => {
    scroller.current?.setAttribute('aria-activedescendant', cellId(cursor.row, cursor.column));
  }, [scroller, cursor.row, cursor.column]);
  return null;
}

/**
 * Mouse: press and drag selects, double-click opens the cell. Finger: a tap picks the cell or puts down what is
 * held; dragging scrolls, as everywhere.
 */
function useGridPointer(
  placeAt: (x: number, y: number) => Place | undefined,
  scroller: { readonly current: HTMLDivElement | null },
  nameWidth: number,
) {
  const { grid } = useSession();
  const dragging = useRef(false);
  const isOnCells = (event: { clientX: number }): boolean =>
    event.clientX > (scroller.current?.getBoundingClientRect().left ?? 0) + nameWidth;
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0 || event.pointerType === 'touch' || isControl(event.target)) return;
      const place = placeAt(event.clientX, event.clientY);
      if (!place || grid.held.get()) return;
      if (!isOnCells(event)) {
        const last = grid.scene().layout.columns.length - 1;
        grid.selectBlock({ top: place.row, bottom: place.row, left: 0, right: last });
        return;
      }
      grid.select(place, event.shiftKey);
      dragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const place = dragging.current || grid.held.get() ? placeAt(event.clientX, event.clientY) : undefined;
      if (dragging.current && place) grid.select(place, true);
      else if (grid.held.get()) grid.target.set(place);
    },
    onPointerUp: () => {
      dragging.current = false;
    },
    onPointerCancel: () => {
      dragging.current = false;
    },
    onPointerLeave: () => grid.target.set(undefined),
    onClick: (event: { clientX: number; clientY: number; target: EventTarget; nativeEvent: Event }) => {
      if (isControl(event.target) || !isOnCells(event)) return;
      const place = placeAt(event.clientX, event.clientY);
      if (!place) return;
      if (grid.held.get()) grid.place(place);
      else if ((event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch') grid.select(place);
    },
    onDoubleClick: (event: { clientX: number; clientY: number; target: EventTarget }) => {
      if (isControl(event.target) || !isOnCells(event)) return;
      if (placeAt(event.clientX, event.clientY)) grid.edit(grid.textHere());
    },
  };
}

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, input, [data-own-pointer]') !== null;
