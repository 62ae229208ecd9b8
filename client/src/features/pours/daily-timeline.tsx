import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Conflict } from 'shared/domain/pours/conflicts.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { clockInZone, dayInZone } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { BAND_TOP, DailyBand } from './daily-band.tsx';
import type { DailyLane, DailyWindow } from './daily-model.ts';
import { usePoursText } from './pours-strings.ts';
import styles from './daily-timeline.module.css';

interface DailyTimelineProps {
  readonly window: DailyWindow;
  readonly lanes: readonly DailyLane[];
  readonly conflicts: readonly Conflict[];
  readonly zone: string;
  readonly now: number;
  readonly selectedId: string | undefined;
  readonly onChoose: (pour: Pour) => void;
  readonly hueOf: (pour: Pour) => number | undefined;
  readonly nameOf: (pour: Pour) => string;
  readonly noteOf: (pour: Pour) => string;
  readonly crewOf: (foreman: Employee | undefined) => number | undefined;
  readonly sayConflict: (conflict: Conflict) => string;
}

const LINE_HEIGHT = 84;
const LANE_PAD = 10;

/** Hours across, foremen down; each pour a band of placing and finishing, clashes tied together in red. */
export function DailyTimeline(props: DailyTimelineProps) {
  const { window, lanes, zone } = props;
  const text = usePoursText();
  const format = useFormat();
  const span = window.to - window.from;
  const at = (ms: number): number => ((ms - window.from) / span) * 100;
  const tops = useMemo(() => laneTops(lanes), [lanes]);
  const positions = useMemo(
    () =>
      new Map(
        lanes.flatMap((lane, index) =>
          lane.pours.map(
            (one) =>
              [one.pour.id, { ...one, top: (tops[index] ?? 0) + LANE_PAD + one.line * LINE_HEIGHT }] as const,
          ),
        ),
      ),
    [lanes, tops],
  );
  const height = tops[lanes.length] ?? 0;
  const isNowShown = props.now >= window.from && props.now < window.to;
  const scroller = useRef<HTMLDivElement>(null);
  const { from: windowFrom } = window;
  const opening = useRef(0);
  opening.current = at(openingMs(props));
  useLayoutEffect(() => {
    const board = scroller.current;
    if (board) board.scrollLeft = (board.scrollWidth * opening.current) / 100;
  }, [windowFrom]);
  return (
    <div ref={scroller} className={styles.timeline} style={{ '--hours': window.hours.length }}>
      <div className={styles.head}>
        <div className={styles.corner} />
        <div className={styles.hours} aria-hidden>
          {window.hours.map((hour, index) => {
            const isMidnight = clockInZone(hour, zone) === '00:00';
            return (
              <span key={hour} data-midnight={isMidnight || undefined}>
                {isMidnight
                  ? format.day(dayInZone(hour, zone))
                  : index % 2 === 0
                    ? hourLabel(clockInZone(hour, zone))
                    : ''}
              </span>
            );
          })}
          {isNowShown && (
            <b style={{ insetInlineStart: `${at(props.now)}%` }}>
              {text('nowAt', { time: format.time(props.now, zone, { meridiem: false }) })}
            </b>
          )}
        </div>
      </div>
      <div className={styles.body} style={{ height }}>
        {lanes.map((lane, index) => (
          <section
            key={lane.key}
            className={styles.lane}
            aria-label={lane.foreman?.name ?? text('noForeman')}
            style={{ top: tops[index], height: (tops[index + 1] ?? 0) - (tops[index] ?? 0) }}
          >
            <header className={styles.name}>
              <strong>{shortName(lane.foreman) || text('noForeman')}</strong>
              <CrewCount count={props.crewOf(lane.foreman)} />
            </header>
            <div className={styles.track}>
              {lane.pours.map((one) => (
                <DailyBand
                  key={one.pour.id}
                  one={one}
                  at={at}
                  top={LANE_PAD + one.line * LINE_HEIGHT}
                  zone={zone}
                  name={props.nameOf(one.pour)}
                  note={props.noteOf(one.pour)}
                  hue={props.hueOf(one.pour)}
                  isSelected={one.pour.id === props.selectedId}
                  onChoose={props.onChoose}
                />
              ))}
            </div>
          </section>
        ))}
        <div className={styles.overlay}>
          {[...Map.groupBy(props.conflicts, ({ pourIds }) => pourIds.join())].map(([pair, conflicts]) => (
            <Tie key={pair} conflicts={conflicts} at={at} positions={positions} say={props.sayConflict} />
          ))}
          {isNowShown && <div className={styles.now} style={{ insetInlineStart: `${at(props.now)}%` }} />}
        </div>
      </div>
    </div>
  );
}

function CrewCount({ count }: { readonly count: number | undefined }) {
  const text = usePoursText();
  return count === undefined ? null : <span>{text('crewPeople', { count })}</span>;
}

interface TieProps {
  /** All clashes of two pours; they are told as one. */
  readonly conflicts: readonly Conflict[];
  readonly at: (ms: number) => number;
  readonly positions: ReadonlyMap<string, { readonly top: number }>;
  readonly say: (conflict: Conflict) => string;
}

/** Far enough to the right that the words would run out of the day. */
const FLIP_PERCENT = 72;

/** A red line from one pour to the other at the hour where both want the same thing. */
function Tie({ conflicts, at, positions, say }: TieProps) {
  const text = usePoursText();
  const [worst] = conflicts;
  if (!worst) return null;
  const [upper = 0, lower = 0] = worst.pourIds.map((id) => positions.get(id)?.top ?? 0).sort((a, b) => a - b);
  const others = conflicts.length - 1;
  return (
    <div
      className={styles.tie}
      data-flip={at(worst.to) > FLIP_PERCENT || undefined}
      data-same-lane={lower - upper === LINE_HEIGHT || undefined}
      style={{
        insetInlineStart: `${Math.min(at(worst.to), 99)}%`,
        top: upper + BAND_TOP + 14,
        height: Math.max(lower - upper, 14),
      }}
    >
      <span role="note" title={conflicts.map(say).join('\n')}>
        {say(worst)}
        {others > 0 && ` ${text('andMore', { count: others })}`}
      </span>
    </div>
  );
}

const laneTops = (lanes: readonly DailyLane[]): number[] => {
  const tops = [0];
  for (const lane of lanes) tops.push((tops.at(-1) ?? 0) + lane.lines * LINE_HEIGHT + LANE_PAD);
  return tops;
};

const LEAD_MS = 2 * 3_600_000;

/** What is in sight first: now, on a day that is not today its first pour; two hours before either. */
function openingMs({ window, lanes, now }: DailyTimelineProps): number {
  const starts = lanes.flatMap((lane) => lane.pours.map(({ placing }) => placing.from));
  const isToday = now >= window.from && now < window.to;
  return Math.max((isToday ? now : Math.min(...starts, window.to)) - LEAD_MS, window.from);
}

/** 06:00 → "6a", 18:00 → "6p". */
function hourLabel(clock: string): string {
  const hour = Number(clock.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'a' : 'p'}`;
}
