import { Scissors } from 'lucide-react';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import type { DailyPour } from './daily-model.ts';
import { usePoursText } from './pours-strings.ts';
import { StatusPill } from './status-pill.tsx';
import styles from './daily-band.module.css';

/** How far a band hangs below its words, in px. */
export const BAND_TOP = 26;

/** So far past the end of its band the words of a pour may stand, which stay in sight while the band scrolls away. */
const WORDS_PAST_PX = 160;

interface DailyBandProps {
  readonly one: DailyPour;
  /** Where an instant stands, in percent of the day. */
  readonly at: (ms: number) => number;
  /** From the top of its lane, in px. */
  readonly top: number;
  readonly zone: string;
  readonly name: string;
  readonly note: string;
  readonly hue: number | undefined;
  readonly isSelected: boolean;
  readonly onChoose: (pour: Pour) => void;
}

/** One pour of the day: its words, the band of placing and finishing, how ready it is and who supplies it. */
export function DailyBand({ one, at, top, zone, name, note, hue, isSelected, onChoose }: DailyBandProps) {
  const text = usePoursText();
  const format = useFormat();
  const { pour, placing, whole, until } = one;
  const status = statusOf(pour);
  const ready = readinessOf(pour);
  const wanted = ready.confirmed.length + ready.open.length;
  const cy = plannedCy(pour);
  const from = Math.max(at(placing.from), 0);
  const placed = Math.min(at(placing.to), 100);
  const to = Math.min(at(whole.to), 100);
  const room = `calc(${(until === undefined ? 100 : at(until)) - from}% - 8px)`;
  const sawCut = pour.sawCutAt === undefined ? undefined : at(Date.parse(pour.sawCutAt));
  return (
    <>
      <button
        type="button"
        className={styles.pour}
        data-hue={hue}
        data-status={status}
        data-selected={isSelected || undefined}
        style={{
          insetInlineStart: `${from}%`,
          top,
          minWidth: `min(calc(${to - from}% + ${WORDS_PAST_PX}px), ${room})`,
          maxWidth: room,
        }}
        aria-pressed={isSelected}
        onClick={() => onChoose(pour)}
      >
        <span className={styles.words}>
          <b className={styles.name}>{`${name} `}</b>
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
          <span>
            {ready.confirmed.length}/{wanted}
          </span>
          <span className={styles.supply}>{note}</span>
        </span>
      </button>
      <div
        className={styles.band}
        data-hue={hue}
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
          data-hue={hue}
          style={{ insetInlineStart: `${sawCut}%`, top: top + BAND_TOP }}
          title={text('sawCut')}
        >
          <Scissors aria-label={text('sawCut')} />
        </span>
      )}
    </>
  );
}
