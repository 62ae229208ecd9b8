import { WORKSPACE_DEFAULTS } from 'shared/domain/workspace-defaults.ts';
import { Card } from '../../ui/card.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { useSettingsText } from './settings-strings.ts';
import type { WorkspaceSettings } from './use-save-settings.ts';
import styles from './settings.module.css';

export function ScheduleSection({ settings, mayEdit, save }: WorkspaceSettings) {
  const text = useSettingsText();
  return (
    <Card>
      <SwitchField
        label={text('foremenEditOwnCrew')}
        description={text('foremenEditOwnCrewHint')}
        isSelected={settings?.foremenEditOwnCrew ?? WORKSPACE_DEFAULTS.foremenEditOwnCrew}
        isDisabled={!mayEdit}
        onChange={(foremenEditOwnCrew) => save('foremenEditOwnCrew', { foremenEditOwnCrew })}
      />
      <div className={styles.short}>
        <NumberField
          label={text('warningDays')}
          description={text('warningDaysHint')}
          unit={text('days')}
          steppers
          minValue={0}
          maxValue={365}
          value={settings?.warningDays ?? WORKSPACE_DEFAULTS.warningDays}
          isDisabled={!mayEdit}
          onChange={(warningDays) => save('warningDays', { warningDays })}
        />
      </div>
    </Card>
  );
}

export function PoursSection({ settings, mayEdit, save }: WorkspaceSettings) {
  const text = useSettingsText();
  return (
    <Card>
      <SwitchField
        label={text('keepPhotoPositions')}
        description={text('keepPhotoPositionsHint')}
        isSelected={settings?.keepPhotoPositions ?? WORKSPACE_DEFAULTS.keepPhotoPositions}
        isDisabled={!mayEdit}
        onChange={(keepPhotoPositions) => save('keepPhotoPositions', { keepPhotoPositions })}
      />
      <div className={styles.short}>
        <NumberField
          label={text('dischargeLimitMin')}
          description={text('dischargeLimitMinHint')}
          unit={text('minutes')}
          steppers
          step={5}
          minValue={15}
          maxValue={600}
          value={settings?.dischargeLimitMin ?? WORKSPACE_DEFAULTS.dischargeLimitMin}
          isDisabled={!mayEdit}
          onChange={(dischargeLimitMin) => save('dischargeLimitMin', { dischargeLimitMin })}
        />
      </div>
      <div className={styles.short}>
        <NumberField
          label={text('weeklyCapacityCy')}
          description={`${text('weeklyCapacityCyHint')} ${settings?.weeklyCapacityCy === undefined ? text('noCapacity') : ''}`}
          unit="CY"
          minValue={0}
          maxValue={1_000_000}
          value={settings?.weeklyCapacityCy}
          isDisabled={!mayEdit}
          onChange={(weeklyCapacityCy) => save('weeklyCapacityCy', { weeklyCapacityCy })}
        />
      </div>
    </Card>
  );
}
