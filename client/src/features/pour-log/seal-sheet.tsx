import type { Amendment } from 'shared/domain/pour-log/seal.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordWords, type RecordWords } from '../../sync/record-words.ts';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { amendmentLines, sealedFigures } from './amendment-words.ts';
import type { Board } from './board.ts';
import type { BoardSheetProps } from './event-sheets.tsx';
import { signaturesOf } from './photos.ts';
import { sendWords } from './send-words.ts';
import { Sheet } from './sheet.tsx';
import { useText } from './strings.ts';
import { useAmendments } from './use-amendments.ts';
import { usePicture } from './use-picture.ts';
import { WithdrawButton } from './withdraw-button.tsx';
import { useLive } from '../../db/use-live.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import styles from './signature.module.css';

/** One signature: who, when, what was sealed, and everything that the log says otherwise since. */
export function SealSheet({ board, act, event }: BoardSheetProps & { readonly event: PourEvent }) {
  const text = useText();
  const format = useFormat();
  const words = useRecordWords([]);
  const { blobs } = useWorkspace();
  const { fields = {} } = event;
  const image = usePicture(fields.sha256, 'screen');
  const seal = useAmendments(board, fields.sealSha256);
  const view = useLive(() => blobs.views$, [blobs])?.get(fields.sha256 ?? '');
  const others = signaturesOf(board.events).filter(({ id }) => id !== event.id);
  return (
    <Sheet
      title={text('signatureOf', { name: fields.signerName ?? '–' })}
      subtitle={[
        fields.signerRole && text(`signer_${fields.signerRole}`),
        format.dayTime(event.at ?? event.updatedAt, board.zone),
        view && view.state !== 'sent' && sendWords(view, text),
        event.void && [text('withdrawn'), event.void.reason].filter(Boolean).join(': '),
      ]
        .filter(Boolean)
        .join(' · ')}
      width="wide"
      onClose={act.close}
      {...(act.mayLog && {
        footer: (
          <>
            <WithdrawButton act={act} collection="pour_events" record={event} />
            {!event.void && (
              <Button size="l" variant="act" onPress={() => act.open({ kind: 'sign' })}>
                {text('signNow')}
              </Button>
            )}
          </>
        ),
      })}
    >
      <div className={styles.image}>
        {image.state === 'here' ? (
          <img src={image.url} alt={text('signatureOf', { name: fields.signerName ?? '–' })} />
        ) : (
          image.state === 'away' && <p>{text('photoAwayHint')}</p>
        )}
      </div>
      {seal.state === 'loading' && <SkeletonRows rows={2} />}
      {seal.state === 'away' && <p>{text('sealAway')}</p>}
      {seal.state === 'here' && (
        <>
          <p className={styles.sealed}>
            {text('sealedWas', sealedFigures(seal.sealed, format))}{' '}
            <code>{(fields.sealSha256 ?? '').slice(0, 12)}</code>
          </p>
          <Amendments amendments={seal.amendments} board={board} words={words} />
        </>
      )}
      {others.length > 0 && (
        <ul className={styles.others}>
          {others.map((other) => (
            <li key={other.id}>
              <Button size="l" fill onPress={() => act.open({ kind: 'seal', eventId: other.id })}>
                {text('signedBy', {
                  name: other.fields?.signerName ?? '–',
                  time: format.time(other.at ?? other.updatedAt, board.zone),
                })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Amendments({
  amendments,
  board,
  words,
}: {
  readonly amendments: readonly Amendment[];
  readonly board: Board;
  readonly words: RecordWords | undefined;
}) {
  const text = useText();
  const format = useFormat();
  if (amendments.length === 0)
    return (
      <p>
        <Pill tone="go">{text('asSigned')}</Pill>
      </p>
    );
  return (
    <section aria-label={text('amendedSince', { count: amendments.length })}>
      <h3 className={styles.amended}>
        <Pill tone="hold">{text('amendedSince', { count: amendments.length })}</Pill>
      </h3>
      <ul className={styles.amendments}>
        {words &&
          amendments.map((amendment) => {
            const { title, lines } = amendmentLines(amendment, board, {
              text,
              format,
              zone: board.zone,
              words,
            });
            return (
              <li key={`${amendment.about} ${amendment.id}`}>
                <strong>{title}</strong>
                {lines.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </li>
            );
          })}
      </ul>
    </section>
  );
}
