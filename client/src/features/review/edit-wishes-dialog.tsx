import { draftsOf } from '../../db/drafts.ts';
import type { Attention } from '../../db/local-tables.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { wishesOf } from '../../sync/attention.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxField } from '../../ui/checkbox-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { wishEditor } from './wish-editor.ts';
import { useReviewText } from './review-strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './review.module.css';

interface EditWishesDialogProps {
  readonly entry: Attention;
  readonly words: RecordWords;
  readonly onClose: () => void;
  readonly onSend: (wishes: ReadonlyMap<string, unknown>) => Promise<void>;
}

interface Typed {
  readonly wishes: ReadonlyMap<string, unknown>;
  readonly left: ReadonlySet<string>;
}

/** Corrects a refused change value by value, and leaves out what is not wanted any more. */
export function EditWishesDialog({ entry, words, onClose, onSend }: EditWishesDialogProps) {
  const text = useReviewText();
  const { db } = useWorkspace();
  const { values, set, clear } = useFormValues<Typed>(draftsOf(db), `wishes ${entry.id}`, {
    wishes: wishesOf(entry),
    left: new Set(),
  });
  const { wishes, left } = values;
  const close = (): void => {
    clear();
    onClose();
  };
  const wish = (unit: string, value: unknown): void => set({ wishes: new Map(wishes).set(unit, value) });
  const include = (unit: string, isIn: boolean): void => {
    const next = new Set(left);
    if (isIn) next.delete(unit);
    else next.add(unit);
    set({ left: next });
  };
  const chosen = new Map([...wishes].filter(([unit]) => !left.has(unit)));
  return (
    <Dialog
      isOpen
      onClose={close}
      isDismissable={false}
      title={text('editTitle')}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
          <Button
            variant="act"
            isDisabled={chosen.size === 0}
            onPress={() => void onSend(chosen).then(clear)}
          >
            {text('send')}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>{text('editWords')}</p>
      {[...wishes].map(([unit, value]) => {
        const field = words.unit(entry.collection, unit);
        return (
          <div key={unit} className={styles.wish} data-left={left.has(unit) || undefined}>
            <CheckboxField
              isSelected={!left.has(unit)}
              onChange={(isIn) => include(unit, isIn)}
              label={<Spoken>{text('include', { field })}</Spoken>}
            />
            <WishField
              entry={entry}
              unit={unit}
              label={field}
              value={value}
              words={words}
              isDisabled={left.has(unit)}
              onChange={(next) => wish(unit, next)}
            />
          </div>
        );
      })}
    </Dialog>
  );
}

interface WishFieldProps {
  readonly entry: Attention;
  readonly unit: string;
  readonly label: string;
  readonly value: unknown;
  readonly words: RecordWords;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => void;
}

function WishField({ entry, unit, label, value, words, isDisabled, onChange }: WishFieldProps) {
  const editor = wishEditor(entry.collection, unit);
  const typed = typeof value === 'string' ? value : undefined;
  switch (editor.kind) {
    case 'text':
      return (
        <TextField
          label={label}
          value={typed ?? ''}
          multiline={editor.isLong}
          isDisabled={isDisabled}
          onChange={(next) => onChange(next.trim() === '' ? undefined : next)}
        />
      );
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : undefined}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      );
    case 'flag':
      return (
        <SwitchField label={label} isSelected={value === true} isDisabled={isDisabled} onChange={onChange} />
      );
    case 'day':
      return <DateField label={label} value={typed} isDisabled={isDisabled} onChange={onChange} />;
    case 'clock':
      return <TimeField label={label} value={typed} isDisabled={isDisabled} onChange={onChange} />;
    case 'choice':
      return (
        <SelectField
          label={label}
          value={typed}
          isDisabled={isDisabled}
          onChange={onChange}
          options={editor.choices.map((id) => ({ id, label: words.value(unit, id) }))}
        />
      );
    case 'whole':
      return (
        <div className={styles.whole}>
          <span>{label}</span>
          <b>{words.value(unit, value)}</b>
        </div>
      );
  }
}
