import { useState } from 'react';
import { byName, isActive } from 'shared/domain/schedule/person-names.ts';
import { TRADES, type Trade } from 'shared/schema/fields.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { tradeWord } from './person-words.ts';
import { employeeEdit, type RosterWorld } from './roster.repo.ts';
import { useRosterText } from './roster-strings.ts';
import styles from './person-drawer.module.css';

interface AddPersonDialogProps {
  readonly world: RosterWorld;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

interface Typed {
  readonly name: string;
  readonly trade: Trade;
  readonly homeForemanId: string | undefined;
}
const EMPTY: Typed = { name: '', trade: 'laborer', homeForemanId: undefined };

/** The least that the grid needs: a name, a trade, a foreman. The rest is filled in on the person's drawer. */
export function AddPersonDialog({ world, onClose, onAdded }: AddPersonDialogProps) {
  const text = useRosterText();
  const { db, saveAll, newId, undo } = useWorkspace();
  const { values, isTyped, set, clear } = useFormValues(draftsOf(db), 'new-person', EMPTY);
  const { name, trade, homeForemanId } = values;
  const [isTried, setTried] = useState(false);
  const close = (): void => {
    clear();
    onClose();
  };
  const add = (): void => {
    setTried(true);
    if (name.trim() === '') return;
    const id = newId();
    const isForeman = trade === 'foreman';
    const region = world.byId.get(homeForemanId ?? '')?.regionId;
    const fields = {
      name: name.trim(),
      trade,
      ...(isForeman && { isForeman }),
      ...(!isForeman && homeForemanId !== undefined && { homeForemanId }),
      ...(region !== undefined && { regionId: region }),
    };
    const message = text('addedSaid', { name: name.trim() });
    void saveAll(message, [employeeEdit(id, fields)]).then(() => {
      toast({ message, action: { label: text('undo'), run: () => void undo() } });
      onAdded(id);
      close();
    });
  };
  const foremen = world.employees
    .filter((person) => person.isForeman === true && isActive(person))
    .toSorted(byName);
  return (
    <Dialog
      isOpen
      onClose={close}
      isDismissable={!isTyped}
      title={text('add')}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
          <Button variant="act" onPress={add}>
            {text('create')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField
          label={text('name')}
          description={text('nameHint')}
          autoFocus
          value={name}
          onChange={(value) => set({ name: value })}
          error={isTried && name.trim() === '' ? text('nameMissing') : undefined}
        />
        <SelectField
          label={text('trade')}
          value={trade}
          onChange={(value) => set({ trade: value })}
          options={TRADES.map((id) => ({ id, label: tradeWord(text, id) }))}
        />
        {trade !== 'foreman' && (
          <ComboField
            label={text('foreman')}
            value={homeForemanId}
            onChange={(value) => set({ homeForemanId: value })}
            options={foremen.map((foreman) => ({ id: foreman.id, label: foreman.name ?? '–' }))}
          />
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
