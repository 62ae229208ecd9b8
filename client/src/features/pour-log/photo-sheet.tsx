import { Download, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { PHOTO_KINDS, type PourEvent } from 'shared/schema/pour-events.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import type { BoardSheetProps } from './event-sheets.tsx';
import { editEvent } from './log-changes.ts';
import { sendWords, whyWords } from './send-words.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { usePicture } from './use-picture.ts';
import styles from './photos.module.css';
import { WithdrawButton } from './withdraw-button.tsx';

/** One photo as large as the screen lets it be: what it shows, who took it, when and where, and where it stands. */
export function PhotoSheet({ board, act, event }: BoardSheetProps & { readonly event: PourEvent }) {
  const text = useText();
  const format = useFormat();
  const words = useRecordWords([]);
  const { fields = {} } = event;
  const thumb = usePicture(fields.sha256, 'thumb');
  const screen = usePicture(fields.sha256, 'screen');
  const picture = screen.state === 'here' ? screen : thumb;
  const draft = useSheetDraft({ text: fields.text ?? '', photoKind: fields.photoKind ?? '' });
  const kind = PHOTO_KINDS.find((one) => one === draft.values['photoKind']);
  const caption = (draft.values['text'] ?? '').trim();
  const hasChanged = caption !== (fields.text ?? '') || kind !== fields.photoKind;
  const back = (): void => act.open({ kind: 'photos' });
  const facts = [
    format.dayTime(event.at ?? event.updatedAt, board.zone),
    words?.person(fields.takenBy ?? event.updatedBy),
    fields.latitude !== undefined &&
      fields.longitude !== undefined &&
      `${fields.latitude.toFixed(5)}, ${fields.longitude.toFixed(5)}`,
    event.void && [text('withdrawn'), event.void.reason].filter(Boolean).join(': '),
  ].filter(Boolean);
  return (
    <Sheet
      title={text('event_photo')}
      subtitle={facts.join(' · ')}
      width="wide"
      onClose={back}
      {...(act.mayLog && {
        footer: (
          <>
            <WithdrawButton act={act} collection="pour_events" record={event} />
            <Button
              size="l"
              variant="act"
              isDisabled={!hasChanged}
              onPress={() => {
                const change = { text: caption || undefined, photoKind: kind };
                act.write(text('didEditEvent'), editEvent(act.writing(), event, change));
                back();
              }}
            >
              {text('save')}
            </Button>
          </>
        ),
      })}
    >
      <div className={styles.picture}>
        {picture.state === 'here' ? (
          <img src={picture.url} alt={fields.text ?? text('event_photo')} draggable={false} />
        ) : (
          picture.state === 'away' && (
            <p>
              <ImageOff aria-hidden />
              {text('photoAwayHint')}
            </p>
          )
        )}
      </div>
      <SendState sha256={fields.sha256} />
      {fields.sha256 !== undefined && <SaveOriginal sha256={fields.sha256} />}
      {act.mayLog ? (
        <>
          <Choices
            label={text('photoShows')}
            options={PHOTO_KINDS.map((id) => ({ id, label: text(`photo_${id}`) }))}
            chosen={kind}
            onChoose={(id) => draft.set('photoKind', id === kind ? '' : id)}
          />
          <TextField
            label={text('caption')}
            optional
            value={draft.values['text'] ?? ''}
            onChange={(value) => draft.set('text', value)}
          />
        </>
      ) : (
        fields.text && <p>{fields.text}</p>
      )}
    </Sheet>
  );
}

/** What was taken, byte for byte: what a dispute is about is not a picture made for a screen. */
function SaveOriginal({ sha256 }: { readonly sha256: string }) {
  const text = useText();
  const { blobs } = useWorkspace();
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const original = await blobs.original(sha256).catch(() => undefined);
    setBusy(false);
    if (original) saveFile(`${sha256}.jpg`, original);
    else toast({ message: text('originalAway'), detail: text('photoAwayHint') });
  };
  return (
    <p>
      <Button icon={<Download aria-hidden />} isPending={isBusy} onPress={() => void save()}>
        {text('saveOriginal')}
      </Button>
    </p>
  );
}

/** Said only while the server does not have it, with what a person can do about it. */
function SendState({ sha256 }: { readonly sha256: string | undefined }) {
  const text = useText();
  const { blobs } = useWorkspace();
  const view = useLive(() => blobs.views$, [blobs])?.get(sha256 ?? '');
  if (sha256 === undefined || view === undefined || view.state === 'sent') return null;
  return (
    <div className={styles.notice} role="status">
      <p>{[sendWords(view, text), whyWords(view, text)].filter(Boolean).join('. ')}</p>
      {view.state === 'failed' && (
        <Button onPress={() => void blobs.retry(sha256)}>{text('tryAgain')}</Button>
      )}
    </div>
  );
}
