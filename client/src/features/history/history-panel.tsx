import { CloudOff, History } from 'lucide-react';
import { useMemo, useState } from 'react';
import { contentAfter, endingOf, putsBefore, putsOfUnit } from 'shared/history/restore.ts';
import { doneAt } from 'shared/history/changes.ts';
import { dayInZone } from 'shared/lib/days.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordWords, type RecordRef, type RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { isOldRecord, struckWith } from './history.repo.ts';
import { useHistoryText } from './history-strings.ts';
import { RestoreDialog, type Asked } from './restore-dialog.tsx';
import { AsideEntry, StoryEntry, whoDid } from './story-entry.tsx';
import { itemsOf, type StoryItem } from './story-items.ts';
import { useStory, type Story } from './use-story.ts';
import styles from './history.module.css';

interface HistoryPanelProps extends RecordRef {
  readonly unit?: string;
  readonly onClose: () => void;
}

const FALLBACK_ZONE = 'America/Chicago';
const NO_REFS: readonly RecordRef[] = [];

/** Everything that became of one record, newest first; any of it can be put back. */
export function HistoryPanel({ collection, documentId, unit, onClose }: HistoryPanelProps) {
  const text = useHistoryText();
  const ref = useMemo(() => ({ collection, documentId }), [collection, documentId]);
  const { state, isReading, older, again } = useStory(ref, { settleMs: 0 });
  const refs = useMemo(() => [ref], [ref]);
  const words = useRecordWords(state.kind === 'told' ? refs : NO_REFS);
  const [isWhole, setWhole] = useState(false);
  const part = isWhole ? undefined : unit;
  const known =
    state.kind === 'told' ? (state.current ?? contentAfter(collection, state.told.entries)) : undefined;
  const record = words?.record(ref, known);
  return (
    <Drawer title={record ?? text('history')} subtitle={text('history')} onClose={onClose}>
      {(state.kind === 'reading' || !words) && <SkeletonRows rows={8} />}
      {state.kind === 'failed' && (
        <ErrorState title={text('failed')} onRetry={again}>
          {state.why}
        </ErrorState>
      )}
      {state.kind === 'told' && words && (
        <>
          {unit !== undefined && (
            <div className={styles.part}>
              <Segmented
                label={text('partOrWhole')}
                fill
                items={[
                  { id: 'part', label: words.unit(collection, unit) },
                  { id: 'whole', label: text('wholeRecord') },
                ]}
                value={isWhole ? 'whole' : 'part'}
                onChange={(shown) => setWhole(shown === 'whole')}
              />
            </div>
          )}
          <Timeline
            record={record ?? ''}
            docRef={ref}
            unit={part}
            story={state}
            words={words}
            onOlder={
              state.told.from.kind === 'server' && state.told.from.next !== undefined ? older : undefined
            }
            isReading={isReading}
          />
        </>
      )}
    </Drawer>
  );
}

interface TimelineProps {
  readonly docRef: RecordRef;
  readonly record: string;
  readonly unit: string | undefined;
  readonly story: Story;
  readonly words: RecordWords;
  readonly onOlder: (() => void) | undefined;
  readonly isReading: boolean;
}

function Timeline({ docRef, record, unit, story, words, onOlder, isReading }: TimelineProps) {
  const text = useHistoryText();
  const format = useFormat();
  const [asked, setAsked] = useState<Asked>();
  const { told, current, reviews, deviceId } = story;
  const workspace = useWorkspace();
  const isOld = current !== undefined && isOldRecord(workspace, docRef, current);
  const { collection } = docRef;
  const items = useMemo(() => itemsOf(told.entries, reviews, unit), [told, reviews, unit]);
  const days = useMemo(
    () => [...Map.groupBy(items, ({ at }) => dayInZone(Date.parse(at), words.zone ?? FALLBACK_ZONE))],
    [items, words.zone],
  );
  const ask = (kind: Asked['kind'], puts: ReturnType<typeof putsBefore>): void =>
    setAsked({ kind, restore: { kind: 'units', ref: docRef, puts }, along: [] });
  const entryOf = (item: StoryItem) => {
    if (item.kind === 'aside')
      return <AsideEntry key={`aside ${item.review.id}`} review={item.review} words={words} />;
    const { entry, changes, newer } = item;
    const canRestore =
      current !== undefined && !isOld && newer > 0 && entry.operation !== 'purge' && unit === undefined;
    return (
      <StoryEntry
        key={`${entry.seq} ${entry.documentId}`}
        entry={entry}
        changes={changes}
        words={words}
        deviceId={deviceId}
        onRestore={
          canRestore ? () => ask('record', putsBefore(collection, current, told.entries, newer)) : undefined
        }
        onPutBack={
          current && !isOld
            ? (change) => ask('field', putsOfUnit(collection, current, told.entries, change))
            : undefined
        }
      />
    );
  };
  return (
    <div className={styles.story}>
      <FromHere story={story} words={words} />
      {isOld ? (
        <p className={styles.notice}>{text('isOld')}</p>
      ) : (
        <Ended docRef={docRef} story={story} words={words} onAsk={setAsked} />
      )}
      {items.length === 0 && (
        <EmptyState
          title={text(told.from.kind === 'device' && !told.isWhole ? 'nothingHere' : 'nothing')}
          icon={<History aria-hidden />}
        />
      )}
      {days.map(([day, ofDay]) => (
        <section key={day} aria-label={format.longDay(day)}>
          <h3>{format.longDay(day)}</h3>
          <ol>{ofDay.map(entryOf)}</ol>
        </section>
      ))}
      {onOlder && (
        <Button onPress={onOlder} isPending={isReading}>
          {text('older')}
        </Button>
      )}
      {told.isWhole && items.length > 0 && <p className={styles.end}>{text('beginning')}</p>}
      {asked && (
        <RestoreDialog
          asked={asked}
          current={current}
          words={words}
          record={record}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

/** Without a line: what this is made of, and how far back that goes. */
export function FromHere({ story, words }: { readonly story: Story; readonly words: RecordWords }) {
  const text = useHistoryText();
  const { from } = story.told;
  if (from.kind === 'server') return null;
  const said =
    from.readAt !== undefined
      ? text('offlineRead', { read: words.moment(from.readAt) })
      : from.since !== undefined
        ? text('offline', { when: words.moment(from.since) })
        : text('offlineNew');
  return (
    <p className={styles.notice} role="status">
      <CloudOff aria-hidden />
      <span>{said}</span>
    </p>
  );
}

interface EndedProps {
  readonly docRef: RecordRef;
  readonly story: Story;
  readonly words: RecordWords;
  readonly onAsk: (asked: Asked) => void;
}

/** A record that is archived, cancelled, void or deleted says so first, and comes back from here. */
function Ended({ docRef, story, words, onAsk }: EndedProps) {
  const text = useHistoryText();
  const workspace = useWorkspace();
  const { told, current } = story;
  const { collection } = docRef;
  if (current === undefined) {
    const deleted = told.entries.find(({ operation }) => operation === 'delete');
    if (deleted === undefined || told.entries[0]?.operation === 'purge') return null;
    const content = contentAfter(collection, told.entries);
    const who = whoDid(deleted, words, workspace.user.id, text);
    return (
      <div className={styles.ended}>
        <p>{text('ended-deleted', { who, when: words.moment(doneAt(deleted)) })}</p>
        {content ? (
          <Button
            variant="act"
            onPress={() =>
              onAsk({ kind: 'back', restore: { kind: 'whole', ref: docRef, content }, along: [] })
            }
          >
            {text('bringBack')}
          </Button>
        ) : (
          <p className={styles.quiet}>{text('noContent')}</p>
        )}
      </div>
    );
  }
  const ending = endingOf(collection, current, told.entries);
  if (!ending) return null;
  const { entry, unit, puts } = ending;
  const bringBack = async (): Promise<void> => {
    const along = entry && collection === 'pours' ? await struckWith(workspace, current.id, entry) : [];
    onAsk({ kind: 'back', restore: { kind: 'units', ref: docRef, puts }, along });
  };
  return (
    <div className={styles.ended}>
      <p>
        {entry
          ? text(unit === 'void' ? 'ended-void' : unit === 'active' ? 'ended-active' : 'ended-status', {
              who: whoDid(entry, words, workspace.user.id, text),
              when: words.moment(doneAt(entry)),
              status: words.value(unit, current[unit]),
            })
          : text('endedUnknown')}
      </p>
      <Button variant="act" onPress={() => void bringBack()}>
        {text('bringBack')}
      </Button>
    </div>
  );
}
