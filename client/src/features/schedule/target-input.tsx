import { useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { useFormat } from '../../lib/format.ts';
import { useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { jobNumber } from './work-names.ts';
import styles from './below.module.css';

export type SetTarget = (projectId: string, monday: string, heads: number) => void;

/** The heads that a job needs in a week, changed in place; nothing, or 0, takes the target back. */
export function TargetInput({
  projectId,
  monday,
  onTarget,
  onDone,
}: {
  readonly projectId: string;
  readonly monday: string;
  readonly onTarget: SetTarget;
  /** Set when the input is only there while somebody writes into it. */
  readonly onDone?: () => void;
}) {
  const { store } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  const facts = store.facts();
  const target = facts.targetOf(projectId, monday);
  const [draft, setDraft] = useState<string>();
  useDirtyForm(draft !== undefined);
  const input = useRef<HTMLInputElement>(null);
  const isPassing = onDone !== undefined;
  useEffect(() => {
    if (isPassing) input.current?.focus();
  }, [isPassing]);
  /** Left with Escape: what was typed is not meant. */
  const isLeft = useRef(false);
  const commit = (): void => {
    if (draft !== undefined && !isLeft.current) {
      const heads = Number.parseInt(draft, 10);
      const next = Number.isNaN(heads) ? 0 : Math.max(0, Math.min(9999, heads));
      if (next !== (target ?? 0)) onTarget(projectId, monday, next);
    }
    isLeft.current = false;
    setDraft(undefined);
    onDone?.();
  };
  const words = text('target', {
    job: jobNumber(facts.jobs.byId.get(projectId), text),
    day: format.shortDay(monday),
  });
  const written = draft ?? String(target ?? '');
  return (
    <label className={cx(styles.target, target === undefined && draft === undefined && styles.noTarget)}>
      <span aria-hidden>{text('need', { count: '' }).trim()}</span>
      <input
        ref={input}
        aria-label={words}
        title={words}
        inputMode="numeric"
        value={written}
        style={{ '--digits': Math.max(2, written.length) }}
        placeholder="–"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.target.value.replace(/\D/g, '').slice(0, 4))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          isLeft.current = event.key === 'Escape';
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}
