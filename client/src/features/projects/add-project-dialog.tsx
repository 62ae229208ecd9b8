import { useMemo, useState } from 'react';
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

export function AddProjectDialog({ world, onClose, onAdded }: AddProjectDialogProps) {
  const text = useProjectText();
  const { saveAll, newId, undo } = useWorkspace();
  const uses = useMemo(() => hueUses(world), [world]);
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [regionId, setRegionId] = useState<string>();
  const [colour, setColour] = useState(() => freeHue(uses));
  const [isTried, setTried] = useState(false);
  const isRepeated = world.projects.some(
    (project) => project.number === number.trim() && number.trim() !== '',
  );
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
      onClose();
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('add')}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
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
          onChange={setNumber}
          error={isTried && number.trim() === '' ? text('numberMissing') : undefined}
        />
        <TextField label={text('name')} value={name} onChange={setName} />
        {world.regions.length > 0 && (
          <SelectField
            label={text('region')}
            value={regionId}
            onChange={setRegionId}
            options={world.regions.map((region) => ({ id: region.id, label: region.name ?? '–' }))}
          />
        )}
        <HuePicker value={colour} isDisabled={false} uses={uses} onChange={setColour} />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
