import type { SyncStatus, SyncStatusKind } from '../../sync/status.ts';
import { Button } from '../../ui/button.tsx';
import { useAccountText } from './account-strings.ts';
import { Door } from './door.tsx';
import styles from './status-notices.module.css';

export interface FirstPullProps {
  readonly company: string;
  readonly status: SyncStatus;
  readonly onCheckNow: () => void;
  readonly onSignIn: () => void;
}

/** What stopped it, and what goes on by itself or by a person. */
const STOPPED = {
  offline: 'firstPullOffline',
  login_required: 'firstPullSignIn',
  upgrade_required: 'firstPullUpgrade',
  storage_full: 'firstPullFull',
} as const satisfies Partial<Record<SyncStatusKind, string>>;

type Stop = keyof typeof STOPPED;
const isStop = (kind: SyncStatusKind): kind is Stop => kind in STOPPED;

/** The one time that there is nothing to show yet. */
export function FirstPull({ company, status, onCheckNow, onSignIn }: FirstPullProps) {
  const text = useAccountText();
  const { kind, progress } = status;
  const done = progress?.done ?? 0;
  const of = progress?.of ?? 12;
  const stop = isStop(kind) ? kind : undefined;
  return (
    <Door>
      <div className={styles.first}>
        <h1>{text('firstPull', { name: company })}</h1>
        <p>{text('firstPullWords')}</p>
        <div
          role="progressbar"
          aria-label={text('firstPull', { name: company })}
          aria-valuemin={0}
          aria-valuemax={of}
          aria-valuenow={done}
          className={styles.parts}
        >
          {Array.from({ length: of }, (_, part) => (
            <span
              key={part}
              data-done={part < done || undefined}
              data-now={(part === done && !stop) || undefined}
            />
          ))}
        </div>
        <p className={styles.count}>{text('firstPullParts', { done, of })}</p>
        {stop && (
          <>
            <p role="alert" className={styles.stopped}>
              {text(STOPPED[stop])}
            </p>
            <StopButton stop={stop} onCheckNow={onCheckNow} onSignIn={onSignIn} />
          </>
        )}
      </div>
    </Door>
  );
}

function StopButton({
  stop,
  onCheckNow,
  onSignIn,
}: Pick<FirstPullProps, 'onCheckNow' | 'onSignIn'> & { readonly stop: Stop }) {
  const text = useAccountText();
  if (stop === 'login_required')
    return (
      <Button variant="act" size="l" fill onPress={onSignIn}>
        {text('signIn')}
      </Button>
    );
  if (stop === 'upgrade_required')
    return (
      <Button variant="act" size="l" fill onPress={() => globalThis.location.reload()}>
        {text('reload')}
      </Button>
    );
  return (
    <Button size="l" fill onPress={onCheckNow}>
      {text('tryAgain')}
    </Button>
  );
}

/** Above every screen while the rest of the window is on its way: what is missing is not missing. */
export function Arriving({ progress }: { readonly progress: SyncStatus['progress'] }) {
  const text = useAccountText();
  if (!progress) return null;
  return (
    <div role="status" className={styles.arriving}>
      <p>{text('arriving')}</p>
      <progress max={progress.of} value={progress.done} aria-label={text('arriving')} />
    </div>
  );
}
