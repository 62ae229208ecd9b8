import { Camera, Ellipsis, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { LogActions } from './log-actions.ts';
import { useIsPhone } from './use-is-phone.ts';
import { useText } from './strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './bottom-bar.module.css';

/** What is written down most stands here, under the thumb; the rest is one tap away. */
export function BottomBar({
  act,
  photos,
  undo,
}: {
  readonly act: LogActions;
  /** How many there are. */
  readonly photos: number;
  readonly undo?: ReactNode;
}) {
  const text = useText();
  const isPhone = useIsPhone();
  return (
    <footer className={styles.bar}>
      <div className={styles.buttons}>
        {!act.mayLog && <p className={styles.lookOnly}>{text(act.isOld ? 'old-fresh' : 'lookOnly')}</p>}
        {act.mayLog && (
          <>
            <Button
              size="l"
              variant="act"
              className={styles.add ?? ''}
              icon={<Plus aria-hidden />}
              onPress={() => act.open({ kind: 'load' })}
            >
              {text('addLoad')}
            </Button>
            <Button size="l" onPress={() => act.open({ kind: 'delay' })}>
              {text('delay')}
            </Button>
            {!isPhone && (
              <>
                <Button size="l" onPress={() => act.open({ kind: 'note' })}>
                  {text('note')}
                </Button>
                <Button size="l" onPress={() => act.open({ kind: 'finishing' })}>
                  {text('finishing')}
                </Button>
              </>
            )}
          </>
        )}
        <Button
          size="l"
          {...(isPhone ? { className: styles.more ?? '' } : { icon: <Camera aria-hidden /> })}
          onPress={() => act.open({ kind: 'photos' })}
        >
          {isPhone ? <Camera aria-hidden /> : <span aria-hidden>{photos}</span>}
          <Spoken>{text('photosCount', { count: photos })}</Spoken>
        </Button>
        <Button
          size="l"
          aria-label={text('more')}
          className={styles.more ?? ''}
          onPress={() => act.open({ kind: 'more' })}
        >
          <Ellipsis aria-hidden />
        </Button>
      </div>
      {undo !== undefined && <div className={styles.undo}>{undo}</div>}
    </footer>
  );
}
