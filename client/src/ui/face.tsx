import { cx } from '../lib/class-names.ts';
import { hueOfPerson, initialsOf } from '../lib/person-face.ts';
import styles from './face.module.css';

export interface FaceProps {
  readonly name: string;
  /** Gives the colour, the same on every screen; absent where nobody did it. */
  readonly userId: string | undefined;
  /** 20, 26 or 40 px. */
  readonly size?: 's' | 'm' | 'l';
  readonly className?: string | undefined;
}

/** A person's initials on their own colour. The name stands beside it, so that nobody hears it twice. */
export const Face = ({ name, userId, size = 'm', className }: FaceProps) => (
  <span className={cx(styles.face, styles[size], className)} data-hue={hueOfPerson(userId)} aria-hidden>
    {initialsOf(name)}
  </span>
);
