import { useDeferredValue, useMemo, useRef, useState, type PointerEvent } from 'react';
import { benchOf, type Idle } from 'shared/domain/schedule/bench.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { Popover } from '../../ui/popover.tsx';
import { Button } from '../../ui/button.tsx';
import { useValue } from './live-value.ts';
import { isArriving } from './schedule-store.ts';
import { useFacts, useSession, useWeeksVersion } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import styles from './below.module.css';

/** Weeks that the bench looks back to count idle days. */
export const BENCH_WEEKS = 3;
/** More chips than this do not help anybody find one; the rest stands in a list. */
const MOST_CHIPS = 24;

function useBench(monday: string, regionId: string | undefined): readonly Idle[] | undefined {
  const { store, today } = useSession();
  const facts = useFacts(store);
  const version = useDeferredValue(useWeeksVersion(store));
  return useMemo(() => {
    void version;
    if (isArriving(facts, monday)) return undefined;
    const from = mondayOf(today) === monday ? today : monday;
    const earliest = addDays(monday, -7 * BENCH_WEEKS);
    const known = facts.onlyKnown?.from;
    return benchOf({
      people: facts.employees.filter((one) => regionId === undefined || one.regionId === regionId),
      weekOf: store.weekOf,
      absencesOf: store.absencesOf,
      workingDays: facts.workingDays,
      monday,
      from,
      // Days in weeks that are not here yet are not idle days.
      earliest: known !== undefined && known > earliest ? known : earliest,
    });
  }, [store, facts, version, monday, today, regionId]);
}

/** Who has no work, longest idle first: pick one and tap a cell, or drag it there. */
export function BenchStrip({
  monday,
  regionId,
}: {
  readonly monday: string;
  readonly regionId: string | undefined;
}) {
  const text = useScheduleText();
  const idle = useBench(monday, regionId);
  if (!idle)
    return (
      <section className={styles.bench} aria-label={text('bench')}>
        <h2>{text('bench')}</h2>
        <span className={styles.quiet}>{text('weekArriving')}</span>
      </section>
    );
  const rest = idle.slice(MOST_CHIPS);
  return (
    <section className={styles.bench} aria-label={text('bench')}>
      <h2>{text('bench')}</h2>
      <b className={styles.benchCount}>{text('idle', { count: idle.length })}</b>
      {idle.length === 0 && <span className={styles.quiet}>{text('nobodyIdle')}</span>}
      <div className={styles.chips}>
        {idle.slice(0, MOST_CHIPS).map((one) => (
          <BenchChip key={one.person.id} idle={one} />
        ))}
        {rest.length > 0 && (
          <Popover
            label={text('bench')}
            trigger={
              <Button variant="quiet" size="s">
                {text('more_people', { count: rest.length })}
              </Button>
            }
          >
            <div className={styles.restOfBench}>
              {rest.map((one) => (
                <BenchChip key={one.person.id} idle={one} />
              ))}
            </div>
          </Popover>
        )}
      </div>
    </section>
  );
}

function BenchChip({ idle }: { readonly idle: Idle }) {
  const { grid } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  const held = useValue(grid.held);
  const { person, days, orMore, from } = idle;
  const isHeld = held?.kind === 'person' && held.person.id === person.id;
  const drag = useDragToGrid(person);
  return (
    <button
      type="button"
      className={cx(styles.chip, isHeld && styles.heldChip)}
      aria-pressed={isHeld}
      title={text('pickPerson', { name: shortName(person) })}
      {...drag}
    >
      <span>{shortName(person)}</span>
      {person.trade && <span className={styles.quiet}>{text(`trade-${person.trade}`)}</span>}
      <span className={styles.idle}>
        {days > 0
          ? text(orMore ? 'idleDaysMore' : 'idleDays', { days })
          : text('idleFrom', { day: format.weekday(from) })}
      </span>
    </button>
  );
}

/** A click picks the person up; a drag with the mouse puts them down where it ends. */
function useDragToGrid(person: Employee) {
  const { grid, actions } = useSession();
  const start = useRef<{ x: number; y: number }>(undefined);
  const [isDragging, setDragging] = useState(false);
  const pick = (): void => {
    const held = grid.held.get();
    grid.held.set(
      held?.kind === 'person' && held.person.id === person.id ? undefined : { kind: 'person', person },
    );
  };
  return {
    'data-dragging': isDragging || undefined,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'mouse' || event.button !== 0) return;
      start.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      if (!from) return;
      if (!isDragging && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 6) return;
      setDragging(true);
      grid.held.set({ kind: 'person', person });
      grid.target.set(actions.placeAt(event.clientX, event.clientY));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      start.current = undefined;
      if (!isDragging) return;
      const place = actions.placeAt(event.clientX, event.clientY);
      if (place) grid.place(place);
      grid.held.set(undefined);
      grid.target.set(undefined);
    },
    onPointerCancel: () => {
      start.current = undefined;
      setDragging(false);
      grid.target.set(undefined);
    },
    onClick: () => {
      if (isDragging) setDragging(false);
      else pick();
    },
  };
}
