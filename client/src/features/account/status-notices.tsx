import { CircleAlert, Copy, Download, LockKeyhole } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { GivingBack, SyncStatus } from '../../sync/status.ts';
import { useFormat } from '../../lib/format.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { useAccountText } from './account-strings.ts';
import { Door } from './door.tsx';
import styles from './status-notices.module.css';

interface NoticeProps {
  readonly status: SyncStatus;
  readonly onSignIn: () => void;
  /** Saves everything unsent as a file; answers when it is saved. */
  readonly onExport: () => Promise<void>;
  /** Somebody has read what became of a server that was set back. */
  readonly onRestoredRead: () => void;
}

/** Above every screen, while something stands between this device and the office. Work goes on below it. */
export function StatusBanner({ status, onSignIn, onExport, onRestoredRead }: NoticeProps) {
  const text = useAccountText();
  // What only this device holds, whatever became of the try to send it.
  const held = status.unsent + status.attention;
  switch (status.kind) {
    case 'login_required':
      return (
        <Banner title={text('signInAgain')} words={text('signInAgainWords')} held={held}>
          <Button variant="act" size="s" onPress={onSignIn}>
            {text('signIn')}
          </Button>
          <ExportButton held={held} onExport={onExport} />
        </Banner>
      );
    case 'suspended':
      return (
        <Banner title={text('suspendedTitle')} words={text('suspendedWords')} held={held}>
          <ExportButton held={held} onExport={onExport} />
        </Banner>
      );
    case 'upgrade_required':
      return (
        <Banner title={text('upgradeTitle')} words={text('upgradeWords')} held={held}>
          <Button variant="act" size="s" onPress={() => globalThis.location.reload()}>
            {text('reload')}
          </Button>
          <ExportButton held={held} onExport={onExport} />
        </Banner>
      );
    case 'storage_full':
      return (
        <Banner title={text('fullTitle')} words={text('fullWords')} held={held} isStop>
          <ExportButton held={held} onExport={onExport} isFirst />
        </Banner>
      );
    default:
      return status.givingBack ? (
        <GivingBackBanner givingBack={status.givingBack} onRead={onRestoredRead} />
      ) : null;
  }
}

/** While a server that was set back to a backup gets what it lost, and until somebody has read that it did. */
function GivingBackBanner({
  givingBack: { to, left, given, handed, isOver },
  onRead,
}: {
  readonly givingBack: GivingBack;
  readonly onRead: () => void;
}) {
  const text = useAccountText();
  const format = useFormat();
  const title =
    to === undefined ? text('restoredTitleUnknown') : text('restoredTitle', { when: format.dayTime(to) });
  const progress =
    left === undefined || left === 0 ? text('restoredLooking') : text('restoredLeft', { count: left });
  const taken = given - handed;
  const done = [
    taken > 0 && text('restoredDone', { count: taken }),
    handed > 0 && text('restoredHanded', { count: handed }),
    given === 0 && text('restoredNothing'),
  ];
  const words = isOver ? done.filter((part) => part !== false).join(' ') : progress;
  return (
    <Banner title={title} words={words} held={0} isQuiet>
      {isOver && (
        <Button size="s" onPress={onRead}>
          {text('restoredRead')}
        </Button>
      )}
    </Banner>
  );
}

export function Banner({
  title,
  words,
  held,
  isStop = false,
  isQuiet = false,
  children,
}: {
  readonly title: string;
  readonly words: string;
  readonly held: number;
  readonly isStop?: boolean;
  /** Said when a reader pauses, not at once. */
  readonly isQuiet?: boolean;
  readonly children: ReactNode;
}) {
  const text = useAccountText();
  return (
    <div
      role={isQuiet ? 'status' : 'alert'}
      className={isStop ? `${styles.banner} ${styles.stop}` : styles.banner}
    >
      <CircleAlert aria-hidden />
      <p>
        <strong>{title}.</strong> {words}
        {held > 0 && <b> {text('heldHere', { count: held })}</b>}
      </p>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}

function ExportButton({
  held,
  onExport,
  isFirst = false,
}: {
  readonly held: number;
  readonly onExport: () => Promise<void>;
  readonly isFirst?: boolean;
}) {
  const text = useAccountText();
  const [isPending, setPending] = useState(false);
  if (held === 0) return null;
  return (
    <Button
      size="s"
      variant={isFirst ? 'act' : 'plain'}
      icon={<Download aria-hidden />}
      isPending={isPending}
      onPress={() => {
        setPending(true);
        void onExport().finally(() => setPending(false));
      }}
    >
      {text('export')}
    </Button>
  );
}

export type AccessEnd = 'removed' | 'handing over' | 'gone';

const ENDED = {
  removed: { title: 'removedTitle', words: 'removedWords', held: 'removedWords' },
  'handing over': { title: 'removedTitle', words: 'removedSendingWords', held: 'removedSendingWords' },
  gone: { title: 'goneTitle', words: 'goneWords', held: 'goneHeldWords' },
} as const;

/** In place of the app: this account may not work here any more. */
export function AccessEnded({
  kind,
  company,
  held,
  onExport,
  onClear,
}: {
  readonly kind: AccessEnd;
  readonly company: string;
  /** What only this device holds. */
  readonly held: number;
  readonly onExport?: () => Promise<void>;
  /** Takes the copy off this device, after asking. */
  readonly onClear?: () => void;
}) {
  const text = useAccountText();
  const said = ENDED[kind];
  return (
    <Door>
      <EmptyState
        icon={<LockKeyhole aria-hidden />}
        title={text(said.title, { name: company })}
        actions={
          <>
            {onExport && <ExportButton held={held} onExport={onExport} isFirst />}
            {onClear && <Button onPress={onClear}>{text('clearDevice')}</Button>}
            <ButtonLink href="/accounts">{text('otherAccounts')}</ButtonLink>
          </>
        }
      >
        <p>
          {text(held > 0 ? said.held : said.words)}
          {held > 0 && <b> {text('heldHere', { count: held })}</b>}
        </p>
      </EmptyState>
    </Door>
  );
}

/** The data waits to be brought to this version's shape. */
export function OtherTab() {
  const text = useAccountText();
  return (
    <Door>
      <EmptyState title={text('otherTab')} icon={<Copy aria-hidden />}>
        <p>{text('otherTabWords')}</p>
      </EmptyState>
    </Door>
  );
}

/** The database of this device did not open. */
export function OpenFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const text = useAccountText();
  return (
    <Door>
      <ErrorState title={text('openFailed')} onRetry={onRetry}>
        <p>{text('openFailedWords')}</p>
        <p>
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </p>
      </ErrorState>
    </Door>
  );
}
