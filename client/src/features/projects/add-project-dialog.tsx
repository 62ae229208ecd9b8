import { useMemo, useState } from 'react';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { freeHue, hueUses } from './project-drawer.tsx';
import { HuePicker } from './hue-picker.tsx';
import { projectEdit, type ProjectWorld } from './projects.repo.ts';
import { useProjectText } from './project-strings.ts';
import styles from './project-form.module.css';

interface AddProjectDialogProps {
  readonly world: ProjectWorld;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

interface Typed {
  readonly number: string;
  readonly name: string;
  readonly regionId: string | undefined;
  readonly colour: number | undefined;
}
const EMPTY: Typed = { number: '', name: '', regionId: undefined, colour: undefined };

export function AddProjectDialog({ world, onClose, onAdded }: AddProjectDialogProps) {
  const text = useProjectText();
  const { db, saveAll, newId, undo } = useWorkspace();
  const uses = useMemo(() => hueUses(world), [world]);
  const { values, isTyped, set, clear } = useFormValues(draftsOf(db), 'new-project', EMPTY);
  const { number, name, regionId } = values;
  const [free] = useState(() => freeHue(uses));
  const colour = values.colour ?? free;
  const [isTried, setTried] = useState(false);
  const isRepeated = world.projects.some(
    (project) => project.number === number.trim() && number.trim() !== '',
  );
  const close = (): void => {
    clear();
    onClose();
  };
  const add = (): void => {
    setTried(true);
    if (number.trim() === '') return;
    const id = newId();
    const message = text('addedSaid', { name: [number.trim(), name.trim()].filter(Boolean).join(' ') });
    const fields = {
      number: number.trim(),
      colour,
      status: 'active' as const,
      ...(name.trim() !== '' && { name: name.trim() }),
      ...(regionId !== undefined && { regionId }),
    };
    void saveAll(message, [projectEdit(id, fields)]).then(() => {
      toast({ message, action: { label: text('undo'), run: () => void undo() } });
      onAdded(id);
      close();
    });
  };
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
          label={text('number')}
          description={text(isRepeated ? 'repeated' : 'numberHint')}
          autoFocus
          value={number}
          onChange={(value) => set({ number: value })}
          error={isTried && number.trim() === '' ? text('numberMissing') : undefined}
        />
        <TextField label={text('name')} value={name} onChange={(value) => set({ name: value })} />
        {world.regions.length > 0 && (
          <SelectField
            label={text('region')}
            value={regionId}
            onChange={(value) => set({ regionId: value })}
            options={world.regions.map((region) => ({ id: region.id, label: region.name ?? '–' }))}
          />
        )}
        <HuePicker
          value={colour}
          isDisabled={false}
          uses={uses}
          onChange={(value) => set({ colour: value })}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
