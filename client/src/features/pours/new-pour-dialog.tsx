import { useState } from 'react';
import { ELEMENTS, type Element, type Pour } from 'shared/schema/pours.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { pourName } from './pour-name.ts';
import { usePourWords } from './pour-words.ts';
import { pourEdit, type PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import styles from './dialog-form.module.css';

interface NewPourDialogProps {
  readonly world: PourWorld;
  readonly zone: string;
  /** The day that is on the screen; today where there is none. */
  readonly day?: string;
  /** A pour made on the daily schedule is committed from the start. */
  readonly status?: 'tentative' | 'scheduled';
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** The least that an idea needs: a job, a day, how much. Everything else is filled in on its page. */
export function NewPourDialog({
  world,
  zone,
  day: firstDay,
  status = 'tentative',
  onClose,
  onCreated,
}: NewPourDialogProps) {
  const text = usePoursText();
  const words = usePourWords();
  const { saveAll, newId, clock } = useWorkspace();
  const [name, setName] = useState('');
  const [projectId, setProjectId] = useState<string>();
  const [element, setElement] = useState<Element>();
  const [day, setDay] = useState<string | undefined>(firstDay ?? clock.today(zone));
  const [cy, setCy] = useState<number>();
  const [isTried, setTried] = useState(false);
  const create = (): void => {
    setTried(true);
    if (name.trim() === '' || day === undefined) return;
    const id = newId();
    const number = nextNumber(world.pours);
    const project = projectId === undefined ? undefined : world.projects.get(projectId);
    const fields: Partial<Pour> = {
      name: name.trim(),
      number,
      day,
      status,
      timeZone: project?.timeZone ?? zone,
      ...(projectId !== undefined && { projectId }),
      ...(element !== undefined && { element }),
      ...(cy !== undefined && { orderedCy: cy }),
    };
    void saveAll(text('created', { name: pourName(fields, name) }), [pourEdit(id, () => fields)]).then(() => {
      onCreated(id);
      onClose();
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('newPour')}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button variant="act" onPress={create}>
            {text('create')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TextField
          label={text('name')}
          description={text('nameHint')}
          autoFocus
          value={name}
          onChange={setName}
          error={isTried && name.trim() === '' ? text('nameMissing') : undefined}
        />
        <ComboField
          label={text('job')}
          value={projectId}
          onChange={setProjectId}
          options={activeProjects(world).map((project) => ({
            id: project.id,
            label: [project.number, project.nickname ?? project.name].filter(Boolean).join(' '),
            ...(project.colour !== undefined && { hue: project.colour }),
          }))}
        />
        <div className={styles.row}>
          <DateField
            label={text('day')}
            value={day}
            onChange={setDay}
            error={isTried && day === undefined ? text('dayMissing') : undefined}
          />
          <NumberField label={text('quantity')} unit="CY" value={cy} onChange={setCy} minValue={0} />
        </div>
        <SelectField
          label={text('element')}
          value={element}
          onChange={setElement}
          options={ELEMENTS.map((id) => ({ id, label: words(`element-${id}`) }))}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}

export const activeProjects = (world: PourWorld) =>
  [...world.projects.values()]
    .filter((project) => project.status !== 'closed')
    .sort((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));

/** One more than the highest number so far. Two devices may take the same one offline; a repeat is flagged. */
export const nextNumber = (pours: readonly Pour[]): string =>
  String(
    pours.reduce(
      (highest, pour) => Math.max(highest, /^\d+$/.test(pour.number ?? '') ? Number(pour.number) : 0),
      0,
    ) + 1,
  );
