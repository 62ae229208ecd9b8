import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { toast } from '../ui/toast.tsx';
import { keepStorage, persistenceOf, type Persistence } from './persistence.ts';
import { usePwaText } from './pwa-strings.ts';
import styles from './persistence-card.module.css';

/** Says whether the browser keeps this device's data, and asks it to. For the settings screen. */
export function PersistenceCard() {
  const text = usePwaText();
  const [state, setState] = useState<Persistence>('unknown');
  useEffect(() => {
    void (async () => setState(await persistenceOf(navigator.storage)))();
  }, []);
  const ask = async (): Promise<void> => {
    const next = await keepStorage(navigator.storage);
    setState(next);
    if (next !== 'kept') toast({ message: text('notPersisted') });
  };
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
