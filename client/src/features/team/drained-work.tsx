import { Download, PackageOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { changedUnits, getUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { QuarantineEntry } from 'shared/protocol/quarantine.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useRecordWords, type RecordWords } from '../../sync/record-words.ts';
import { useWorkspace, type Workspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { readDrained } from './team.repo.ts';
import { useTeamText } from './team-strings.ts';
import { useServerAnswer } from './use-server-answer.ts';
import styles from './team.module.css';

/** More than this are read page by page; the export holds all that were read. */
const SHOWN = 50;

async function readAll(workspace: Workspace): Promise<readonly QuarantineEntry[]> {
  const entries: QuarantineEntry[] = [];
  let after: string | undefined;
  do {
    const page = await readDrained(workspace, after);
    entries.push(...page.entries);
    after = page.next;
  } while (after !== undefined);
  return entries.toReversed();
}

/** What removed members' devices still held: looked at and exported by administrators. */
export function DrainedWork() {
  const text = useTeamText();
  const { user } = useWorkspace();
  if (!isAtLeast(user.role, 'admin'))
    return (
      <Card title={text('drained')}>
        <p>{text('drainedMayNot')}</p>
      </Card>
    );
  return <Drained />;
}

const NO_ENTRIES: readonly QuarantineEntry[] = [];

const collectionOf = (entry: QuarantineEntry): CollectionName | undefined =>
  COLLECTION_NAMES.find((name) => name === entry.collection);

function Drained() {
  const text = useTeamText();
  const workspace = useWorkspace();
  const [answer, again] = useServerAnswer(useCallback(() => readAll(workspace), [workspace]));
  const [most, setMost] = useState(SHOWN);
  const entries = answer.kind === 'answered' ? answer.value : NO_ENTRIES;
  const shown = entries.slice(0, most);
  const words = useRecordWords(
    shown.flatMap((entry) => {
      const collection = collectionOf(entry);
      const id = entry.document['id'];
      return collection && typeof id === 'string' ? [{ collection, documentId: id }] : [];
    }),
  );
  const save = (): void =>
    saveFile(
      `planning-ops-drained-${workspace.clock.today()}.json`,
      new Blob([JSON.stringify(entries, undefined, 2)], { type: 'application/json' }),
    );
  if (answer.kind === 'asking' || !words) return <SkeletonRows rows={3} />;
  return (
    <Card
      flush
      title={text('drained')}
      aside={
        entries.length > 0 && (
          <Button icon={<Download aria-hidden />} onPress={save}>
            {text('drainedExport')}
          </Button>
        )
      }
    >
      {(answer.kind === 'no line' || answer.kind === 'refused') && (
        <div className={styles.warning} role="status">
          <span>{answer.kind === 'refused' ? answer.why : text('drainedOffline')}</span>
          <Button size="s" onPress={again}>
            {text('retry')}
          </Button>
        </div>
      )}
      {answer.kind === 'answered' && entries.length === 0 && (
        <EmptyState title={text('drainedNone')} icon={<PackageOpen aria-hidden />}>
          {text('drainedNoneHint')}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <>
          <p className={styles.note}>{text('drainedHint')}</p>
          <ul className={styles.rows}>
            {shown.map((entry) => (
              <DrainedRow key={entry.id} entry={entry} words={words} />
            ))}
          </ul>
          {entries.length > most && (
            <div className={styles.note}>
              <Button onPress={() => setMost(most + SHOWN)}>{text('loadMore')}</Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

function DrainedRow({ entry, words }: { readonly entry: QuarantineEntry; readonly words: RecordWords }) {
  const text = useTeamText();
  const collection = collectionOf(entry);
  const document = entry.document as WireDocument;
  const base = (entry.base ?? null) as WireDocument | null;
  const shape = collection && shapeOf(collection);
  const changes =
    collection && shape
      ? changedUnits(shape, base, document).map(
          (unit) => `${words.unit(collection, unit)} ${words.value(unit, getUnit(shape, document, unit))}`,
        )
      : [];
  const record = collection
    ? words.record({ collection, documentId: document.id }, document)
    : entry.collection;
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <b>{record}</b>
        {changes.length > 0 && <span>{changes.join(' · ')}</span>}
        <small>
          {text('drainedBy', {
            who: words.person(entry.userId) ?? '–',
            when: words.moment(entry.receivedAt),
          })}
          {entry.reason !== undefined && ` · ${entry.reason}`}
        </small>
      </span>
      <Pill tone={entry.source === 'attention' ? 'stop' : 'hold'}>{text(`source-${entry.source}`)}</Pill>
    </li>
  );
}
