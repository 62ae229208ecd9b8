import { CalendarClock, ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import type { Conflict } from 'shared/domain/pours/conflicts.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { crewsOf, peopleOf } from 'shared/domain/schedule/crews.ts';
import { isActive } from 'shared/domain/schedule/person-names.ts';
import { addDays, dayRange, mondayOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { useLive } from '../../db/use-live.ts';
import { useCommands } from '../../lib/commands.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinute } from '../../sync/use-clock.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { dailySchedule, dailyWindow } from './daily-model.ts';
import { DailyTimeline } from './daily-timeline.tsx';
import { NewPourDialog } from './new-pour-dialog.tsx';
import { PourDrawer } from './pour-drawer.tsx';
import { fullPourName, shortPourName } from './pour-name.ts';
import { usePourWords } from './pour-words.ts';
import { usePoursOfDays } from './old-pours.tsx';
import { liveWeekOf, type PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { usePourActions } from './use-pour-actions.ts';
import { usePourWorld } from './use-pour-world.ts';
import { zoneName } from './zone-name.ts';
import styles from './daily-page.module.css';

const SPANS = { day: 1, three: 3, week: 7 } as const;
type SpanChoice = keyof typeof SPANS;

/** The committed pours of a day (or three, or a week), hour by hour across midnight, in the site's zone. */
export function DailyPage({ actions }: { readonly actions?: ReactNode }) {
  const { world, zone } = usePourWorld();
  if (!world) return <Page><SkeletonRows rows={8} /></Page>; // prettier-ignore
  return <Daily world={world} zone={zone} actions={actions} />;
}

interface DailyProps {
  readonly world: PourWorld;
  readonly zone: string;
  readonly actions: ReactNode;
}

function Daily({ world, zone, actions }: DailyProps) {
  const text = usePoursText();
  const format = useFormat();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const { clock, db } = useWorkspace();
  const pourActions = usePourActions();
  const now = useMinute(clock);
  const [day, setDay] = useState(() => clock.today(zone));
  const [span, setSpan] = useState<SpanChoice>('day');
  const [selectedId, setSelectedId] = useState<string>();
  const [isNewOpen, setNewOpen] = useState(false);

  const window = useMemo(
    () => dailyWindow(day, SPANS[span], zone, world.pours),
    [day, span, zone, world.pours],
  );
  const schedule = useMemo(
    () =>
      dailySchedule(
        world.pours,
        window,
        dayRange(day, addDays(day, SPANS[span] - 1)),
        world.employees,
        (pour) => plannedCy(pour) ?? 0,
      ),
    [world, window, day, span],
  );
  const old = usePoursOfDays(day, addDays(day, SPANS[span]), 'with crews');
  const selected = world.pours.find((pour) => pour.id === selectedId);
  /** As they are tied: two pours with one foreman and one pump clash once. */
  const clashes = new Set(schedule.conflicts.map(({ pourIds }) => pourIds.join())).size;
  const sayConflict = useConflictWords(world, zone);
  const monday = mondayOf(day);
  const weeks = useLive(() => liveWeekOf(db, monday), [db, monday]);
  const crewSizes = useMemo(
    () => weeks && countCrews(world.employees.values(), weeks),
    [world.employees, weeks],
  );
  const nameOf = (pour: Pour): string => fullPourName(pour, projectOf(pour, world), text('unnamed'));
  const go = (days: number): void => setDay(addDays(day, days));

  useCommands([
    ...(pourActions.mayPlan ? [{ id: 'new-pour', title: text('newPour'), run: () => setNewOpen(true) }] : []),
    { id: 'daily-today', title: `${text('daily')}: ${text('today')}`, run: () => setDay(clock.today(zone)) },
  ]);

  return (
    <Page
      before={
        <>
          <IconButton label={text('dayBefore')} onPress={() => go(-SPANS[span])}>
            <ChevronLeft aria-hidden />
          </IconButton>
          <IconButton label={text('dayAfter')} onPress={() => go(SPANS[span])}>
            <ChevronRight aria-hidden />
          </IconButton>
        </>
      }
      title={format.day(day)}
      tools={
        <>
          <Segmented
            label={text('daily')}
            value={span}
            onChange={setSpan}
            items={[
              { id: 'day', label: text('spanDay') },
              { id: 'three', label: text('spanThree') },
              { id: 'week', label: text('spanWeek') },
            ]}
          />
          {day !== clock.today(zone) && (
            <Button onPress={() => setDay(clock.today(zone))}>{text('today')}</Button>
          )}
        </>
      }
      status={
        <>
          <span className={styles.quiet}>
            {text('daySum', { count: schedule.pours, cy: format.number(schedule.cy, 0) })} ·{' '}
            {clashes > 0 && `${text('clashCount', { count: clashes })} · `}
            {text('timesIn', { zone: zoneName(zone, window.from, format) })}
          </span>
          {actions}
        </>
      }
      primary={
        pourActions.mayPlan ? (
          <Button variant="act" icon={<Plus aria-hidden />} onPress={() => setNewOpen(true)}>
            {text('newPour')}
          </Button>
        ) : undefined
      }
      drawer={
        selected && (
          <PourDrawer
            pour={selected}
            world={world}
            zone={zone}
            clashes={schedule.conflicts
              .filter((conflict) => conflict.pourIds.includes(selected.id))
              .map(sayConflict)}
            onOpen={() => void navigate({ to: `/w/${workspace}/pours/${selected.id}` })}
            onClose={() => setSelectedId(undefined)}
          />
        )
      }
      drawerLabel={selected ? shortPourName(selected, text('unnamed')) : ''}
      onCloseDrawer={() => setSelectedId(undefined)}
      scrolls="within"
    >
      {old.line}
      {schedule.untimed.length > 0 && (
        <ul className={styles.untimed} aria-label={text('withoutTime')}>
          <li>{text('withoutTime')}</li>
          {schedule.untimed.map((pour) => (
            <li key={pour.id}>
              <Button size="s" onPress={() => setSelectedId(pour.id)}>
                {nameOf(pour)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {schedule.lanes.length === 0 ? (
        old.unknownBefore === undefined && (
          <EmptyState
            title={text('noPoursDay', { day: format.day(day) })}
            icon={<CalendarClock aria-hidden />}
          >
            {text('noPoursDayHint')}
          </EmptyState>
        )
      ) : (
        <DailyTimeline
          window={window}
          lanes={schedule.lanes}
          conflicts={schedule.conflicts}
          zone={zone}
          now={now}
          selectedId={selectedId}
          onChoose={(pour) => setSelectedId(pour.id)}
          hueOf={(pour) => projectOf(pour, world)?.colour}
          nameOf={nameOf}
          noteOf={(pour) => supplyNote(pour, world)}
          crewOf={(foreman) => foreman && crewSizes?.get(foreman.id)}
          sayConflict={sayConflict}
        />
      )}
      {isNewOpen && (
        <NewPourDialog
          world={world}
          zone={zone}
          day={day}
          status="scheduled"
          onClose={() => setNewOpen(false)}
          onCreated={setSelectedId}
        />
      )}
    </Page>
  );
}

function useConflictWords(world: PourWorld, zone: string): (conflict: Conflict) => string {
  const text = usePoursText();
  const format = useFormat();
  return (conflict) => {
    const times = {
      from: format.time(conflict.from, zone, { meridiem: false }),
      to: format.time(conflict.to, zone, { meridiem: false }),
    };
    const name =
      world.resources.get(conflict.subjectId)?.name ?? world.employees.get(conflict.subjectId)?.name ?? '?';
    return text(`clash_${conflict.kind}`, { name, ...times });
  };
}

/** The foreman counts, and the week's own word on who is in a crew, as in the schedule. */
function countCrews(
  employees: Iterable<Employee>,
  weeks: ReadonlyMap<string, ScheduleWeek>,
): ReadonlyMap<string, number> {
  const crews = crewsOf([...employees].filter(isActive), (id) => weeks.get(id));
  return new Map(crews.map((crew) => [crew.key, peopleOf(crew).length]));
}

const projectOf = (pour: Pour, world: PourWorld): Project | undefined =>
  pour.projectId === undefined ? undefined : world.projects.get(pour.projectId);

function supplyNote(pour: Pour, world: PourWorld): string {
  const named = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : world.resources.get(id)?.name;
  const method =
    pour.method === undefined || pour.pumpId !== undefined
      ? undefined
      : usePourWords.now(`method-${pour.method}`);
  return [named(pour.plantId) ?? named(pour.supplierId), named(pour.pumpId), method]
    .filter(Boolean)
    .join(' · ');
}
