import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { balance, weekRange } from 'shared/domain/schedule/heads.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';

import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { useFormat } from '../../lib/format.ts';
import { mayPlan } from './edit-rights.ts';
import type { Layout, PlacedColumn, PlacedWeek } from './grid-columns.ts';
import { useValue } from './live-value.ts';
import { isArriving, type ScheduleStore, type SharedFacts } from './schedule-store.ts';
import { useFacts, useSession, useWeeksVersion } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
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
  readonly onTarget: (projectId: string, monday: string, heads: number) => void;
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
  readonly onTarget: HeadsProps['onTarget'];
}) {
  const { store, grid, rights } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  const facts = store.facts();
  const project = facts.jobs.byId.get(projectId);
  const held = useValue(grid.held);
  const isHeld = held?.kind === 'work' && held.work.kind === 'project' && held.work.projectId === projectId;
  const number = jobNumber(project, text);
  const target = facts.targetOf(projectId, monday);
  const [draft, setDraft] = useState<string>();
  useDirtyForm(draft !== undefined);
  const commit = (): void => {
    if (draft === undefined) return;
    const heads = Number.parseInt(draft, 10);
    setDraft(undefined);
    const next = Number.isNaN(heads) ? 0 : Math.max(0, Math.min(9999, heads));
    if (next !== (target ?? 0)) onTarget(projectId, monday, next);
  };
  const words = text('target', { job: number, day: format.shortDay(monday) });
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
      {mayPlan(rights) ? (
        <label className={cx(styles.target, target === undefined && draft === undefined && styles.noTarget)}>
          <span aria-hidden>{text('need', { count: '' }).trim()}</span>
          <input
            aria-label={words}
            title={words}
            inputMode="numeric"
            value={draft ?? target ?? ''}
            placeholder="–"
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setDraft(event.target.value.replace(/\D/g, '').slice(0, 4))}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key === 'Escape') setDraft(undefined);
            }}
          />
        </label>
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
}: {
  readonly projectId: string;
  readonly week: PlacedWeek;
  readonly layout: Layout;
  readonly facts: SharedFacts;
}) {
  const { store } = useSession();
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
  return (
    <HeadCell
      column={column}
      isFirst
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
}: {
  readonly column: PlacedColumn;
  readonly isFirst: boolean;
  readonly heads: number;
  readonly target: number | undefined;
  readonly label?: string;
  readonly isQuiet?: boolean;
}) {
  const text = useScheduleText();
  const state = balance(heads, target, column.working);
  const isShort = state.kind === 'short';
  return (
    <div
      className={cx(styles.headCell, isFirst && styles.weekEdge, isShort && styles.short)}
      style={placeOf(column.x, column.width)}
      title={
        state.kind === 'short'
          ? text('short', { count: state.by })
          : state.kind === 'over'
            ? text('over', { count: state.by })
            : undefined
      }
    >
      {isQuiet || (heads === 0 && !isShort) ? '·' : (label ?? heads)}
      {isShort && (
        <span className={styles.by}>
          <span aria-hidden>▼</span>
          {state.by}
        </span>
      )}
      {state.kind === 'over' && <span className={styles.over}>+{state.by}</span>}
    </div>
  );
}
