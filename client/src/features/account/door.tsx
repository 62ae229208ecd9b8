import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { setPreferences, useLanguage, usePreferences } from '../../lib/preferences.ts';
import { Mark } from '../../ui/mark.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useAccountText } from './account-strings.ts';
import { DoorPicture } from './door-picture.tsx';
import styles from './door.module.css';

/** What stands before the work: sign in, sign up, join, choose. */
export function Door({ children }: { readonly children: ReactNode }) {
  const text = useAccountText();
  const language = useLanguage();
  const { theme } = usePreferences();
  return (
    <div className={styles.door}>
      <main className={styles.side}>
        <div className={styles.brand}>
          <Mark size={28} />
          Planning Ops
        </div>
        <div className={styles.middle}>{children}</div>
        <div className={styles.looks}>
          <Segmented
            label="Language · Idioma"
            size="s"
            value={language}
            onChange={(value) => setPreferences({ language: value })}
            items={[
              { id: 'en', label: 'English' },
              { id: 'es', label: 'Español' },
            ]}
          />
        </div>
      </main>
      {/* By day and by night the trade stands in the dark; in full sun a dark half would mirror the sky. */}
      <aside className={styles.picture} {...(theme !== 'sun' && { 'data-theme': 'night' })}>
        <DoorPicture />
        <p>{text('tagline')}</p>
      </aside>
    </div>
  );
}

export function Problem({ words }: { readonly words: string | undefined }) {
  return (
    <div role="alert" className={styles.alert}>
      {words !== undefined && (
        <div className={styles.problem}>
          <CircleAlert aria-hidden />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}
