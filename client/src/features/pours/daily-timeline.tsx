import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Conflict } from 'shared/domain/pours/conflicts.ts';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { clockInZone, dayInZone } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { Scissors } from 'lucide-react';
import type { DailyLane, DailyPour, DailyWindow } from './daily-model.ts';
import { pourName } from './pour-name.ts';
import { usePoursText } from './pours-strings.ts';
import { StatusPill } from './status-pill.tsx';
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
  readonly noteOf: (pour: Pour) => string;
  readonly crewOf: (foreman: Employee | undefined) => number | undefined;
  readonly sayConflict: (conflict: Conflict) => string;
}

const LINE_HEIGHT = 84;
const LANE_PAD = 10;
const BAND_TOP = 26;

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
                <Band
                  key={one.pour.id}
                  one={one}
                  at={at}
                  top={LANE_PAD + one.line * LINE_HEIGHT}
                  {...props}
                />
              ))}
            </div>
          </section>
        ))}
        <div className={styles.overlay}>
          {[...Map.groupBy(props.conflicts, ({ pourIds }) => pourIds.join())].map(([pair, conflicts]) => (
            <Tie key={pair} conflicts={conflicts} at={at} positions={positions} say={props.sayConflict} />
          ))}
          {isNowShown && (
            <div className={styles.now} style={{ insetInlineStart: `${at(props.now)}%` }}>
              <span>{format.time(props.now, zone, { meridiem: false })}</span>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function CrewCount({ count }: { readonly count: number | undefined }) {
  const text = usePoursText();
  return count === undefined ? null : <span>{text('crewPeople', { count })}</span>;
}

interface BandProps extends DailyTimelineProps {
  readonly one: DailyPour;
  readonly at: (ms: number) => number;
  readonly top: number;
}

function Band({ one, at, top, selectedId, onChoose, hueOf, noteOf, zone }: BandProps) {
  const text = usePoursText();
  const format = useFormat();
  const { pour, placing, whole } = one;
  const status = statusOf(pour);
  const ready = readinessOf(pour);
  const wanted = ready.confirmed.length + ready.open.length;
  const cy = plannedCy(pour);
  const from = Math.max(at(placing.from), 0);
  const placed = Math.min(at(placing.to), 100);
  const to = Math.min(at(whole.to), 100);
  const name = pourName(pour, text('unnamed'));
  const sawCut = pour.sawCutAt === undefined ? undefined : at(Date.parse(pour.sawCutAt));
  return (
    <>
      <button
        type="button"
        className={styles.pour}
        data-hue={hueOf(pour)}
        data-status={status}
        data-selected={pour.id === selectedId || undefined}
        style={{ insetInlineStart: `${from}%`, top, minWidth: `${Math.max(to - from, 1)}%` }}
        aria-pressed={pour.id === selectedId}
        onClick={() => onChoose(pour)}
      >
        <span className={styles.words}>
          <b>{`${name} `}</b>
          {cy !== undefined && (
            <b>
              {format.number(cy, 0)}
              <small> CY </small>
            </b>
          )}
          <StatusPill status={status} />
          <i className={styles.whispered}>
            {`, ${format.time(placing.from, zone)}, ${text('readyOf', { done: ready.confirmed.length, wanted })}, `}
          </i>
        </span>
        <span className={styles.note}>
          <span className={styles.meter} aria-hidden>
            {Array.from({ length: wanted }, (_, index) => (
              <i key={index} data-done={index < ready.confirmed.length || undefined} />
            ))}
          </span>
          {ready.confirmed.length}/{wanted} · {noteOf(pour)}
        </span>
      </button>
      <div
        className={styles.band}
        data-hue={hueOf(pour)}
        data-status={status}
        style={{ insetInlineStart: `${from}%`, width: `${to - from}%`, top: top + BAND_TOP }}
      >
        <span
          className={styles.placing}
          style={{ width: `${((placed - from) / Math.max(to - from, 0.01)) * 100}%` }}
        >
          <em>{text('placing')}</em>
        </span>
        <span className={styles.finishing}>
          <em>{text('finishing')}</em>
        </span>
      </div>
      {sawCut !== undefined && sawCut >= 0 && sawCut <= 98 && (
        <span
          className={styles.sawCut}
          data-hue={hueOf(pour)}
          style={{ insetInlineStart: `${sawCut}%`, top: top + BAND_TOP }}
          title={text('sawCut')}
        >
          <Scissors aria-label={text('sawCut')} />
        </span>
      )}
    </>
  );
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
