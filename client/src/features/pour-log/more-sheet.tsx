import { Camera, History, PaintRoller, PenLine, StickyNote, Timer, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { LogActions, OpenSheet } from './log-actions.ts';
import { Sheet } from './sheet.tsx';
import { useIsPhone } from './use-is-phone.ts';
import { useText } from './strings.ts';
import styles from './more-sheet.module.css';

/** What is written less often than a load, each with a word about what it is for. */
export function MoreSheet({ act, actions }: { readonly act: LogActions; readonly actions?: ReactNode }) {
  const text = useText();
  const isPhone = useIsPhone();
  const entries: readonly {
    readonly kind: Extract<
      OpenSheet['kind'],
      'crew' | 'times' | 'history' | 'note' | 'finishing' | 'photos' | 'sign'
    >;
    readonly icon: ReactNode;
    readonly title: string;
  }[] = [
    ...(act.mayLog
      ? ([
          { kind: 'crew', icon: <Users aria-hidden />, title: text('crewHours') },
          { kind: 'times', icon: <Timer aria-hidden />, title: text('times') },
          { kind: 'finishing', icon: <PaintRoller aria-hidden />, title: text('finishing') },
          { kind: 'sign', icon: <PenLine aria-hidden />, title: text('signLog') },
          { kind: 'note', icon: <StickyNote aria-hidden />, title: text('note') },
        ] as const)
      : []),
    { kind: 'photos', icon: <Camera aria-hidden />, title: text('photos') },
    { kind: 'history', icon: <History aria-hidden />, title: text('history') },
  ];
  return (
    <Sheet title={text('more')} onClose={act.close}>
      <ul className={styles.list}>
        {entries.map(({ kind, icon, title }) => (
          <li key={kind}>
            <Button size="l" fill icon={icon} onPress={() => act.open({ kind })}>
              {title}
            </Button>
          </li>
        ))}
        {isPhone && actions !== undefined && <li>{actions}</li>}
      </ul>
    </Sheet>
  );
}
