import { WORKSPACE_DEFAULTS } from 'shared/domain/workspace-defaults.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { Card } from '../../ui/card.tsx';
import { toast } from '../../ui/toast.tsx';
import { brandEdit } from './settings.repo.ts';
import { useSettingsText } from './settings-strings.ts';
import type { WorkspaceSettings } from './use-save-settings.ts';
import styles from './settings.module.css';

export function CompanySection({ settings, mayEdit, save, saveEdit }: WorkspaceSettings) {
  const text = useSettingsText();
  const { workspace } = useWorkspace();
  return (
    <Card>
      <TypedTextField
        label={text('companyName')}
        description={text('companyNameHint')}
        value={settings?.brand?.companyName ?? workspace.name}
        isDisabled={!mayEdit}
        onSave={(name) => saveEdit('companyName', brandEdit(name))}
      />
      <TypedTextField
        label={text('office')}
        description={text('officeHint')}
        value={settings?.office}
        isDisabled={!mayEdit}
        onSave={(office) => save('office', { office })}
      />
      <TimeZoneField
        label={text('timeZone')}
        description={text('timeZoneHint')}
        value={settings?.timeZone ?? WORKSPACE_DEFAULTS.timeZone}
        isDisabled={!mayEdit}
        onChange={(timeZone) => timeZone !== undefined && save('timeZone', { timeZone })}
      />
      <WorkingDays
        value={settings?.workingDays ?? WORKSPACE_DEFAULTS.workingDays}
        isDisabled={!mayEdit}
        onChange={(workingDays) => save('workingDays', { workingDays: [...workingDays] })}
      />
    </Card>
  );
}

interface WorkingDaysProps {
  readonly value: readonly DayKey[];
  readonly isDisabled: boolean;
  readonly onChange: (days: readonly DayKey[]) => void;
}

function WorkingDays({ value, isDisabled, onChange }: WorkingDaysProps) {
  const text = useSettingsText();
  const toggle = (day: DayKey): void => {
    const next = DAY_KEYS.filter((key) => (key === day ? !value.includes(key) : value.includes(key)));
    if (next.length === 0) toast({ message: text('oneDay') });
    else onChange(next);
  };
  return (
    <fieldset className={styles.days} disabled={isDisabled}>
      <legend>{text('workingDays')}</legend>
      <div>
        {DAY_KEYS.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={value.includes(day)}
            className={styles.day}
            onClick={() => toggle(day)}
          >
            {text(day)}
          </button>
        ))}
      </div>
      <p>{text('workingDaysHint')}</p>
    </fieldset>
  );
}
