import type { Resource, ResourceKind } from 'shared/schema/resources.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { usePourPlanText } from './pour-plan-strings.ts';
import { usePourWords } from './pour-words.ts';
import { resourceEdit, type PourWorld } from './pours.repo.ts';

interface ResourcePickerProps {
  readonly label: string;
  readonly kind: ResourceKind;
  readonly role?: 'gc' | 'inspector';
  readonly value: string | undefined;
  readonly world: PourWorld;
  readonly isDisabled: boolean;
  readonly onChange: (id: string | undefined) => void;
}

/** Chooses a mix, supplier, plant, pump, lab or contact; a name that is not there yet is added in place. */
export function ResourcePicker({
  label,
  kind,
  role,
  value,
  world,
  isDisabled,
  onChange,
}: ResourcePickerProps) {
  const text = usePourPlanText();
  const words = usePourWords();
  const { saveAll, newId } = useWorkspace();
  const offered = [...world.resources.values()]
    .filter((resource) => resource.kind === kind && (resource.id === value || isOffered(resource, role)))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
  const add = (name: string): void => {
    const id = newId();
    const fields: Partial<Resource> = { kind, name, ...(role && { details: { role } }) };
    void saveAll(text('resourceAdded', { kind: words(`kind-${kind}`), name }), [
      resourceEdit(id, fields),
    ]).then(() => onChange(id));
  };
  return (
    <ComboField
      label={label}
      value={value}
      isDisabled={isDisabled}
      onChange={onChange}
      create={{ title: (typed) => text('addResource', { name: typed }), run: add }}
      options={offered.map((resource) => ({
        id: resource.id,
        label: resource.name ?? '–',
        ...(detailOf(resource) && { detail: detailOf(resource) }),
      }))}
    />
  );
}

const isOffered = (resource: Resource, role: 'gc' | 'inspector' | undefined): boolean =>
  resource.active !== false &&
  (role === undefined || resource.details?.role === undefined || resource.details.role === role);

/** What tells two of a kind apart: the strength of a mix, the reach of a pump. */
function detailOf(resource: Resource): string {
  const { strengthPsi, boomSizeM, company } = resource.details ?? {};
  return [strengthPsi && `${strengthPsi} psi`, boomSizeM && `${boomSizeM} m`, company]
    .filter(Boolean)
    .join(', ');
}
