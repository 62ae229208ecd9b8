import { useMemo } from 'react';
import { useFormat } from '../../lib/format.ts';
import { useRecordWords, type RecordRef } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { DrawerSection } from '../../ui/drawer.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { FromHere } from './history-panel.tsx';
import { useHistoryText } from './history-strings.ts';
import { whoDid } from './story-entry.tsx';
import { itemsOf } from './story-items.ts';
import { useStory } from './use-story.ts';
import styles from './history.module.css';

interface ShortStoryProps extends RecordRef {
  readonly unit?: string;
  readonly onAll: () => void;
}

const MOST = 4;
const NO_REFS: readonly RecordRef[] = [];

/** The last few changes of a part of a record, in its own drawer; the rest opens beside. */
export function ShortStory({ collection, documentId, unit, onAll }: ShortStoryProps) {
  const text = useHistoryText();
  const format = useFormat();
  const { user } = useWorkspace();
  const { state } = useStory({ collection, documentId });
  const words = useRecordWords(NO_REFS);
  const items = useMemo(
    () => (state.kind === 'told' ? itemsOf(state.told.entries, [], unit) : []).slice(0, MOST),
    [state, unit],
  );
  return (
    <DrawerSection heading={text('history')}>
      {state.kind === 'failed' && <p className={styles.quiet}>{state.why}</p>}
      {state.kind === 'reading' && <Skeleton />}
      {state.kind === 'told' && words && (
        <>
          <FromHere story={state} words={words} />
          {items.length === 0 && (
            <p className={styles.quiet}>
              {text(state.told.from.kind === 'device' && !state.told.isWhole ? 'nothingHere' : 'nothing')}
            </p>
          )}
          <ol className={styles.short}>
            {items.flatMap((item) =>
              item.kind === 'change'
                ? item.changes.map((change) => (
                    <li key={`${item.entry.seq} ${change.unit}`}>
                      {unit === undefined && <span>{words.unit(collection, change.unit)}: </span>}
                      <b>{words.value(change.unit, change.after)}</b>
                      {item.entry.before && <s> {words.value(change.unit, change.before)}</s>}
                      <small>
                        {whoDid(item.entry, words, user.id, text)}, {format.dayTime(item.at, words.zone)}
                        {item.entry.notSent && `, ${text('notSent')}`}
                      </small>
                    </li>
                  ))
                : [],
            )}
          </ol>
          <Button variant="quiet" size="s" onPress={onAll}>
            {text('all')}
          </Button>
        </>
      )}
    </DrawerSection>
  );
}
