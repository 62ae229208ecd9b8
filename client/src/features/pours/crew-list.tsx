import { Users, X } from 'lucide-react';
import type { Pour } from 'shared/schema/pours.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { usePourPlanText } from './pour-plan-strings.ts';
import type { PourWorld } from './pours.repo.ts';
import styles from './crew-list.module.css';

interface CrewListProps {
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly isDisabled: boolean;
  readonly onChange: (crew: NonNullable<Pour['crew']>) => void;
}

/** The people named for a pour: one by one, or a foreman's whole crew at once. */
export function CrewList({ pour, world, isDisabled, onChange }: CrewListProps) {
  const text = usePourPlanText();
  const crew = pour.crew ?? {};
  const named = Object.keys(crew).map((id) => ({ id, name: world.employees.get(id)?.name ?? '?' }));
  const foreman = pour.foremanId === undefined ? undefined : world.employees.get(pour.foremanId);
  const available = [...world.employees.values()].filter(
    (employee) => employee.active !== false && crew[employee.id] === undefined,
  );
  const ofForeman = foreman
    ? available.filter((employee) => employee.homeForemanId === foreman.id || employee.id === foreman.id)
    : [];
  const add = (ids: readonly string[]): void =>
    onChange({ ...crew, ...Object.fromEntries(ids.map((id) => [id, {}])) });
  return (
    <div className={styles.crew}>
      {named.length === 0 && <p className={styles.nobody}>{text('nobodyYet')}</p>}
      <ul className={styles.people}>
        {named
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(({ id, name }) => (
            <li key={id}>
              {name}
              {!isDisabled && (
                <IconButton
                  size="s"
                  variant="quiet"
                  label={text('removePerson', { name })}
                  onPress={() => {
                    const { [id]: _removed, ...rest } = crew;
                    onChange(rest);
                  }}
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
      </ul>
      {!isDisabled && (
        <div className={styles.add}>
          <ComboField
            label={text('addPerson')}
            value={undefined}
            onChange={(id) => id !== undefined && add([id])}
            options={available
              .map((employee) => ({ id: employee.id, label: employee.name ?? '–' }))
              .sort((a, b) => a.label.localeCompare(b.label))}
          />
          {foreman && ofForeman.length > 0 && (
            <Button icon={<Users aria-hidden />} onPress={() => add(ofForeman.map(({ id }) => id))}>
              {text('addCrew', { name: foreman.name ?? '' })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
