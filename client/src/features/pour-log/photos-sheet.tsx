import { Camera, Images } from 'lucide-react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLive } from '../../db/use-live.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { BoardSheetProps } from './event-sheets.tsx';
import { photosOf } from './photos.ts';
import { PhotoTile } from './photo-tile.tsx';
import { Sheet } from './sheet.tsx';
import { useText } from './strings.ts';
import { usePhotoIntake } from './use-photo-intake.ts';
import styles from './photos.module.css';

/** Every photo of this pour, and the way to take more: with no line they stay here until there is one. */
export function PhotosSheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const { blobs } = useWorkspace();
  const { left, take } = usePhotoIntake(board, act);
  const views = useLive(() => blobs.views$, [blobs]);
  const status = useLive(() => blobs.status$, [blobs]);
  const photos = photosOf(board.events);
  const takeAll = (files: FileList | null): void => {
    if (files) void take([...files]);
  };
  const waits = photos.filter(({ fields }) => {
    const state = views?.get(fields?.sha256 ?? '')?.state;
    return state !== undefined && state !== 'sent';
  }).length;
  return (
    <Sheet
      title={text('photos')}
      subtitle={
        waits > 0
          ? text('photosWaiting', { count: photos.length, waiting: waits })
          : text('photosCount', { count: photos.length })
      }
      width="wide"
      onClose={act.close}
      {...(act.mayLog && {
        footer: (
          <>
            <FileTrigger acceptedFileTypes={['image/*']} allowsMultiple onSelect={takeAll}>
              <Button size="l" icon={<Images aria-hidden />}>
                {text('fromGallery')}
              </Button>
            </FileTrigger>
            <FileTrigger acceptedFileTypes={['image/*']} defaultCamera="environment" onSelect={takeAll}>
              <Button size="l" variant="act" icon={<Camera aria-hidden />}>
                {text('takePhoto')}
              </Button>
            </FileTrigger>
          </>
        ),
      })}
    >
      {left > 0 && (
        <p className={styles.notice} role="status">
          {text('photosBeingKept', { count: left })}
        </p>
      )}
      {status?.metered === true && status.waiting > 0 && (
        <div className={styles.notice}>
          <p>{text('meteredWords', { count: status.waiting })}</p>
          <Button onPress={() => blobs.sendNow()}>{text('sendNow')}</Button>
        </div>
      )}
      {photos.length === 0 && left === 0 ? (
        <EmptyState title={text('photosEmpty')} icon={<Camera aria-hidden />}>
          {text('photosEmptyHint')}
        </EmptyState>
      ) : (
        <ul className={styles.grid}>
          {photos.map((event) => (
            <li key={event.id}>
              <PhotoTile
                event={event}
                board={board}
                view={views?.get(event.fields?.sha256 ?? '')}
                onOpen={() => act.open({ kind: 'photo', eventId: event.id })}
              />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
