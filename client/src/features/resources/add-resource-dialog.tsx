import { useState } from 'react';
import type { ResourceKind } from 'shared/schema/resources.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { resourceEdit } from './resources.repo.ts';
import { useResourceText } from './resource-strings.ts';
import styles from './resources.module.css';

interface AddResourceDialogProps {
  readonly kind: ResourceKind;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

/** A name is enough to begin with; what is known of it is filled in next. */
export function AddResourceDialog({ kind, onClose, onAdded }: AddResourceDialogProps) {
  const text = useResourceText();
  const { db, saveAll, newId, undo } = useWorkspace();
  const { values, isTyped, set, clear } = useFormValues(draftsOf(db), `new-${kind}`, { name: '', phone: '' });
  const { name, phone } = values;
  const [isTried, setTried] = useState(false);
  const hasPhone = kind !== 'mix';
  const close = (): void => {
    clear();
    onClose();
  };
  const add = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '') return;
    const id = newId();
    const message = text('addedSaid', { name: name.trim() });
    await saveAll(message, [
      resourceEdit(id, { kind, name: name.trim(), ...(phone.trim() !== '' && { phone: phone.trim() }) }),
    ]);
    toast({ message, action: { label: text('undo'), run: () => void undo() } });
    close();
    onAdded(id);
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      isDismissable={!isTyped}
      title={text(`add-${kind}`)}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
          <Button variant="act" onPress={() => void add()}>
            {text('create')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label={text('name')}
          autoFocus
          value={name}
          onChange={(value) => set({ name: value })}
          error={isTried && name.trim() === '' ? text('nameMissing') : undefined}
        />
        {hasPhone && (
          <TextField
            label={text('phone')}
            optional
            value={phone}
            onChange={(value) => set({ phone: value })}
          />
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
