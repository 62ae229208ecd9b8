import { Copy, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { getUnit, shapeOf } from 'shared/merge/units.ts';
import { ROW_CODES } from 'shared/protocol/push.ts';
import type { Attention } from '../../db/local-tables.ts';
import { liveDoc } from '../../db/live.ts';
import { useLive } from '../../db/use-live.ts';
import { wishesOf } from '../../sync/attention.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { EditWishesDialog } from './edit-wishes-dialog.tsx';
import { refusalWords } from './refusal-words.ts';
import { discard, retry } from './review.repo.ts';
import { useReviewText } from './review-strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './review.module.css';

const codeKey = (code: string) => ROW_CODES.find((known) => known === code) ?? ('else' as const);

interface AttentionCardProps {
  readonly entry: Attention;
  readonly words: RecordWords;
}

/** A change that the server refused: why, what was wanted, and the ways on. */
export function AttentionCard({ entry, words }: AttentionCardProps) {
  const text = useReviewText();
  const workspace = useWorkspace();
  const { db } = workspace;
  const current = useLive(() => liveDoc(db, entry.collection, entry.documentId), [db, entry.id]);
  const [isEditing, setEditing] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const record = words.record(entry, entry.document);
  const isDeletion = entry.document._deleted === true;
  const wishes = wishesOf(entry);
  const shape = shapeOf(entry.collection);
  const code = codeKey(entry.code);
  const rows = [...wishes].map(([unit, wanted]) => ({
    unit,
    name: words.unit(entry.collection, unit),
    wanted: words.value(unit, wanted),
    now: current && words.value(unit, getUnit(shape, current, unit)),
  }));
  const tryAgain = async (wanted: ReadonlyMap<string, unknown>): Promise<void> => {
    await retry(workspace, entry.id, wanted);
    setEditing(false);
    toast({ message: text('retriedSaid', { record }) });
    workspace.sync.checkNow();
  };
  const copy = async (): Promise<void> => {
    const lines = rows.map(({ name, wanted }) => `${name}: ${wanted}`);
    await navigator.clipboard.writeText(
      [record, ...(isDeletion ? [text('wantedDelete')] : lines)].join('\n'),
    );
    toast({ message: text('copied') });
  };
  return (
    <article className={styles.card} aria-label={record} data-refused>
      <header className={styles.head}>
        <h3>{record}</h3>
        <p>{text('triedAt', { when: words.moment(entry.at) })}</p>
      </header>
      <div className={styles.why}>
        <p>
          <b>{text(`why-${code}`)}</b> {text(`do-${code}`)}
        </p>
        {code !== 'not_permitted' && entry.message !== '' && (
          <p className={styles.detail}>{text('serverSays', { message: refusalWords(entry, words) })}</p>
        )}
      </div>
      {isDeletion ? (
        <p className={styles.plain}>{text('wantedDelete')}</p>
      ) : (
        <table className={styles.wishes}>
          <thead>
            <tr>
              <th scope="col">
                <Spoken>{text('field')}</Spoken>
              </th>
              <th scope="col">{text('wanted')}</th>
              {current && <th scope="col">{text('nowIs')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ unit, name, wanted, now }) => (
              <tr key={unit}>
                <th scope="row">{name}</th>
                <td>{wanted}</td>
                {now !== undefined && <td className={styles.now}>{now}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <footer className={styles.foot}>
        {!isDeletion && (
          <Button icon={<Pencil aria-hidden />} onPress={() => setEditing(true)}>
            {text('edit')}
          </Button>
        )}
        <Button icon={<RotateCw aria-hidden />} onPress={() => void tryAgain(wishes)}>
          {text('retry')}
        </Button>
        <Button icon={<Copy aria-hidden />} onPress={() => void copy()}>
          {text('copy')}
        </Button>
        <Button variant="stop" icon={<Trash2 aria-hidden />} onPress={() => setDiscarding(true)}>
          {text('discard')}
        </Button>
      </footer>
      {isEditing && (
        <EditWishesDialog entry={entry} words={words} onClose={() => setEditing(false)} onSend={tryAgain} />
      )}
      <ConfirmDialog
        isOpen={isDiscarding}
        onClose={() => setDiscarding(false)}
        title={text('discardTitle')}
        confirm={text('discardYes')}
        isDestructive
        onConfirm={() => {
          setDiscarding(false);
          void discard(workspace, entry.id).then(() => toast({ message: text('discardedSaid', { record }) }));
        }}
      >
        <p>{text('discardWords', { record })}</p>
      </ConfirmDialog>
    </article>
  );
}
