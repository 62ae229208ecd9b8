import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import styles from './pill.module.css';

/** go: confirmed · outline: scheduled · dashed: tentative · hold: amber · stop: red · done: muted · project: with `hue` */
export type PillTone = 'plain' | 'go' | 'hold' | 'stop' | 'act' | 'outline' | 'dashed' | 'strong' | 'done';

export function Pill({
  tone = 'plain',
  hue,
  icon,
  children,
}: {
  readonly tone?: PillTone;
  readonly hue?: number;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={cx(styles.pill, hue === undefined ? styles[tone] : styles.project)}
      {...(hue !== undefined && { 'data-hue': hue })}
    >
      {icon}
      {children}
    </span>
  );
}
