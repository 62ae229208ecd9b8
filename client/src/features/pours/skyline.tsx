import { overCapacityCy, type WeekOfConcrete } from 'shared/domain/pours/lookahead.ts';
import { useFormat } from '../../lib/format.ts';
import { usePoursText } from './pours-strings.ts';
import styles from './skyline.module.css';

interface SkylineProps {
  readonly weeks: readonly WeekOfConcrete[];
  readonly capacityCy: number | undefined;
  /** Of weeks before this day nobody here knows the yards. */
  readonly unknownBefore: string | undefined;
  /** The weeks on the board below: first and how many. */
  readonly visible: { readonly from: number; readonly count: number };
  readonly onShow: (weekIndex: number) => void;
}

/** Fifty-two weeks of yards at a glance: committed filled, tentative outlined, red where a week is over capacity. */
export function Skyline({ weeks, capacityCy, unknownBefore = '', visible, onShow }: SkylineProps) {
  const text = usePoursText();
  const format = useFormat();
  const tallest =
    Math.max(capacityCy ?? 0, ...weeks.map((week) => week.committedCy + week.tentativeCy), 1) * 1.12;
  const percent = (cy: number): string => `${(cy / tallest) * 100}%`;
  const share = (count: number): string => `${(count / weeks.length) * 100}%`;
  return (
    <div className={styles.skyline}>
      <div className={styles.plot}>
        {weeks.map((week, index) => {
          const month = monthStart(weeks, index);
          const isOver = overCapacityCy(week, capacityCy) > 0;
          return (
            <button
              key={week.weekStart}
              type="button"
              className={styles.week}
              tabIndex={index === visible.from ? 0 : -1}
              onClick={() => onShow(index)}
            >
              <span className={styles.bar} data-over={isOver || undefined}>
                <span className={styles.tentative} style={{ height: percent(week.tentativeCy) }} />
                <span className={styles.committed} style={{ height: percent(week.committedCy) }} />
              </span>
              {month && (
                <span className={styles.month} data-minor={isMinor(week.weekStart) || undefined}>
                  {monthLabel(format.month(week.weekStart), index, week.weekStart)}
                </span>
              )}
              <span className={styles.whispered}>
                {` ${text(week.weekStart < unknownBefore ? 'weekUnknown' : 'weekSummary', {
                  day: format.shortDay(week.weekStart),
                  committed: format.number(week.committedCy, 0),
                  tentative: format.number(week.tentativeCy, 0),
                })}`}
              </span>
            </button>
          );
        })}
        {capacityCy !== undefined && (
          <div
            className={styles.capacity}
            style={{ bottom: `calc(var(--axis) + (100% - var(--axis)) * ${capacityCy / tallest})` }}
          >
            <span>{text('capacityLine', { capacity: format.number(capacityCy, 0) })}</span>
          </div>
        )}
        <div
          className={styles.window}
          style={{
            left: share(visible.from),
            width: share(Math.min(visible.count, weeks.length - visible.from)),
          }}
        />
      </div>
    </div>
  );
}

/** A month is named under the first week that begins in it; one of which only a week is left has no room. */
function monthStart(weeks: readonly WeekOfConcrete[], index: number): boolean {
  const monthAt = (at: number): string | undefined => weeks[at]?.weekStart.slice(0, 7);
  return index === 0 ? monthAt(0) === monthAt(1) : monthAt(index) !== monthAt(index - 1);
}

/** Where there is room for four months only, it is the quarters that are named. */
const isMinor = (weekStart: string): boolean => (Number(weekStart.slice(5, 7)) - 1) % 3 !== 0;

/** January is told by its year, which has the room of a month. */
const monthLabel = (month: string, index: number, weekStart: string): string =>
  index > 0 && weekStart.slice(5, 7) === '01' ? weekStart.slice(0, 4) : month.slice(0, 3);
