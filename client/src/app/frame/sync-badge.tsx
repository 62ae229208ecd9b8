import {
  ArrowUpDown,
  Check,
  CircleAlert,
  CloudOff,
  GitMerge,
  ImageUp,
  PackageOpen,
  ShieldAlert,
  type LucideIcon,
} from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from '../../lib/class-names.ts';
import { usePwaText } from '../../pwa/pwa-strings.ts';
import { usePersistence } from '../../pwa/use-persistence.ts';
import type { BlobStatus } from '../../sync/blob-sender.ts';
import type { SyncStatus } from '../../sync/status.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useFrameText } from './frame-strings.ts';
import { badgeOf, type BadgeLook } from './sync-words.ts';
import styles from './sync-badge.module.css';

const ICONS: Readonly<Record<BadgeLook, LucideIcon>> = {
  calm: Check,
  busy: ArrowUpDown,
  offline: CloudOff,
  call: CircleAlert,
};

export interface SyncBadgeProps {
  readonly status: SyncStatus;
  readonly photos: BlobStatus;
  readonly onSendPhotos: () => void;
  readonly slug: string;
  /** Shows what needs this person, without leaving the screen. */
  readonly onLook: () => void;
  readonly onCheckNow: () => void;
  readonly onSignIn: () => void;
}

/** Always in the same place, in one word; a tap opens the reasons. */
export function SyncBadge({
  status,
  photos,
  slug,
  onLook,
  onCheckNow,
  onSignIn,
  onSendPhotos,
}: SyncBadgeProps) {
  const text = useFrameText();
  const badge = badgeOf(status, photos);
  const Icon = ICONS[badge.look];
  return (
    <Popover
      label={text('syncTitle')}
      placement="bottom end"
      trigger={
        <AriaButton className={cx(styles.badge, styles[badge.look])}>
          <Icon aria-hidden />
          <span aria-live="polite">{text(badge.key, { count: badge.count })}</span>
        </AriaButton>
      }
    >
      {(close) => (
        <div className={styles.panel}>
          <h2>{text('syncTitle')}</h2>
          <Reasons status={status} photos={photos} />
          <MayBeCleared />
          <div className={styles.foot}>
            {status.attention + status.reviews + (status.quarantined ?? 0) > 0 && (
              <Button
                variant="act"
                onPress={() => {
                  close();
                  onLook();
                }}
              >
                {text('lookNow')}
              </Button>
            )}
            {status.kind === 'login_required' && (
              <Button variant="act" onPress={onSignIn}>
                {text('signIn')}
              </Button>
            )}
            {status.kind === 'upgrade_required' && (
              <Button variant="act" onPress={() => globalThis.location.reload()}>
                {text('reload')}
              </Button>
            )}
            {photos.metered && photos.waiting > 0 && (
              <Button onPress={onSendPhotos}>{text('sendPhotosNow')}</Button>
            )}
            <Button onPress={onCheckNow}>{text('checkNow')}</Button>
            <ButtonLink variant="quiet" href={`/w/${slug}/support`} onPress={close}>
              {text('support')}
            </ButtonLink>
          </div>
        </div>
      )}
    </Popover>
  );
}

function Reasons({ status, photos }: { readonly status: SyncStatus; readonly photos: BlobStatus }) {
  const text = useFrameText();
  const { kind, unsent, attention, reviews, quarantined = 0 } = status;
  return (
    <>
      {kind === 'login_required' && <Reason icon={CircleAlert} words={text('loginWords')} mine />}
      {kind === 'suspended' && <Reason icon={CircleAlert} words={text('suspendedWords')} mine />}
      {kind === 'upgrade_required' && <Reason icon={CircleAlert} words={text('upgradeWords')} mine />}
      {kind === 'restored' && <Reason icon={ArrowUpDown} words={text('restoredWords')} />}
      {(kind === 'removed' || kind === 'gone') && (
        <Reason icon={CircleAlert} words={text('removedWords')} mine />
      )}
      {kind === 'storage_full' && <Reason icon={CircleAlert} words={text('fullWords')} mine />}
      {kind === 'first_pull' && <Reason icon={ArrowUpDown} words={text('firstPullWords')} />}
      {attention > 0 && (
        <Reason icon={CircleAlert} words={text('attentionWords', { count: attention })} mine />
      )}
      {reviews > 0 && <Reason icon={GitMerge} words={text('reviewWords', { count: reviews })} mine />}
      {quarantined > 0 && (
        <Reason icon={PackageOpen} words={text('quarantinedWords', { count: quarantined })} mine />
      )}
      {kind === 'offline' && (
        <Reason
          icon={CloudOff}
          words={
            unsent > 0
              ? `${text('offlineWords')} ${text('offlineKept', { count: unsent })}`
              : text('offlineWords')
          }
        />
      )}
      {kind !== 'offline' && unsent > 0 && (
        <Reason icon={ArrowUpDown} words={text('sendingWords', { count: unsent })} />
      )}
      {photos.waiting > 0 && (
        <Reason
          icon={ImageUp}
          words={text(photos.metered ? 'photosMetered' : 'photosWaiting', { count: photos.waiting })}
        />
      )}
      {photos.failed > 0 && (
        <Reason icon={CircleAlert} words={text('photosFailedWords', { count: photos.failed })} mine />
      )}
      {kind !== 'offline' &&
        kind !== 'first_pull' &&
        kind !== 'restored' &&
        unsent + attention + photos.waiting + photos.failed === 0 && (
          <Reason icon={Check} words={text('savedWords')} />
        )}
    </>
  );
}

/** Asked with its reason, where somebody looks for how safe the work is. */
function MayBeCleared() {
  const text = usePwaText();
  const { state, ask } = usePersistence();
  if (state !== 'may_be_cleared') return null;
  return (
    <>
      <Reason icon={ShieldAlert} words={text('persistReason')} />
      <div className={styles.foot}>
        <Button onPress={() => void ask()}>{text('persist')}</Button>
      </div>
    </>
  );
}

function Reason({
  icon: Icon,
  words,
  mine = false,
}: {
  readonly icon: LucideIcon;
  readonly words: string;
  /** It waits for this person. */
  readonly mine?: boolean;
}) {
  return (
    <div className={cx(styles.reason, mine && styles.mine)}>
      <Icon aria-hidden />
      <p>{words}</p>
    </div>
  );
}
