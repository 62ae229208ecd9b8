import { Archive, Plus, RotateCcw, Trash2 } from 'lucide-react';
import type { Resource } from 'shared/schema/resources.ts';
import type { Fields } from '../../sync/write.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { DETAIL_GROUPS, type DetailField } from './resource-fields.ts';
import { detailEdit, resourceEdit } from './resources.repo.ts';
import { useResourceText } from './resource-strings.ts';
import styles from './resources.module.css';

interface ResourceDialogProps {
  readonly resource: Resource;
  readonly suppliers: readonly Resource[];
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** One mix, supplier, plant, pump, lab or contact. Every field is saved as it is filled in. */
export function ResourceDialog({ resource, suppliers, mayEdit, onClose }: ResourceDialogProps) {
  const text = useResourceText();
  const { saveAll, undo } = useWorkspace();
  const recordTools = useRecordTools();
  const { id, kind } = resource;
  const name = resource.name ?? text('unnamed');
  const isArchived = resource.active === false;
  const save = (fields: Fields<'resources'>): void => {
    void saveAll(text('changedSaid', { name }), [resourceEdit(id, fields)]);
  };
  const setActive = async (active: boolean): Promise<void> => {
    const message = text(active ? 'restoredSaid' : 'archivedSaid', { name });
    await saveAll(message, [resourceEdit(id, { active })]);
    toast({ message, action: { label: text('undo'), run: () => void undo() } });
    if (!active) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={`${text(`kind-${kind}`)}: ${name}`}
      footer={
        <>
          {recordTools({ collection: 'resources', documentId: id, isOver: true })}
          {mayEdit && (
            <Button
              icon={isArchived ? <RotateCcw aria-hidden /> : <Archive aria-hidden />}
              onPress={() => void setActive(isArchived)}
            >
              {text(isArchived ? 'restore' : 'archive')}
            </Button>
          )}
          <Button variant="act" onPress={onClose}>
            {text('done')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {!mayEdit && <p className={styles.quiet}>{text('readOnly')}</p>}
        <TypedTextField
          label={text('name')}
          value={resource.name}
          isDisabled={!mayEdit}
          onSave={(value) => save({ name: value })}
        />
        {DETAIL_GROUPS[kind].map((group) => (
          <fieldset key={group.heading} className={styles.group}>
            <legend>{text(group.heading)}</legend>
            <div className={styles.pair}>
              {group.fields.map((field) => (
                <Detail
                  key={field.key}
                  field={field}
                  resource={resource}
                  suppliers={suppliers}
                  isDisabled={!mayEdit}
                  onSave={(value) =>
                    void saveAll(text('changedSaid', { name }), [detailEdit(id, field.key, value)])
                  }
                />
              ))}
            </div>
          </fieldset>
        ))}
        {kind !== 'mix' && <Reach resource={resource} mayEdit={mayEdit} onSave={save} />}
        <TypedTextField
          label={text('note')}
          multiline
          value={resource.note}
          isDisabled={!mayEdit}
          onSave={(note) => save({ note })}
        />
      </div>
    </Dialog>
  );
}

interface DetailProps {
  readonly field: DetailField;
  readonly resource: Resource;
  readonly suppliers: readonly Resource[];
  readonly isDisabled: boolean;
  readonly onSave: (value: unknown) => void;
}

function Detail({ field, resource, suppliers, isDisabled, onSave }: DetailProps) {
  const text = useResourceText();
  const details = resource.details ?? {};
  const label = text(field.key);
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={details[field.key]}
          isDisabled={isDisabled}
          minValue={field.key === 'maturityDatumC' ? -50 : 0}
          {...(field.max !== undefined && { maxValue: field.max })}
          formatOptions={{ maximumFractionDigits: 3 }}
          onChange={onSave}
          {...(field.unit !== undefined && { unit: field.unit })}
        />
      );
    case 'text':
      return (
        <TypedTextField label={label} value={details[field.key]} isDisabled={isDisabled} onSave={onSave} />
      );
    case 'choice':
      return (
        <SelectField
          label={label}
          value={details[field.key]}
          isDisabled={isDisabled}
          onChange={onSave}
          options={(field.key === 'pumpType'
            ? (['boom', 'line'] as const)
            : (['gc', 'inspector', 'other'] as const)
          ).map((id) => ({
            id,
            label: id === 'boom' || id === 'line' ? text(`pumpType-${id}`) : text(`role-${id}`),
          }))}
        />
      );
    case 'supplier':
      return (
        <ComboField
          label={label}
          value={details.supplierId}
          isDisabled={isDisabled}
          onChange={onSave}
          options={suppliers.map(({ id, name }) => ({ id, label: name ?? '–' }))}
        />
      );
  }
}

type People = NonNullable<Resource['people']>;

function Reach({
  resource,
  mayEdit,
  onSave,
}: {
  readonly resource: Resource;
  readonly mayEdit: boolean;
  readonly onSave: (fields: Fields<'resources'>) => void;
}) {
  const text = useResourceText();
  const people = resource.people ?? [];
  const setPerson = (at: number, key: keyof People[number], value: string | undefined): void =>
    onSave({
      people: people.map((person, index) => {
        if (index !== at) return person;
        const { [key]: _before, ...others } = person;
        return value === undefined ? others : { ...others, [key]: value };
      }),
    });
  return (
    <fieldset className={styles.group}>
      <legend>{text('reach')}</legend>
      <div className={styles.pair}>
        <TypedTextField
          label={text('phone')}
          value={resource.phone}
          isDisabled={!mayEdit}
          onSave={(phone) => onSave({ phone })}
        />
        <TypedTextField
          label={text('email')}
          value={resource.email}
          isDisabled={!mayEdit}
          onSave={(email) => onSave({ email })}
        />
      </div>
      <TypedTextField
        label={text('address')}
        value={resource.address}
        isDisabled={!mayEdit}
        onSave={(address) => onSave({ address })}
      />
      {people.map((person, at) => (
        // People of a supplier have no id; their place in the list is who they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.person}>
          <TypedTextField
            label={text('name')}
            value={person.name}
            isDisabled={!mayEdit}
            onSave={(value) => setPerson(at, 'name', value)}
          />
          <TypedTextField
            label={text('personRole')}
            value={person.role}
            isDisabled={!mayEdit}
            onSave={(value) => setPerson(at, 'role', value)}
          />
          <TypedTextField
            label={text('phone')}
            value={person.phone}
            isDisabled={!mayEdit}
            onSave={(value) => setPerson(at, 'phone', value)}
          />
          {mayEdit && (
            <IconButton
              variant="quiet"
              label={text('removePerson', { name: person.name ?? '' })}
              onPress={() => onSave({ people: people.filter((_, index) => index !== at) })}
            >
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {mayEdit && (
        <div>
          <Button icon={<Plus aria-hidden />} onPress={() => onSave({ people: [...people, {}] })}>
            {text('addPerson')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
