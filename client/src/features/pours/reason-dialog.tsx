import { useState } from 'react';
import { addDays } from 'shared/lib/days.ts';
import { REASON_KINDS, type PourStatus, type ReasonKind } from 'shared/schema/pours.ts';
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
  readonly to: PourStatus;
  readonly day: string | undefined;
  readonly onGive: (why: Reason, day: string | undefined) => void;
  readonly onClose: () => void;
}

/** Why a pour is held, put off, called off or rained out; a postponement also asks for the new day. */
export function ReasonDialog({ to, day, onGive, onClose }: ReasonDialogProps) {
  const text = usePoursText();
  const words = usePourWords();
  const [kind, setKind] = useState<ReasonKind | undefined>(to === 'rained_out' ? 'weather' : undefined);
  const [note, setNote] = useState('');
  const [newDay, setNewDay] = useState(day === undefined ? undefined : addDays(day, 1));
  const [isTried, setTried] = useState(false);
  const wantsDay = to === 'postponed';
  const give = (): void => {
    setTried(true);
    if (kind === undefined || (wantsDay && newDay === undefined)) return;
    onGive({ kind, ...(note.trim() !== '' && { note: note.trim() }) }, newDay);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text(`to_${to}`)}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
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
          onChange={setKind}
          error={isTried && kind === undefined ? text('reasonMissing') : undefined}
          options={REASON_KINDS.map((id) => ({ id, label: words(`reason-${id}`) }))}
        />
        {wantsDay && (
          <DateField
            label={text('newDay')}
            value={newDay}
            onChange={setNewDay}
            error={isTried && newDay === undefined ? text('dayMissing') : undefined}
          />
        )}
        <TextField label={text('note')} optional multiline value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}
