import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { balance, weekRange } from 'shared/domain/schedule/heads.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';

import { cx } from '../../lib/class-names.ts';
import { mayPlanWeek } from './edit-rights.ts';
import type { Layout, PlacedColumn, PlacedWeek } from './grid-columns.ts';
import { useValue } from './live-value.ts';
import { isArriving, type ScheduleStore, type SharedFacts } from './schedule-store.ts';
import { useFacts, useSession, useWeeksVersion } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { TargetInput, type SetTarget } from './target-input.tsx';
import { placeOf } from './week-cells.tsx';
import { jobName, jobNumber } from './work-names.ts';
import styles from './below.module.css';

interface HeadsProps {
  readonly layout: Layout;
  readonly nameWidth: number;
  readonly rowHeight: number;
  readonly regionId: string | undefined;
  readonly scrollLeft: { readonly current: number };
  readonly onScroller: (element: HTMLDivElement | null) => void;
  readonly onTarget: SetTarget;
}

/** Jobs that have heads or a target in the weeks shown, the largest of the first week first. */
function jobsShown(
  store: ScheduleStore,
  facts: SharedFacts,
  layout: Layout,
  regionId: string | undefined,
): string[] {
  const weight = new Map<string, number>();
  layout.weeks.forEach(({ monday }, at) => {
    if (isArriving(facts, monday)) return;
    for (const [projectId, heads] of store.heads(monday)) {
      const most = Math.max(...heads);
      if (most > 0)
        weight.set(projectId, Math.max(weight.get(projectId) ?? 0, at === 0 ? most + 1000 : most));
    }
    for (const project of facts.jobs.byId.values()) {
      const target = facts.targetOf(project.id, monday);
      if (target !== undefined)
        weight.set(project.id, Math.max(weight.get(project.id) ?? 0, at === 0 ? target + 1000 : target));
    }
  });
  const number = (id: string): string => facts.jobs.byId.get(id)?.number ?? '';
  return [...weight]
    .filter(([id]) => regionId === undefined || facts.jobs.byId.get(id)?.regionId === regionId)
    .sort((a, b) => b[1] - a[1] || number(a[0]).localeCompare(number(b[0]), 'en', { numeric: true }))
    .map(([id]) => id);
}

/** Heads per job per day against the target. The target is changed in its place. */
export function HeadsBlock({
  layout,
  nameWidth,
  rowHeight,
  regionId,
  scrollLeft,
  onScroller,
  onTarget,
}: HeadsProps) {
  const { store } = useSession();
  const text = useScheduleText();
  const facts = useFacts(store);
  const version = useDeferredValue(useWeeksVersion(store));
  const scroller = useRef<HTMLDivElement>(null);
  const jobs = useMemo(() => {
    void version;
    return jobsShown(store, facts, layout, regionId);
  }, [store, facts, layout, regionId, version]);
  const virtualizer = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useLayoutEffect(() => {
    onScroller(scroller.current);
    if (scroller.current) scroller.current.scrollLeft = scrollLeft.current;
    return () => onScroller(null);
  }, [onScroller, scrollLeft]);
  return (
    <div
      ref={scroller}
      className={styles.heads}
      role="region"
      aria-label={text('headsLabel')}
      // Its own focus, so that the keyboard can scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {jobs.length === 0 ? (
        <p className={styles.noHeads}>{text('noHeads')}</p>
      ) : (
        <div
          className={styles.headsBody}
          style={{ width: nameWidth + layout.width, height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const projectId = jobs[item.index];
            return projectId === undefined ? null : (
              <div key={projectId} className={styles.job} style={{ top: item.start, height: rowHeight }}>
                <JobName
                  projectId={projectId}
                  monday={layout.weeks[0]?.monday ?? ''}
                  width={nameWidth}
                  onTarget={onTarget}
                />
                <div className={styles.jobCells} style={{ width: layout.width }}>
                  {layout.weeks.map((week) => (
                    <WeekHeads
                      key={week.monday}
                      projectId={projectId}
                      week={week}
                      layout={layout}
                      facts={facts}
                      onTarget={onTarget}
                    />
                  ))}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

function JobName({
  projectId,
  monday,
  width,
  onTarget,
}: {
  readonly projectId: string;
  readonly monday: string;
  readonly width: number;
  readonly onTarget: SetTarget;
}) {
  const { store, grid, rights } = useSession();
  const text = useScheduleText();
  const facts = store.facts();
  const project = facts.jobs.byId.get(projectId);
  const held = useValue(grid.held);
  const isHeld = held?.kind === 'work' && held.work.kind === 'project' && held.work.projectId === projectId;
  const number = jobNumber(project, text);
  const target = facts.targetOf(projectId, monday);
  return (
    <div className={styles.jobName} style={{ width }}>
      <button
        type="button"
        className={cx(styles.pickJob, isHeld && styles.heldJob)}
        aria-pressed={isHeld}
        disabled={rights.kind === 'none'}
        title={text('pickJob', { job: number })}
        onClick={() =>
          grid.held.set(isHeld ? undefined : { kind: 'work', work: { kind: 'project', projectId } })
        }
      >
        <span className={styles.swatch} data-hue={hueOf(project)} />
        <b>{number}</b>
        <span className={styles.jobTitle}>{jobName(project)}</span>
      </button>
      {mayPlanWeek(rights, monday) ? (
        <TargetInput projectId={projectId} monday={monday} onTarget={onTarget} />
      ) : (
        target !== undefined && <span className={styles.quiet}>{text('need', { count: target })}</span>
      )}
    </div>
  );
}

function WeekHeads({
  projectId,
  week,
  layout,
  facts,
  onTarget,
}: {
  readonly projectId: string;
  readonly week: PlacedWeek;
  readonly layout: Layout;
  readonly facts: SharedFacts;
  readonly onTarget: SetTarget;
}) {
  const { store, rights } = useSession();
  const [isAsked, setAsked] = useState(false);
  if (isArriving(facts, week.monday))
    return layout.columns
      .slice(week.first, week.last + 1)
      .map((column, at) => (
        <div
          key={column.x}
          className={cx(styles.headCell, at === 0 && styles.weekEdge, styles.arriving)}
          style={placeOf(column.x, column.width)}
        />
      ));
  const heads = store.heads(week.monday).get(projectId) ?? [];
  const target = facts.targetOf(projectId, week.monday);
  if (week.isOpen)
    return layout.columns
      .slice(week.first, week.last + 1)
      .map((column, at) => (
        <HeadCell key={column.x} column={column} isFirst={at === 0} heads={heads[at] ?? 0} target={target} />
      ));
  const { least, most } = weekRange(heads, facts.workingDays);
  const column = layout.columns[week.first];
  if (!column) return null;
  if (isAsked)
    return (
      <div className={cx(styles.headCell, styles.weekEdge)} style={placeOf(column.x, column.width)}>
        <TargetInput
          projectId={projectId}
          monday={week.monday}
          onTarget={onTarget}
          onDone={() => setAsked(false)}
        />
      </div>
    );
  return (
    <HeadCell
      column={column}
      isFirst
      {...(mayPlanWeek(rights, week.monday) && { onPress: () => setAsked(true) })}
      heads={least}
      target={target}
      label={least === most ? String(most) : `${least}–${most}`}
      isQuiet={most === 0 && target === undefined}
    />
  );
}

function HeadCell({
  column,
  isFirst,
  heads,
  target,
  label,
  isQuiet = false,
  onPress,
}: {
  readonly column: PlacedColumn;
  readonly isFirst: boolean;
  readonly heads: number;
  readonly target: number | undefined;
  readonly label?: string;
  readonly isQuiet?: boolean;
  /** Asks for the week's target in its place. */
  readonly onPress?: () => void;
}) {
  const text = useScheduleText();
  const state = balance(heads, target, column.working);
  const isShort = state.kind === 'short';
  const told = [
    ...(target === undefined ? [] : [text('need', { count: target })]),
    ...(state.kind === 'short' || state.kind === 'over' ? [text(state.kind, { count: state.by })] : []),
    ...(onPress ? [text('setTarget')] : []),
  ].join(' · ');
  const content = (
    <>
      {isQuiet || (heads === 0 && !isShort) ? '·' : (label ?? heads)}
      {isShort && (
        <span className={styles.by}>
          <span aria-hidden>▼</span>
          {state.by}
        </span>
      )}
      {state.kind === 'over' && <span className={styles.over}>+{state.by}</span>}
    </>
  );
  const place = {
    className: cx(
      styles.headCell,
      isFirst && styles.weekEdge,
      isShort && styles.short,
      onPress && styles.asks,
    ),
    style: placeOf(column.x, column.width),
    title: told,
  };
  return onPress ? (
    <button type="button" {...place} onClick={onPress}>
      {content}
    </button>
  ) : (
    <div {...place}>{content}</div>
  );
}
