import { Download, PackageOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import type { QuarantineEntry } from 'shared/protocol/quarantine.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { useWorkspace, type Workspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { collectionOf, DrainedRow } from './drained-row.tsx';
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

function Drained() {
  const text = useTeamText();
  const workspace = useWorkspace();
  const [answer, again] = useServerAnswer(useCallback(() => readAll(workspace), [workspace]));
  const [most, setMost] = useState(SHOWN);
  const [decided, setDecided] = useState<ReadonlyMap<string, QuarantineEntry>>(new Map());
  const onDecided = (entry: QuarantineEntry): void =>
    setDecided((before) => new Map(before).set(entry.id, entry));
  const asked = answer.kind === 'answered' ? answer.value : NO_ENTRIES;
  // What waits comes first; what was decided here stays where it is until the list is read anew.
  const entries = asked
    .toSorted((one, two) => Number(one.settled !== undefined) - Number(two.settled !== undefined))
    .map((entry) => decided.get(entry.id) ?? entry);
  const open = entries.filter(({ settled }) => settled === undefined).length;
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
      title={
        <>
          {text('drained')} {open > 0 && <Pill tone="hold">{text('drainedOpen', { count: open })}</Pill>}
        </>
      }
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
              <DrainedRow key={entry.id} entry={entry} words={words} onDecided={onDecided} />
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
