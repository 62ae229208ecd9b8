import type { CSSProperties } from 'react';
import { cx } from '../lib/class-names.ts';
import styles from './ring.module.css';

export interface RingPerson {
  readonly name: string;
  /** Two letters beside the colour: who cannot tell the hues apart reads them. */
  readonly initials: string;
  readonly hue: number;
}

/** Shows that somebody else is at the element that it lies in, which has a place of its own (`position: relative`). */
export function Ring({
  people: [first, ...rest],
  style,
}: {
  readonly people: readonly RingPerson[];
  /** Where it lies, if not all around its element. */
  readonly style?: CSSProperties;
}) {
  if (!first) return null;
  return (
    <span
      className={cx(styles.ring)}
      data-hue={first.hue}
      role="img"
      aria-label={[first, ...rest].map(({ name }) => name).join(', ')}
      style={style}
    >
      <span className={styles.tag} aria-hidden>
        {first.initials}
        {rest.length > 0 && `+${rest.length}`}
      </span>
    </span>
  );
}
