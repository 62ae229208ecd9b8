import { useEffect, useState } from 'react';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { useRecordWords, type RecordRef } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { DrawerSection } from '../../ui/drawer.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { changesOf } from 'shared/history/changes.ts';
import { whereFrom, whoDid } from './audit-entry.tsx';
import { readPage } from './audit.repo.ts';
import { useAuditText } from './audit-strings.ts';
import styles from './audit.module.css';

interface RecordHistoryProps {
  readonly collection: CollectionName;
  readonly documentId: string;
  /** Only changes of this part of the record. */
  readonly unit?: string;
}

type Story = 'reading' | 'no line' | readonly AuditEntry[];

/** A cursor that only passes over a record asks for nothing, ms. */
const SETTLED_MS = 450;
const MOST = 8;

/** What became of one record, newest first; the log is the server's, so it takes a line. */
export function RecordHistory({ collection, documentId, unit }: RecordHistoryProps) {
  const text = useAuditText();
  const workspace = useWorkspace();
  const [story, setStory] = useState<Story>('reading');
  useEffect(() => {
    let isCurrent = true;
    setStory('reading');
    const timer = setTimeout(() => {
      readPage(workspace, { collection, documentId }).then(
        ({ entries }) => isCurrent && setStory(entries),
        () => isCurrent && setStory('no line'),
      );
    }, SETTLED_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [workspace, collection, documentId]);
  const words = useRecordWords(story === 'reading' || story === 'no line' ? NOTHING : story);
  return (
    <DrawerSection heading={text('story')}>
      {story === 'no line' && <p className={styles.quiet}>{text('historyOffline')}</p>}
      {(story === 'reading' || !words) && story !== 'no line' && <Skeleton />}
      {typeof story !== 'string' && words && <Changes entries={story} unit={unit} words={words} />}
    </DrawerSection>
  );
}

const NOTHING: readonly RecordRef[] = [];

interface ChangesProps {
  readonly entries: readonly AuditEntry[];
  readonly unit: string | undefined;
  readonly words: NonNullable<ReturnType<typeof useRecordWords>>;
}

function Changes({ entries, unit, words }: ChangesProps) {
  const text = useAuditText();
  const { user } = useWorkspace();
  const told = entries
    .flatMap((entry) =>
      changesOf(entry)
        .filter((change) => unit === undefined || change.unit === unit)
        .map((change) => ({ entry, change })),
    )
    .slice(0, MOST);
  if (told.length === 0) return <p className={styles.quiet}>{text('historyNothing')}</p>;
  return (
    <ol className={styles.history}>
      {told.map(({ entry, change }) => (
        <li key={`${entry.seq} ${change.unit}`}>
          <b>{words.value(change.unit, change.after)}</b>
          {change.before !== undefined && <s> {words.value(change.unit, change.before)}</s>}
          <small>
            {whoDid(entry, user.id, text)}, {words.moment(entry.at)}, {whereFrom(entry, undefined, text)}
          </small>
        </li>
      ))}
    </ol>
  );
}
