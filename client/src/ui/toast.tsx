import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { cx } from '../lib/class-names.ts';
import { Button, IconButton } from './button.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './toast.module.css';

export interface ToastOptions {
  readonly message: string;
  /** A quieter second line. */
  readonly detail?: string;
  readonly tone?: 'plain' | 'go' | 'stop';
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Counts the seconds down in the action: "Undo 8 s". */
  readonly countdown?: boolean;
  /** Milliseconds; 0 stays until it is closed. 6 s without an action, 10 s with one. */
  readonly lastsMs?: number;
  /** A toast with the same key takes the place of the earlier one. */
  readonly key?: string;
}

interface ShownToast extends ToastOptions {
  readonly id: string;
  readonly times: number;
}

const MOST_AT_ONCE = 3;
let shown: readonly ShownToast[] = [];
let made = 0;
const listeners = new Set<() => void>();

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says what just happened, and offers to take it back. The answer closes it. */
export function toast(options: ToastOptions): () => void {
  made += 1;
  const id = options.key ?? `toast-${made}`;
  const others = shown.filter((one) => one.id !== id);
  show([...others.slice(-(MOST_AT_ONCE - 1)), { ...options, id, times: made }]);
  return () => closeToast(id);
}

export const closeToast = (id: string): void => show(shown.filter((one) => one.id !== id));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The one place where toasts appear; the app's shell holds it. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => shown,
  );
  const text = useUiText();
  return (
    <section aria-label={text('notices')} className={styles.region}>
      <div role="status" aria-live="polite" style={{ display: 'contents' }}>
        {toasts.map((one) => (
          <ToastCard key={`${one.id} ${one.times}`} toast={one} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast: one }: { readonly toast: ShownToast }) {
  const text = useUiText();
  const [isHeld, setHeld] = useState(false);
  const lastsMs = one.lastsMs ?? (one.action ? 10_000 : 6_000);
  const [leftS, setLeftS] = useState(Math.ceil(lastsMs / 1000));
  const isCounting = lastsMs > 0 && (!isHeld || one.countdown === true);

  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = setInterval(() => setLeftS((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, [isCounting]);
  useEffect(() => {
    if (lastsMs > 0 && leftS <= 0) closeToast(one.id);
  }, [leftS, lastsMs, one.id]);

  return (
    <div
      className={cx(styles.toast, one.tone === 'go' && styles.go, one.tone === 'stop' && styles.stop)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {one.tone === 'go' && <CircleCheck aria-hidden />}
      {one.tone === 'stop' && <CircleAlert aria-hidden />}
      <div className={styles.words}>
        <p>{one.message}</p>
        {one.detail !== undefined && <p>{one.detail}</p>}
      </div>
      {one.action && (
        <Button
          variant="frame"
          className={cx(styles.action)}
          onPress={() => {
            one.action?.run();
            closeToast(one.id);
          }}
        >
          {one.countdown ? `${one.action.label} ${leftS} s` : one.action.label}
        </Button>
      )}
      {!one.countdown && (
        <IconButton label={text('close')} variant="frame" size="s" onPress={() => closeToast(one.id)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
