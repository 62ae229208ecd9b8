import { useEffect, useState } from 'react';
import { ELEMENTS, type Element, type Pour } from 'shared/schema/pours.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormDraft } from '../../lib/form-draft.ts';
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

/** What was typed and not saved yet; kept on the device until it is. */
interface Typed {
  readonly name: string;
  readonly projectId?: string | undefined;
  readonly element?: Element | undefined;
  readonly day?: string | undefined;
  readonly cy?: number | undefined;
}

/** The least that an idea needs: a job, a day, how much. Everything else is filled in on its page. */
export function NewPourDialog(props: NewPourDialogProps) {
  const { db } = useWorkspace();
  const draft = useFormDraft<Typed>(draftsOf(db), 'new-pour');
  return draft.isReady ? <NewPourForm {...props} draft={draft} /> : null;
}

function NewPourForm({
  world,
  zone,
  day: firstDay,
  status = 'tentative',
  onClose,
  onCreated,
  draft: { found, change, clear },
}: NewPourDialogProps & { readonly draft: ReturnType<typeof useFormDraft<Typed>> }) {
  const text = usePoursText();
  const words = usePourWords();
  const { saveAll, newId, clock } = useWorkspace();
  const [name, setName] = useState(found?.name ?? '');
  const [projectId, setProjectId] = useState(found?.projectId);
  const [element, setElement] = useState(found?.element);
  const [day, setDay] = useState<string | undefined>(found?.day ?? firstDay ?? clock.today(zone));
  const [cy, setCy] = useState(found?.cy);
  const isTyped = name !== '' || projectId !== undefined || cy !== undefined;
  useEffect(() => {
    if (isTyped) change({ name, projectId, element, day, cy });
  }, [change, isTyped, name, projectId, element, day, cy]);
  const close = (): void => {
    void clear();
    onClose();
  };
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
      close();
    });
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={text('newPour')}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
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
