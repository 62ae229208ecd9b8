import { Link } from '@tanstack/react-router';
import { Download, LogOut } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { DENSITIES, LANGUAGES, setPreferences, THEMES, usePreferences } from '../../lib/preferences.ts';
import { saveFile } from '../../lib/save-file.ts';
import { NOTHING_YET } from '../../sync/status.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/drawer.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { toast } from '../../ui/toast.tsx';
import { unsentFile } from './settings.repo.ts';
import { useSettingsText } from './settings-strings.ts';
import styles from './settings.module.css';

interface DeviceSectionProps {
  /** Whether the browser keeps what is stored, and asking it to. */
  readonly persistence: ReactNode;
  /** Changing the own password. */
  readonly password: ReactNode;
  readonly onSignOut: (() => void) | undefined;
}

/** What belongs to this device: its look, what it holds, and leaving it. */
export function DeviceSection({ persistence, password, onSignOut }: DeviceSectionProps) {
  return (
    <>
      <Look />
      <Work />
      {persistence}
      {onSignOut && <SignOut password={password} onSignOut={onSignOut} />}
    </>
  );
}

function Look() {
  const text = useSettingsText();
  const chosen = usePreferences();
  return (
    <Card title={text('look')}>
      <Choice label={text('theme')} hint={text('themeHint')}>
        <Segmented
          label={text('theme')}
          value={chosen.theme ?? 'system'}
          onChange={(theme) => setPreferences({ theme: theme === 'system' ? undefined : theme })}
          items={(['system', ...THEMES] as const).map((id) => ({ id, label: text(`theme-${id}`) }))}
        />
      </Choice>
      <Choice label={text('density')} hint={text('densityHint')}>
        <Segmented
          label={text('density')}
          value={chosen.density ?? 'auto'}
          onChange={(density) => setPreferences({ density: density === 'auto' ? undefined : density })}
          items={(['auto', ...DENSITIES] as const).map((id) => ({ id, label: text(`density-${id}`) }))}
        />
      </Choice>
      <Choice label={text('language')}>
        <Segmented
          label={text('language')}
          value={chosen.language ?? 'system'}
          onChange={(next) => setPreferences({ language: next === 'system' ? undefined : next })}
          items={(['system', ...LANGUAGES] as const).map((id) => ({ id, label: text(`language-${id}`) }))}
        />
      </Choice>
    </Card>
  );
}

function Choice({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.choice}>
      <span>{label}</span>
      <div className={styles.scroll}>{children}</div>
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}

const MEGABYTE = 1024 * 1024;

function useStorageUse(): string | undefined {
  const text = useSettingsText();
  const format = useFormat();
  const [estimate, setEstimate] = useState<StorageEstimate>();
  useEffect(() => {
    const storage = (navigator as Partial<Navigator>).storage;
    void storage?.estimate().then(setEstimate, () => undefined);
  }, []);
  const size = (bytes: number): string =>
    bytes >= 1024 * MEGABYTE
      ? `${format.number(bytes / MEGABYTE / 1024, 1)} GB`
      : `${format.number(bytes / MEGABYTE, 1)} MB`;
  if (estimate?.usage === undefined || estimate.quota === undefined) return undefined;
  return text('usedOf', { used: size(estimate.usage), quota: size(estimate.quota) });
}

function Work() {
  const text = useSettingsText();
  const workspace = useWorkspace();
  const { sync } = workspace;
  const status = useLive(() => sync.status$, [sync]) ?? NOTHING_YET;
  const used = useStorageUse();
  const save = async (): Promise<void> => {
    const { name, type, text: content } = await unsentFile(workspace);
    saveFile(name, new Blob([content], { type }));
    toast({ message: text('exportedSaid') });
  };
  const waits = status.attention + status.reviews;
  return (
    <Card title={text('work')}>
      <Facts
        items={[
          {
            name: text('unsent'),
            value: status.unsent === 0 ? text('unsentNone') : text('unsentSome', { count: status.unsent }),
          },
          { name: text('used'), value: used ?? text('usedUnknown') },
        ]}
      />
      {waits > 0 && (
        <p>
          {text('waits', { count: waits })}{' '}
          <Link to="/w/$workspace/review" params={{ workspace: workspace.workspace.slug }}>
            {text('openReview')}
          </Link>
        </p>
      )}
      {(status.unsent > 0 || status.attention > 0) && (
        <div className={styles.action}>
          <Button icon={<Download aria-hidden />} onPress={() => void save()}>
            {text('export')}
          </Button>
          <p>{text('exportHint')}</p>
        </div>
      )}
    </Card>
  );
}

function SignOut({ password, onSignOut }: { readonly password: ReactNode; readonly onSignOut: () => void }) {
  const text = useSettingsText();
  const { user } = useWorkspace();
  return (
    <Card title={text('account')}>
      <p>
        <b>{user.name}</b>
        <br />
        <span className={styles.quiet}>{user.email}</span>
      </p>
      <div className={styles.buttons}>
        {password}
        <Button icon={<LogOut aria-hidden />} onPress={onSignOut}>
          {text('signOut')}
        </Button>
      </div>
    </Card>
  );
}
