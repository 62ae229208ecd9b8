import { clockInZone, dayInZone } from 'shared/lib/days.ts';
import type { PourChange } from 'shared/domain/pours/changes.ts';
import { movedTo } from 'shared/domain/pours/changes.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat, type Format } from '../../lib/format.ts';
import { ComboField } from '../../ui/combo-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { activeProjects } from './new-pour-dialog.tsx';
import { impliedBy } from './pour-facts.ts';
import { plannedInstant, startedAt, type PlanField } from './pour-fields.ts';
import { usePourPlanText } from './pour-plan-strings.ts';
import { usePourWords } from './pour-words.ts';
import type { PourWorld } from './pours.repo.ts';
import { ResourcePicker } from './resource-picker.tsx';

interface PlanFieldInputProps {
  readonly field: PlanField;
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly zone: string;
  readonly isDisabled: boolean;
  /** Only the fields that this input changed. */
  readonly onChange: (change: PourChange) => void;
}

/** One field of the plan, saved by itself as soon as it is filled in. */
export function PlanFieldInput(props: PlanFieldInputProps) {
  const { field, pour, world, zone, isDisabled, onChange } = props;
  const text = usePourPlanText();
  const words = usePourWords();
  const format = useFormat();
  const label = text(`field-${field.key as 'name'}`);
  const implied = impliedBy(pour, world.resources, field.key);
  switch (field.kind) {
    case 'text':
      return (
        <TypedTextField
          label={label}
          value={pour[field.key]}
          multiline={field.multiline ?? false}
          {...(implied !== undefined && { placeholder: String(implied) })}
          isDisabled={isDisabled}
          onSave={(value) => onChange({ [field.key]: value })}
        />
      );
    case 'number':
      return (
        <NumberField
          label={label}
          value={pour[field.key]}
          isDisabled={isDisabled}
          {...(field.unit !== undefined && { unit: field.unit })}
          {...(field.step !== undefined && { step: field.step })}
          {...(typeof implied === 'number' && { placeholder: format.number(implied) })}
          minValue={0}
          onChange={(value) => onChange({ [field.key]: value })}
        />
      );
    case 'choice':
      return (
        <SelectField
          label={label}
          value={pour[field.key] as string | undefined}
          isDisabled={isDisabled}
          onChange={(value) => onChange({ [field.key]: value })}
          options={field.values.map((id) => ({ id, label: words(`${field.word}-${id}` as 'element-wall') }))}
        />
      );
    case 'time': {
      const instant = pour[field.key];
      return (
        <TimeField
          label={label}
          description={otherDay(pour, instant, zone, format)}
          value={instant === undefined ? undefined : clockInZone(Date.parse(instant), zone)}
          isDisabled={isDisabled || pour.day === undefined}
          onChange={(clock) =>
            onChange(
              field.key === 'startsAt'
                ? startedAt(pour, clock, zone)
                : { [field.key]: clock && plannedInstant(pour, field.key, clock, zone) },
            )
          }
        />
      );
    }
    case 'day':
      return (
        <DateField
          label={label}
          value={pour.day}
          isDisabled={isDisabled}
          onChange={(day) => onChange(day === undefined ? { day } : movedTo(pour, day, zone))}
        />
      );
    case 'project':
      return (
        <ComboField
          label={label}
          value={pour.projectId}
          isDisabled={isDisabled}
          onChange={(projectId) =>
            onChange({
              projectId,
              ...(projectId !== undefined && {
                timeZone: world.projects.get(projectId)?.timeZone ?? pour.timeZone,
              }),
            })
          }
          options={activeProjects(world).map((project) => ({
            id: project.id,
            label: [project.number, project.nickname ?? project.name].filter(Boolean).join(' '),
            ...(project.colour !== undefined && { hue: project.colour }),
          }))}
        />
      );
    case 'foreman':
    case 'employee':
      return (
        <ComboField
          label={label}
          value={pour[field.key]}
          isDisabled={isDisabled}
          onChange={(id) => onChange({ [field.key]: id })}
          options={[...world.employees.values()]
            .filter(
              (employee) =>
                employee.active !== false && (field.kind === 'employee' || employee.isForeman === true),
            )
            .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
            .map((employee) => ({ id: employee.id, label: employee.name ?? '–' }))}
        />
      );
    case 'resource':
      return (
        <ResourcePicker
          label={label}
          kind={field.of}
          {...(field.role && { role: field.role })}
          value={pour[field.key]}
          world={world}
          isDisabled={isDisabled}
          onChange={(id) => onChange({ [field.key]: id })}
        />
      );
  }
}

/** A time that lies on another day than the pour's says on which. */
function otherDay(pour: Pour, instant: string | undefined, zone: string, format: Format): string | undefined {
  if (instant === undefined) return undefined;
  const day = dayInZone(Date.parse(instant), zone);
  return day === pour.day ? undefined : format.day(day);
}
