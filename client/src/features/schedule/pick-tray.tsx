import { Eraser, X } from 'lucide-react';
import { useMemo } from 'react';
import { STATUSES } from 'shared/domain/schedule/cell-text.ts';
import { sameWork, type Work } from 'shared/domain/schedule/cells.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { headsOf } from 'shared/domain/schedule/heads.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Popover } from '../../ui/popover.tsx';
import type { Held } from './grid-controller.ts';
import { useValue } from './live-value.ts';
import { useFacts, useSession, useWeeksVersion } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { useWorkOptions, workOfOption } from './work-options.ts';
import { longWork } from './work-names.ts';
import styles from './tray.module.css';

const MOST_JOBS = 14;

const NOBODY: readonly Employee[] = [];

/** The jobs of the week, the crew's own before those with most heads: what somebody is likely to want next. */
export function useBusyJobs(monday: string, crew: readonly Employee[] = NOBODY): readonly string[] {
  const { store } = useSession();
  const facts = useFacts(store);
  const version = useWeeksVersion(store);
  return useMemo(() => {
    void version;
    const own = headsOf(crew.flatMap((person) => store.weekOf(person.id, monday) ?? []));
    const weight = ([id, heads]: readonly [string, readonly number[]]): number =>
      Math.max(...heads) + 10_000 * Math.max(0, ...(own.get(id) ?? []));
    return [...store.heads(monday)]
      .filter(([id]) => facts.jobs.byId.has(id))
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, MOST_JOBS)
      .map(([id]) => id);
  }, [store, facts, version, monday, crew]);
}

/** For fingers: pick a job or status here, then tap cells, as many as you like. */
export function PickTray({
  monday,
  isTouch,
  crew,
}: {
  readonly monday: string;
  readonly isTouch: boolean;
  readonly crew?: readonly Employee[];
}) {
  const { grid, rights } = useSession();
  const held = useValue(grid.held);
  const text = useScheduleText();
  const busy = useBusyJobs(monday, crew);
  if (rights.kind === 'none' || (!isTouch && !held)) return null;
  const works: Work[] = [
    ...busy.map((projectId): Work => ({ kind: 'project', projectId })),
    ...STATUSES.map((status): Work => ({ kind: 'status', status })),
  ];
  return (
    <section
      className={cx(styles.tray, !isTouch && styles.floating)}
      data-held={held ? '' : undefined}
      aria-label={text('tray')}
    >
      <HeldName held={held} />
      {isTouch && (
        <div className={styles.chips}>
          <button
            type="button"
            className={cx(styles.chip, held?.kind === 'clear' && styles.held)}
            aria-pressed={held?.kind === 'clear'}
            onClick={() => grid.held.set(held?.kind === 'clear' ? undefined : { kind: 'clear' })}
          >
            <Eraser aria-hidden /> {text('trayClear')}
          </button>
          {works.map((work) => (
            <WorkChip
              key={work.kind === 'project' ? work.projectId : work.status}
              work={work}
              isHeld={held?.kind === 'work' && sameWork(held.work, work)}
              onPick={(isHeld) => grid.held.set(isHeld ? undefined : { kind: 'work', work })}
            />
          ))}
          <AllJobs onPick={(work) => grid.held.set({ kind: 'work', work })} />
        </div>
      )}
      {held && (
        <IconButton label={text('trayDone')} variant="quiet" onPress={() => grid.held.set(undefined)}>
          <X aria-hidden />
        </IconButton>
      )}
    </section>
  );
}

export function WorkChip({
  work,
  isHeld,
  onPick,
}: {
  readonly work: Work;
  readonly isHeld: boolean;
  readonly onPick: (isHeld: boolean) => void;
}) {
  const { store } = useSession();
  const text = useScheduleText();
  const { jobs } = store.facts();
  const project = work.kind === 'project' ? jobs.byId.get(work.projectId) : undefined;
  return (
    <button
      type="button"
      className={cx(styles.chip, work.kind === 'project' ? styles.job : styles.status, isHeld && styles.held)}
      data-hue={hueOf(project)}
      aria-pressed={isHeld}
      onClick={() => onPick(isHeld)}
    >
      {longWork(work, jobs, text)}
    </button>
  );
}

export function AllJobs({ onPick }: { readonly onPick: (work: Work) => void }) {
  const text = useScheduleText();
  const options = useWorkOptions();
  return (
    <Popover
      label={text('trayMore')}
      placement="top end"
      trigger={<Button variant="quiet">{text('trayMore')}</Button>}
    >
      {(close) => (
        <ComboField
          label={text('assignJob')}
          options={options}
          value={undefined}
          autoFocus
          onChange={(id) => {
            if (id === undefined) return;
            onPick(workOfOption(id));
            close();
          }}
        />
      )}
    </Popover>
  );
}

function HeldName({ held }: { readonly held: Held | undefined }) {
  const { store } = useSession();
  const text = useScheduleText();
  const what =
    held?.kind === 'person'
      ? shortName(held.person)
      : held?.kind === 'work'
        ? longWork(held.work, store.facts().jobs, text)
        : held
          ? text('trayClear')
          : undefined;
  return (
    <p className={styles.heldName} role="status">
      {what === undefined ? text('trayNothing') : text('trayHeld', { what })}
    </p>
  );
}
