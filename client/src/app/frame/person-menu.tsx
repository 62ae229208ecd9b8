import { Download, LogOut, Users } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from '../../lib/class-names.ts';
import { initialsOf } from '../../lib/person-face.ts';
import { setPreferences, usePreferences } from '../../lib/preferences.ts';
import { useInstall } from '../../pwa/install.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useFrameText } from './frame-strings.ts';
import frame from './frame.module.css';
import styles from './person-menu.module.css';

export interface PersonMenuProps {
  readonly name: string;
  readonly email: string;
  readonly onSignOut: () => void;
}

/** Who is signed in, and how this device looks. */
export function PersonMenu({ name, email, onSignOut }: PersonMenuProps) {
  const text = useFrameText();
  const install = useInstall();
  return (
    <Popover
      label={text('person')}
      placement="bottom end"
      trigger={
        <AriaButton
          className={cx(frame.person)}
          aria-label={`${initialsOf(name)}, ${text('person')}: ${name}`}
        >
          {initialsOf(name)}
        </AriaButton>
      }
    >
      {(close) => (
        <div className={styles.panel}>
          <header>
            <h2>{name}</h2>
            <p>{email}</p>
          </header>
          <Looks />
          <footer className={styles.foot}>
            {install && (
              <Button fill icon={<Download aria-hidden />} onPress={() => void install()}>
                {text('install')}
              </Button>
            )}
            <ButtonLink fill href="/accounts" icon={<Users aria-hidden />} onPress={close}>
              {text('otherAccount')}
            </ButtonLink>
            <Button
              fill
              icon={<LogOut aria-hidden />}
              onPress={() => {
                close();
                onSignOut();
              }}
            >
              {text('signOut')}
            </Button>
          </footer>
        </div>
      )}
    </Popover>
  );
}

/** Theme, size and language of this device; without a choice they follow the system. */
export function Looks() {
  const text = useFrameText();
  const { theme, density, language } = usePreferences();
  return (
    <div className={styles.looks}>
      <section>
        <h3>{text('theme')}</h3>
        <Segmented
          label={text('theme')}
          fill
          size="s"
          value={theme ?? 'system'}
          onChange={(value) => setPreferences({ theme: value === 'system' ? undefined : value })}
          items={[
            { id: 'system', label: 'Auto', name: text('themeSystem') },
            { id: 'light', label: text('themeLight') },
            { id: 'night', label: text('themeNight') },
            { id: 'sun', label: text('themeSun') },
          ]}
        />
      </section>
      <section>
        <h3>{text('density')}</h3>
        <Segmented
          label={text('density')}
          fill
          size="s"
          value={density ?? 'auto'}
          onChange={(value) => setPreferences({ density: value === 'auto' ? undefined : value })}
          items={[
            { id: 'auto', label: 'Auto', name: text('densityAuto') },
            { id: 'desk', label: text('densityDesk') },
            { id: 'touch', label: text('densityTouch') },
            { id: 'glove', label: text('densityGlove') },
          ]}
        />
      </section>
      <section>
        <h3>{text('language')}</h3>
        <Segmented
          label={text('language')}
          fill
          size="s"
          value={language ?? 'system'}
          onChange={(value) => setPreferences({ language: value === 'system' ? undefined : value })}
          items={[
            { id: 'system', label: 'Auto', name: text('languageSystem') },
            { id: 'en', label: text('english') },
            { id: 'es', label: text('spanish') },
          ]}
        />
      </section>
    </div>
  );
}
