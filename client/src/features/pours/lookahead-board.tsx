import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import type { LookaheadRow } from './lookahead-model.ts';
import { PourPill } from './pour-pill.tsx';
import { usePoursText } from './pours-strings.ts';
import { usePillDrag } from './use-pill-drag.ts';
import { useWidth } from './use-width.ts';
import styles from './lookahead-board.module.css';

export interface BoardHandle {
  showWeek(index: number): void;
}

interface LookaheadBoardProps {
  readonly ref?: Ref<BoardHandle>;
  readonly rows: readonly LookaheadRow[];
  readonly mondays: readonly string[];
  /** How many weeks fill the width of the screen. */
  readonly weeksShown: number;
  readonly touch: boolean;
  readonly emptyTitle: (row: LookaheadRow) => string;
  readonly selectedId: string | undefined;
  readonly pickedId: string | undefined;
  readonly onChoose: (pour: Pour) => void;
  readonly onPlace: (pour: Pour, monday: string) => void;
  readonly onPromote: ((pour: Pour) => void) | undefined;
  readonly onOpen: (pour: Pour) => void;
  readonly mayMove: (pour: Pour) => boolean;
  readonly hueOf: (pour: Pour) => number | undefined;
  readonly onVisible: (firstWeek: number) => void;
  /** What the week under a dragged pill would become. */
  readonly hint: (pour: Pour, monday: string) => ReactNode;
}

const GAP = 6;

/** 52 weeks across, jobs or foremen down. Rows are drawn as they scroll into view; the name column stays. */
export function LookaheadBoard(props: LookaheadBoardProps) {
  const { rows, mondays, weeksShown, touch } = props;
  const text = usePoursText();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const nameWidth = width < 700 ? 96 : 180;
  // On a phone six or twelve weeks do not fit: the columns keep room for words and the board scrolls.
  const least = weeksShown <= 12 ? 92 : 22;
  const weekWidth = Math.max((width - nameWidth) / weeksShown, least);
  const tiny = weekWidth < 62;
  const slim = weekWidth < 118;
  const pillHeight = touch ? 56 : 44;
  const [hovered, setHovered] = useState<number>();
  const [heldRow, setHeldRow] = useState<string>();

  const heights = useMemo(
    () => rows.map((row) => Math.max(touch ? 76 : 62, deepest(row) * (pillHeight + GAP) + 2 * GAP + 6)),
    [rows, pillHeight, touch],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[index] ?? 62,
    getItemKey: (index) => `${rows[index]?.key}:${heights[index]}`,
    overscan: 6,
    // The row of the pill that has the focus is drawn wherever the board is scrolled to.
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      const held = rows.findIndex(({ key }) => key === heldRow);
      return held < 0 || drawn.includes(held) ? drawn : [...drawn, held].toSorted((a, b) => a - b);
    },
  });

  const weekAt = (clientX: number): number | undefined => {
    const area = lanes.current?.getBoundingClientRect();
    if (!area) return undefined;
    const index = Math.floor((clientX - area.left - nameWidth) / weekWidth);
    return index >= 0 && index < mondays.length ? index : undefined;
  };
  const place = (pour: Pour, index: number): void => {
    const monday = mondays[index];
    if (monday !== undefined && props.mayMove(pour)) props.onPlace(pour, monday);
  };
  const { drag, start, justDragged } = usePillDrag(lanes, weekAt, place);

  useImperativeHandle(props.ref, () => ({
    showWeek: (index) => scroller.current?.scrollTo({ left: index * weekWidth, behavior: 'smooth' }),
  }));

  const byId = useMemo(
    () => new Map(rows.flatMap((row) => [...row.byWeek.values()].flat()).map((pour) => [pour.id, pour])),
    [rows],
  );
  const picked = props.pickedId === undefined ? undefined : byId.get(props.pickedId);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, pour: Pour): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const index = mondays.findIndex(
      (monday, at) => pour.day !== undefined && pour.day >= monday && pour.day < (mondays[at + 1] ?? '9999'),
    );
    if (step !== 0 && event.altKey) {
      event.preventDefault();
      place(pour, index + step);
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      focusNeighbour(event.currentTarget, event.key);
    } else if (event.key.toLowerCase() === 'c' && !event.metaKey && !event.ctrlKey) {
      if (pour.status === undefined || pour.status === 'tentative') props.onPromote?.(pour);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      props.onOpen(pour);
    }
  };

  const total = nameWidth + weekWidth * mondays.length;
  const target = drag?.weekIndex ?? (picked ? hovered : undefined);
  const carried = drag?.pour ?? picked;
  const targetMonday = target === undefined ? undefined : mondays[target];
  return (
    <div
      ref={scroller}
      className={styles.board}
      data-picking={picked ? true : undefined}
      style={{
        '--week': `${weekWidth}px`,
        '--names': `${nameWidth}px`,
        '--pill-height': `${pillHeight}px`,
        '--check': touch ? '28px' : '19px',
      }}
      onScroll={(event) => props.onVisible(Math.round(event.currentTarget.scrollLeft / weekWidth))}
    >
      <div className={styles.head} style={{ width: total }}>
        <div className={styles.corner} />
        {mondays.map((monday, index) => (
          <div key={monday} className={styles.weekHead} data-target={index === target || undefined}>
            {weekLabel(format.shortDay(monday), index, mondays, weekWidth)}
          </div>
        ))}
      </div>
      <div
        ref={lanes}
        className={styles.lanes}
        style={{ width: total, height: virtual.getTotalSize() }}
        onPointerMove={(event) => picked && setHovered(weekAt(event.clientX))}
        role="presentation"
        onFocus={(event) => setHeldRow(event.target.closest<HTMLElement>('[data-row]')?.dataset['row'])}
        onClick={(event) => {
          const index = weekAt(event.clientX);
          if (picked && index !== undefined && !(event.target as HTMLElement).closest('[data-pour]'))
            place(picked, index);
        }}
      >
        {targetMonday !== undefined && target !== undefined && (
          <div className={styles.target} style={{ left: nameWidth + target * weekWidth, width: weekWidth }} />
        )}
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <section
              key={item.key}
              className={styles.row}
              aria-label={[row.title || props.emptyTitle(row), row.subtitle].filter(Boolean).join(' ')}
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              data-row={row.key}
            >
              <header className={styles.name} data-hue={row.hue}>
                <strong>
                  {row.hue !== undefined && <i aria-hidden />}
                  {row.title || props.emptyTitle(row)}
                </strong>
                <span>{row.subtitle}</span>
              </header>
              {pillsOf(row, mondays).map(({ pour, week, depth }) => (
                <PourPill
                  key={pour.id}
                  pour={pour}
                  hue={props.hueOf(pour)}
                  tiny={tiny}
                  slim={slim}
                  narrow={touch && slim}
                  state={stateOf(pour, drag?.pour.id, props)}
                  left={nameWidth + week * weekWidth + 4}
                  top={GAP + depth * (pillHeight + GAP)}
                  width={weekWidth - 8}
                  onPromote={props.onPromote}
                  onChoose={(chosen) => !justDragged() && props.onChoose(chosen)}
                  onPointerDown={(event, held) => props.mayMove(held) && start(event, held)}
                  onKeyDown={onKeyDown}
                />
              ))}
            </section>
          );
        })}
        {drag && (
          <PourPill
            pour={drag.pour}
            hue={props.hueOf(drag.pour)}
            tiny={tiny}
            slim={slim}
            narrow={touch && slim}
            state="dragged"
            left={drag.x}
            top={drag.y}
            width={weekWidth - 8}
            onPromote={undefined}
            onChoose={noop}
            onPointerDown={noop}
            onKeyDown={noop}
          />
        )}
        {carried && targetMonday !== undefined && target !== undefined && (
          <div
            className={styles.hint}
            role="status"
            style={{
              left: Math.min(nameWidth + (target + 1) * weekWidth + 8, total - 268),
              top: (drag?.y ?? 12) + pillHeight,
            }}
          >
            {props.hint(carried, targetMonday)}
          </div>
        )}
      </div>
      <p className={styles.keys}>{text('keysHint')}</p>
    </div>
  );
}

const noop = (): void => undefined;

const deepest = (row: LookaheadRow): number =>
  Math.max(1, ...[...row.byWeek.values()].map((pours) => pours.length));

const pillsOf = (
  row: LookaheadRow,
  mondays: readonly string[],
): { pour: Pour; week: number; depth: number }[] =>
  [...row.byWeek].flatMap(([monday, pours]) => {
    const week = mondays.indexOf(monday);
    return week < 0 ? [] : pours.map((pour, depth) => ({ pour, week, depth }));
  });

function stateOf(
  pour: Pour,
  draggedId: string | undefined,
  props: LookaheadBoardProps,
): 'still' | 'selected' | 'picked' {
  if (pour.id === draggedId || pour.id === props.pickedId) return 'picked';
  return pour.id === props.selectedId ? 'selected' : 'still';
}

/** Month and day for the first week of a month, the day alone for the others; narrow columns name months only. */
function weekLabel(label: string, index: number, mondays: readonly string[], weekWidth: number): string {
  const isFirst = index === 0 || mondays[index]?.slice(0, 7) !== mondays[index - 1]?.slice(0, 7);
  if (isFirst)
    return weekWidth < 44 ? (label.split(' ').find((word) => Number.isNaN(Number(word))) ?? '') : label;
  return weekWidth < 30 ? '' : String(Number(mondays[index]?.slice(8)));
}

/** The next pill in that direction, by where it stands on the board. */
function focusNeighbour(from: HTMLElement, key: string): void {
  const board = from.closest(`.${styles.board}`);
  const here = from.getBoundingClientRect();
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  const candidates = [...(board?.querySelectorAll<HTMLElement>('[data-pour] > button:first-child') ?? [])]
    .filter((pill) => pill !== from)
    .map((pill) => {
      const there = pill.getBoundingClientRect();
      const along = (isAcross ? there.left - here.left : there.top - here.top) * sign;
      const aside = Math.abs(isAcross ? there.top - here.top : there.left - here.left);
      return { pill, along, cost: along + aside * 4 };
    })
    .filter(({ along }) => along > 4)
    .sort((a, b) => a.cost - b.cost);
  candidates[0]?.pill.focus();
}
