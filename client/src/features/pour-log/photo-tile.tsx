import { CircleAlert, CloudUpload, ImageOff } from 'lucide-react';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { BlobView } from '../../sync/blobs.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import type { Board } from './board.ts';
import { sendWords } from './send-words.ts';
import { useText } from './strings.ts';
import { usePicture } from './use-picture.ts';
import styles from './photos.module.css';

/** A thumbnail with its time, and where it stands while it is not at the server. */
export function PhotoTile({
  event,
  board,
  view,
  onOpen,
}: {
  readonly event: PourEvent;
  readonly board: Board;
  readonly view: BlobView | undefined;
  readonly onOpen: () => void;
}) {
  const text = useText();
  const format = useFormat();
  const picture = usePicture(event.fields?.sha256, 'thumb');
  const time = format.time(event.at ?? event.updatedAt, board.zone);
  const { photoKind, text: caption } = event.fields ?? {};
  const label = [
    text('photoAt', { time }),
    photoKind && text(`photo_${photoKind}`),
    caption,
    event.void && text('withdrawn'),
  ]
    .filter(Boolean)
    .join(', ');
  const isShown = view !== undefined && view.state !== 'sent';
  return (
    <button
      type="button"
      className={cx(styles.tile, event.void && styles.withdrawn)}
      aria-label={isShown ? `${label}, ${sendWords(view, text)}` : label}
      onClick={onOpen}
    >
      {picture.state === 'here' ? (
        <img src={picture.url} alt="" draggable={false} />
      ) : (
        <span className={cx(styles.blank, picture.state === 'loading' && styles.loading)}>
          {picture.state === 'away' && (
            <>
              <ImageOff aria-hidden />
              {text('photoAway')}
            </>
          )}
        </span>
      )}
      <span className={styles.foot}>
        <time dateTime={event.at ?? event.updatedAt}>{time}</time>
        {photoKind && <span>{text(`photo_${photoKind}`)}</span>}
      </span>
      {isShown && (
        <span className={cx(styles.state, view.state === 'failed' && styles.failed)}>
          {view.state === 'failed' ? <CircleAlert aria-hidden /> : <CloudUpload aria-hidden />}
          {sendWords(view, text)}
        </span>
      )}
    </button>
  );
}
