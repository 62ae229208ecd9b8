import { Check } from 'lucide-react';
import { memo, type KeyboardEvent, type PointerEvent } from 'react';
import { isCommitted, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { usePoursText } from './pours-strings.ts';
import { shortPourName, statusKey } from './pour-name.ts';
import styles from './pour-pill.module.css';

interface PourPillProps {
  readonly pour: Pour;
  readonly hue: number | undefined;
  /** Too narrow for words: only the colour and the outline. */
  readonly tiny: boolean;
  /** Too narrow for yards with their unit and a status. */
  readonly slim: boolean;
  /** Too narrow for the name and a check that a finger hits. */
  readonly narrow: boolean;
  readonly state: 'still' | 'selected' | 'picked' | 'dragged';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Absent where this person may not plan. */
  readonly onPromote: ((pour: Pour) => void) | undefined;
  readonly onChoose: (pour: Pour) => void;
  readonly onPointerDown: (event: PointerEvent, pour: Pour) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, pour: Pour) => void;
}

/** One pour of the lookahead: outlined while it is an idea, filled once it is committed. */
export const PourPill = memo(function PourPill(props: PourPillProps) {
  const { pour, hue, tiny, state, left, top, width, onPromote } = props;
  const text = usePoursText();
  const format = useFormat();
  const status = statusOf(pour);
  const name = shortPourName(pour, text('unnamed'));
  const cy = plannedCy(pour);
  const said = [text(statusKey(pour)), pour.day && format.day(pour.day)].filter(Boolean).join(', ');
  return (
    <div
      className={styles.pill}
      data-hue={hue}
      data-status={status}
      data-committed={isCommitted(status) || undefined}
      data-state={state}
      data-tiny={tiny || undefined}
      data-slim={props.slim || undefined}
      data-narrow={props.narrow || undefined}
      data-pour={pour.id}
      style={{ insetInlineStart: left, top, width }}
    >
      <button
        type="button"
        className={styles.body}
        aria-pressed={state === 'selected' || state === 'picked'}
        onClick={() => props.onChoose(pour)}
        onPointerDown={(event) => props.onPointerDown(event, pour)}
        onKeyDown={(event) => props.onKeyDown(event, pour)}
      >
        {/* What is read aloud begins with what is seen; a tiny pill says all of it to the ear alone. */}
        <span className={tiny ? styles.whispered : styles.name}>{`${name} `}</span>
        <span className={tiny ? styles.whispered : styles.cy}>
          {cy === undefined ? '– ' : format.number(cy, 0)}
          {cy !== undefined && <small> CY</small>}
          {(status === 'on_hold' || status === 'complete') && (
            <em>
              <i> · </i>
              {text(`status_${status}`)}
            </em>
          )}
        </span>
        <span className={styles.whispered}>{`, ${said}`}</span>
      </button>
      {!tiny && status === 'tentative' && onPromote && (
        <button
          type="button"
          className={styles.check}
          aria-label={text('promoteNamed', { name })}
          title={text('promote')}
          onClick={() => onPromote(pour)}
        >
          <Check aria-hidden />
        </button>
      )}
    </div>
  );
});
