import { ChevronDown, ChevronUp, PanelRight, Lock } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { addDays } from 'shared/lib/days.ts';
import { useMedia } from '../../lib/media.ts';
import { useDensity, useToggle } from '../../lib/preferences.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Pill } from '../../ui/pill.tsx';
import { BenchStrip } from './bench-strip.tsx';
import { CellDrawer } from './cell-drawer.tsx';
import { isOldWeek } from './edit-rights.ts';
import { layoutOf, mondaysOf } from './grid-columns.ts';
import { GridMenu } from './grid-menu.tsx';
import type { Row } from './grid-rows.ts';
import { HeadsBlock } from './heads-block.tsx';
import { useValue } from './live-value.ts';
import { PickTray } from './pick-tray.tsx';
import type { SchedulePageProps } from './schedule-slots.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { ScheduleTools, WeekArrows, WeekTitle, type View } from './schedule-toolbar.tsx';
import { useRows } from './use-rows.ts';
import { OldWeeksLine } from './old-weeks-line.tsx';
import { useScheduleCommands } from './use-schedule-commands.ts';
import { WeekGrid } from './week-grid.tsx';
import { useSetTarget, whyNot } from './use-schedule-session.ts';
import styles from './schedule.module.css';

const ROW_HEIGHT = { desk: 28, touch: 44, glove: 56 } as const;
const HEAD_HEIGHT = { desk: 33, touch: 40, glove: 48 } as const;

interface DeskProps extends SchedulePageProps {
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

export function DeskSchedule({ view, onView, actions: slot, personDrawer, cellHistory }: DeskProps) {
  const session = useSession();
  const { grid, actions, store, rights } = session;
  const text = useScheduleText();
  const facts = useFacts(store);
  const density = useDensity();
  const isNarrow = useMedia('(max-width: 1099px)');
  const isCoarse = useMedia('(pointer: coarse)');
  const [drawer, setDrawer] = useToggle('schedule.drawer', ['open', 'closed'], isNarrow ? 'closed' : 'open');
  const [heads, setHeads] = useToggle(
    'schedule.heads',
    ['open', 'closed'],
    isNarrow || isCoarse ? 'closed' : 'open',
  );
  const person = useValue(actions.person);
  const [menu, setMenu] = useState<{ x: number; y: number }>();
  const [width, measure] = useWidth();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const rowHeight = ROW_HEIGHT[density];
  const nameWidth = isNarrow ? 180 : 204;

  const layout = useMemo(
    () =>
      layoutOf({
        monday: view.monday,
        span: view.span,
        toggled,
        workingDays: facts.workingDays,
        room: Math.max(320, width - nameWidth),
        isCoarse,
      }),
    [view.monday, view.span, toggled, facts.workingDays, width, nameWidth, isCoarse],
  );
  const { rows, folded, setFolded, groupKeys } = useRows(view);
  const page = Math.max(4, Math.floor(((globalThis.innerHeight || 800) * 0.6) / rowHeight));
  useLayoutEffect(() => grid.setScene({ rows, layout, page }), [grid, rows, layout, page]);

  useOwnCrewFirst(rows);

  const onFold = useCallback(
    (key: string) =>
      setFolded((now) => {
        const next = new Set(now);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [setFolded],
  );
  useEffect(() => actions.onFold(onFold), [actions, onFold]);
  useEffect(
    () => actions.onShowWeek((by) => onView({ monday: addDays(view.monday, by * 7) })),
    [actions, onView, view.monday],
  );
  const allFolded = groupKeys.length > 0 && groupKeys.every((key) => folded.has(key));
  const onFoldAll = useCallback(
    () => setFolded(allFolded ? new Set() : new Set(groupKeys)),
    [allFolded, groupKeys, setFolded],
  );
  const onToggleWeek = useCallback(
    (monday: string) =>
      setToggled((now) => {
        const next = new Set(now);
        if (!next.delete(monday)) next.add(monday);
        return next;
      }),
    [],
  );
  const onTarget = useSetTarget();
  const scrollLeft = useRef(0);
  const headsScroller = useRef<HTMLDivElement | null>(null);
  const onScrollX = useCallback((left: number) => {
    scrollLeft.current = left;
    if (headsScroller.current) headsScroller.current.scrollLeft = left;
  }, []);
  const onHeadsScroller = useCallback((element: HTMLDivElement | null) => {
    headsScroller.current = element;
  }, []);
  useScheduleCommands(onFoldAll, allFolded);

  const limit = text(rights.kind === 'none' ? 'readOnly' : 'ownCrewOnly');
  const ownCrew = useMemo(
    () =>
      rows.flatMap((row) =>
        row.kind === 'group' && rights.kind === 'own crew' && rights.foremanIds.has(row.key) ? row.crew : [],
      ),
    [rows, rights],
  );
  const closePerson = (): void => actions.person.set(undefined);
  const side =
    person !== undefined && personDrawer ? (
      personDrawer(person, closePerson)
    ) : drawer === 'open' ? (
      <CellDrawer history={cellHistory} {...(isNarrow && { onClose: () => setDrawer('closed') })} />
    ) : undefined;
  const mondays = useMemo(() => mondaysOf(view.monday, view.span), [view.monday, view.span]);
  const extra: ReactNode =
    typeof slot === 'function'
      ? slot({
          monday: view.monday,
          weeks: mondaysOf(view.monday, view.span).length,
          ...(view.regionId !== undefined && { regionId: view.regionId }),
        })
      : slot;

  return (
    <Page
      before={<WeekArrows view={view} onView={onView} />}
      title={<WeekTitle monday={view.monday} />}
      tools={<ScheduleTools view={view} onView={onView} isNarrow={isNarrow} />}
      status={
        <>
          {(rights.kind === 'none' || rights.kind === 'own crew') && (
            <span title={whyNot(rights)}>
              <Pill tone="outline">
                <Lock
                  {...(isNarrow ? { role: 'img', 'aria-label': limit } : { 'aria-hidden': true })}
                  size={12}
                />{' '}
                {!isNarrow && limit}
              </Pill>
            </span>
          )}
          {extra}
          <IconButton
            label={text('details')}
            isChosen={drawer === 'open'}
            onPress={() => setDrawer(drawer === 'open' ? 'closed' : 'open')}
          >
            <PanelRight aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.main} ref={measure}>
          <OldWeeksLine mondays={mondays} />
          <WeekGrid
            rows={rows}
            layout={layout}
            rowHeight={rowHeight}
            headHeight={HEAD_HEIGHT[density]}
            nameWidth={nameWidth}
            allFolded={allFolded}
            isWide={layout.width + nameWidth > width}
            canFold={view.grouping !== 'name'}
            onFold={onFold}
            onFoldAll={onFoldAll}
            onToggleWeek={onToggleWeek}
            onMenu={setMenu}
            onScrollX={onScrollX}
            empty={
              <EmptyState
                title={text('noneFound')}
                actions={
                  <Button onPress={() => onView({ find: '', regionId: undefined })}>{text('showAll')}</Button>
                }
              >
                {text('noneFoundWhy')}
              </EmptyState>
            }
          />
          {isCoarse && <PickTray monday={view.monday} isTouch crew={ownCrew} />}
          <div className={styles.below}>
            {!isCoarse && <PickTray monday={view.monday} isTouch={false} />}
            {!isOldWeek(rights, view.monday) && <BenchStrip monday={view.monday} regionId={view.regionId} />}
            <IconButton
              label={text(heads === 'open' ? 'foldHeads' : 'unfoldHeads')}
              variant="quiet"
              size={isCoarse ? 'm' : 's'}
              className={styles.headsToggle ?? ''}
              onPress={() => setHeads(heads === 'open' ? 'closed' : 'open')}
            >
              {heads === 'open' ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
            </IconButton>
          </div>
          {heads === 'open' && (
            <HeadsBlock
              layout={layout}
              nameWidth={nameWidth}
              rowHeight={Math.min(rowHeight, 44)}
              regionId={view.regionId}
              scrollLeft={scrollLeft}
              onScroller={onHeadsScroller}
              onTarget={onTarget}
            />
          )}
        </div>
        {side !== undefined && (
          <aside className={styles.side} aria-label={text('details')}>
            {side}
          </aside>
        )}
      </div>
      {menu && <GridMenu at={menu} onClose={() => setMenu(undefined)} />}
    </Page>
  );
}

/** A foreman's screen begins on the own crew, which stands first. */
function useOwnCrewFirst(rows: readonly Row[]): void {
  const { grid, rights } = useSession();
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current || rights.kind !== 'own crew') return;
    const row = rows.findIndex((one) => rights.foremanIds.has(one.key));
    if (row < 0) return;
    isShown.current = true;
    grid.select({ row, column: 0 });
  }, [grid, rights, rows]);
}

/** The width of the grid's place, kept up to date. */
function useWidth(): [number, (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(1000);
  const observer = useRef<ResizeObserver>(undefined);
  const measure = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    setWidth(element.clientWidth);
    observer.current = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.current.observe(element);
  }, []);
  return [width, measure];
}
