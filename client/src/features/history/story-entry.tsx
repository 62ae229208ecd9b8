import { ArrowRight, CloudOff, RotateCcw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { UnitChange } from 'shared/history/changes.ts';
import { doneAt, wasOffline } from 'shared/history/changes.ts';
import { markOf } from 'shared/history/rev-mark.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import { useFormat } from '../../lib/format.ts';
import type { Told } from '../../sync/history.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useHistoryText, type HistoryText } from './history-strings.ts';
import { Face } from '../../ui/face.tsx';
import styles from './history.module.css';

/** More fields than this are folded. */
const FIRST_FIELDS = 6;

interface StoryEntryProps {
  readonly entry: Told;
  readonly changes: readonly UnitChange[];
  readonly words: RecordWords;
  readonly deviceId: string | undefined;
  /** Absent where it is what the record says now, or where nothing can be restored. */
  readonly onRestore?: (() => void) | undefined;
  readonly onPutBack?: ((change: UnitChange) => void) | undefined;
}

/** Who it was, as people say it. */
export function whoDid(entry: Told, words: RecordWords, userId: string, text: HistoryText): string {
  if (entry.actor === undefined) return entry.actorName ?? text('product');
  if (entry.actor === userId) return text('you');
  return entry.actorName ?? words.person(entry.actor) ?? text('somebody');
}

function whereFrom(
  entry: Told,
  {
    userId,
    deviceId,
    words,
    text,
  }: { userId: string; deviceId: string | undefined; words: RecordWords; text: HistoryText },
): string | undefined {
  if (entry.handedOverBy !== undefined)
    return text('handedOver', { who: words.person(entry.handedOverBy) ?? text('somebody') });
  if (entry.offer) return text('offered');
  if (entry.notSent) return text('thisDevice');
  if (entry.deviceId === deviceId && deviceId !== undefined) return text('thisDevice');
  if (entry.deviceId !== undefined) return text('device', { code: entry.deviceId.slice(-4).toUpperCase() });
  // Without the log nothing says which device it was.
  if (entry.seq >= Number.MAX_SAFE_INTEGER / 2) return entry.actor === userId ? undefined : text('another');
  return text('server');
}

function didOf(entry: Told): Parameters<HistoryText>[0] {
  const mark = markOf(entry);
  return mark && (entry.operation === 'update' || entry.operation === 'restore')
    ? `did-mark-${mark}`
    : `did-${entry.operation}`;
}

/** One change of a record: who, when, from where, and field by field what became of what. */
export function StoryEntry({ entry, changes, words, deviceId, onRestore, onPutBack }: StoryEntryProps) {
  const text = useHistoryText();
  const format = useFormat();
  const { user } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const folded = changes.length - FIRST_FIELDS;
  const shown = isOpen || folded <= 1 ? changes : changes.slice(0, FIRST_FIELDS);
  const isRefused = entry.actor === undefined && entry.seq >= Number.MAX_SAFE_INTEGER / 2;
  const who = whoDid(entry, words, user.id, text);
  const where = whereFrom(entry, { userId: user.id, deviceId, words, text });
  const done = doneAt(entry);
  return (
    <li className={styles.entry} data-unsent={entry.notSent}>
      <Face userId={entry.actor} name={entry.actor === user.id ? user.name : who} className={styles.face} />
      <div className={styles.head}>
        <p>
          {isRefused ? (
            <b>{text('refusedHere')}</b>
          ) : (
            <>
              <b>{who}</b> <span>{text(didOf(entry))}</span>
            </>
          )}
        </p>
        <p className={styles.when}>
          <time dateTime={done}>{format.time(done, words.zone)}</time>
          {where !== undefined && ` · ${where}`}
          {entry.notSent && <em>{text('notSent')}</em>}
          {!entry.notSent && wasOffline(entry) && (
            <em>
              <CloudOff aria-hidden />
              {text('withoutLine', { when: words.moment(entry.at) })}
            </em>
          )}
        </p>
      </div>
      {onRestore && (
        <IconButton size="s" variant="quiet" label={text('restoreThis')} onPress={onRestore}>
          <RotateCcw aria-hidden />
        </IconButton>
      )}
      <div className={styles.changes}>
        {shown.map((change) => (
          <Change
            key={change.unit}
            change={change}
            entry={entry}
            words={words}
            onPutBack={onPutBack && entry.before ? () => onPutBack(change) : undefined}
          />
        ))}
        {folded > 1 && (
          <Button size="s" variant="quiet" onPress={() => setOpen(!isOpen)}>
            {isOpen ? text('fewer') : text('more', { count: folded })}
          </Button>
        )}
        {entry.lost?.map((loser) => (
          <p key={`${loser.unit} ${loser.lostAt}`} className={styles.aside}>
            {text('aside', {
              value: `${words.unit(entry.collection, loser.unit)} ${words.value(loser.unit, loser.lost)}`,
              who: words.person(loser.lostBy) ?? text('somebody'),
              when: words.moment(loser.lostAt),
            })}
          </p>
        ))}
      </div>
    </li>
  );
}

interface ChangeProps {
  readonly change: UnitChange;
  readonly entry: Told;
  readonly words: RecordWords;
  readonly onPutBack: (() => void) | undefined;
}

function Change({ change: { unit, before, after }, entry, words, onPutBack }: ChangeProps) {
  const text = useHistoryText();
  const field = words.unit(entry.collection, unit);
  const was = words.value(unit, before);
  return (
    <div className={styles.change}>
      <span className={styles.field}>{field}</span>
      <span className={styles.values}>
        {entry.before && (
          <>
            <s>{was}</s> <ArrowRight role="img" aria-label={text('arrow')} />{' '}
          </>
        )}
        <b>{words.value(unit, after)}</b>
      </span>
      {onPutBack && (
        <IconButton
          size="s"
          variant="quiet"
          className={styles.putBack ?? ''}
          label={text('putBackOne', { field, value: was })}
          onPress={onPutBack}
        >
          <Undo2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** A value that lost a merge whose outcome was what stood there already. */
export function AsideEntry({ review, words }: { readonly review: Review; readonly words: RecordWords }) {
  const text = useHistoryText();
  const who = (id: string): string => words.person(id) ?? text('somebody');
  const { settled } = review;
  return (
    <li className={styles.entry}>
      <span className={styles.dot} aria-hidden />
      <p className={styles.aside}>
        {text('aside', {
          value: `${words.unit(review.collection, review.unit)} ${words.value(review.unit, review.lost)}`,
          who: who(review.lostBy),
          when: words.moment(review.lostAt),
        })}
        {settled &&
          `; ${text(settled.how === 'taken' ? 'asideTaken' : 'asideSettled', { who: who(settled.by) })}`}
      </p>
    </li>
  );
}
