import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { usePwaText } from './pwa-strings.ts';
import { usePersistence } from './use-persistence.ts';
import styles from './persistence-card.module.css';

/** Says whether the browser keeps this device's data, and asks it to. For the settings screen. */
export function PersistenceCard() {
  const text = usePwaText();
  const { state, ask } = usePersistence();
  const isKept = state === 'kept';
  return (
    <Card title={text('persistTitle')}>
      <p>{text('persistWords')}</p>
      {isKept ? (
        <p className={styles.kept}>
          <ShieldCheck aria-hidden /> {text('persisted')}
        </p>
      ) : (
        <div>
          <Button
            icon={<ShieldAlert aria-hidden />}
            onPress={() => {
              void ask();
            }}
          >
            {text('persist')}
          </Button>
        </div>
      )}
    </Card>
  );
}
