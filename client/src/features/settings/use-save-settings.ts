import { isAtLeast } from 'shared/domain/permissions.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { useLive } from '../../db/use-live.ts';
import type { Edit, Fields } from '../../sync/write.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { liveSettings, settingsEdit } from './settings.repo.ts';
import { useSettingsText, type SettingsKey } from './settings-strings.ts';

export interface WorkspaceSettings {
  /** `undefined` until the first edit made the document. */
  readonly settings: Settings | undefined;
  readonly mayEdit: boolean;
  readonly save: (field: SettingsKey, fields: Fields<'settings'>) => void;
  readonly saveEdit: (field: SettingsKey, edit: Edit<'settings'>) => void;
}

/** The workspace's settings and the way to change one; `undefined` while they are being read. */
export function useWorkspaceSettings(): WorkspaceSettings | undefined {
  const text = useSettingsText();
  const { db, user, saveAll } = useWorkspace();
  const loaded = useLive(() => liveSettings(db), [db]);
  if (!loaded) return undefined;
  const saveEdit = (field: SettingsKey, edit: Edit<'settings'>): void => {
    void saveAll(text('changedSaid', { field: text(field) }), [edit]);
  };
  return {
    settings: loaded.settings,
    mayEdit: isAtLeast(user.role, 'admin'),
    save: (field, fields) => saveEdit(field, settingsEdit(fields)),
    saveEdit,
  };
}
