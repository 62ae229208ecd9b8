import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { setPreferences, useLanguage } from '../../lib/preferences.ts';
import { Mark } from '../../ui/mark.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useAccountText } from './account-strings.ts';
import { DoorPicture } from './door-picture.tsx';
import styles from './door.module.css';

/** What stands before the work: sign in, sign up, join, choose. */
export function Door({ children }: { readonly children: ReactNode }) {
  const text = useAccountText();
  const language = useLanguage();
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
      <aside className={styles.picture} data-theme="night">
        <DoorPicture />
        <p>{text('tagline')}</p>
      </aside>
    </div>
  );
}

export function Problem({ words }: { readonly words: string | undefined }) {
  return (
    <div role="alert">
      {words !== undefined && (
        <div className={styles.problem}>
          <CircleAlert aria-hidden />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}
