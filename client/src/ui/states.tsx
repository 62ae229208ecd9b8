import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { Button } from './button.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './states.module.css';

export interface StateProps {
  readonly title: string;
  readonly icon?: ReactNode;
  /** What it means and what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing here, why, and what to do about it. */
export function EmptyState({ title, icon, children, actions }: StateProps) {
  return (
    <div className={styles.state}>
      {icon !== undefined && <div className={styles.picture}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** What happened, what is safe, what to do. */
export function ErrorState({
  title,
  icon,
  children,
  actions,
  onRetry,
}: StateProps & { readonly onRetry?: () => void }) {
  const text = useUiText();
  return (
    <div className={cx(styles.state, styles.error)} role="alert">
      <div className={styles.picture}>{icon ?? <CircleAlert aria-hidden />}</div>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {(actions !== undefined || onRetry) && (
        <div className={styles.actions}>
          {actions}
          {onRetry && (
            <Button variant="act" icon={<RotateCw aria-hidden />} onPress={onRetry}>
              {text('tryAgain')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The shape of what is about to be there. */
export function Skeleton({
  width = '100%',
  height = 'var(--row)',
}: {
  readonly width?: string;
  readonly height?: string;
}) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden />;
}

export function SkeletonRows({ rows = 8 }: { readonly rows?: number }) {
  const text = useUiText();
  return (
    <div className={styles.rows} role="status" aria-busy aria-label={text('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width={`${96 - ((row * 37) % 30)}%`} />
      ))}
    </div>
  );
}
