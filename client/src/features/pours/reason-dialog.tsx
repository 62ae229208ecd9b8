import { useState } from 'react';
import { addDays } from 'shared/lib/days.ts';
import { REASON_KINDS, type PourStatus, type ReasonKind } from 'shared/schema/pours.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { usePourWords } from './pour-words.ts';
import { usePoursText } from './pours-strings.ts';
import type { Reason } from './use-pour-actions.ts';
import styles from './dialog-form.module.css';

interface ReasonDialogProps {
  readonly pourId: string;
  readonly to: PourStatus;
  readonly day: string | undefined;
  readonly onGive: (why: Reason, day: string | undefined) => Promise<void>;
  readonly onClose: () => void;
}

interface Typed {
  readonly kind: ReasonKind | undefined;
  readonly note: string;
  readonly newDay: string | undefined;
}

/** Why a pour is held, put off, called off or rained out; a postponement also asks for the new day. */
export function ReasonDialog({ pourId, to, day, onGive, onClose }: ReasonDialogProps) {
  const text = usePoursText();
  const words = usePourWords();
  const { db } = useWorkspace();
  const { values, isTyped, set, clear } = useFormValues<Typed>(draftsOf(db), `${to} ${pourId}`, {
    kind: to === 'rained_out' ? 'weather' : undefined,
    note: '',
    newDay: day === undefined ? undefined : addDays(day, 1),
  });
  const { kind, note, newDay } = values;
  const [isTried, setTried] = useState(false);
  const wantsDay = to === 'postponed';
  const close = (): void => {
    clear();
    onClose();
  };
  const give = (): void => {
    setTried(true);
    if (kind === undefined || (wantsDay && newDay === undefined)) return;
    void onGive({ kind, ...(note.trim() !== '' && { note: note.trim() }) }, newDay).then(close);
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      isDismissable={!isTyped}
      title={text(`to_${to}`)}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
          <Button variant="act" onPress={give}>
            {text(`to_${to}`)}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <SelectField
          label={text('reason')}
          value={kind}
          onChange={(value) => set({ kind: value })}
          error={isTried && kind === undefined ? text('reasonMissing') : undefined}
          options={REASON_KINDS.map((id) => ({ id, label: words(`reason-${id}`) }))}
        />
        {wantsDay && (
          <DateField
            label={text('newDay')}
            value={newDay}
            onChange={(value) => set({ newDay: value })}
            error={isTried && newDay === undefined ? text('dayMissing') : undefined}
          />
        )}
        <TextField
          label={text('note')}
          optional
          multiline
          value={note}
          onChange={(value) => set({ note: value })}
        />
      </div>
    </Dialog>
  );
}
