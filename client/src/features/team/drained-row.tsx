import { useState } from 'react';
import { of } from 'rxjs';
import { changedUnits, getUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { QuarantineEntry } from 'shared/protocol/quarantine.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { liveDoc } from '../../db/live.ts';
import { useLive } from '../../db/use-live.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Pill } from '../../ui/pill.tsx';
import { toast } from '../../ui/toast.tsx';
import { decideDrained } from './team.repo.ts';
import { useTeamText } from './team-strings.ts';
import { useTeamFailure } from './use-team-failure.ts';
import { cx } from '../../lib/class-names.ts';
import styles from './team.module.css';

export const collectionOf = ({ collection }: QuarantineEntry): CollectionName | undefined =>
  COLLECTION_NAMES.find((name) => name === collection);

interface DrainedRowProps {
  readonly entry: QuarantineEntry;
  readonly words: RecordWords;
  readonly onDecided: (entry: QuarantineEntry) => void;
}

/** One piece of held work: what it would change, what stands there now, and what an administrator makes of it. */
export function DrainedRow({ entry, words, onDecided }: DrainedRowProps) {
  const text = useTeamText();
  const workspace = useWorkspace();
  const failed = useTeamFailure();
  const [asking, setAsking] = useState<'apply' | 'discard'>();
  const [isPending, setPending] = useState(false);
  const collection = collectionOf(entry);
  const document = entry.document as WireDocument;
  const id = typeof document.id === 'string' ? document.id : '';
  const now = useLive(
    () => (collection ? liveDoc(workspace.db, collection, id) : of(undefined)),
    [workspace.db, collection, id],
  ) as WireDocument | undefined;
  const record = collection ? words.record({ collection, documentId: id }, document) : entry.collection;

  const decide = async (how: 'apply' | 'discard'): Promise<void> => {
    setPending(true);
    try {
      onDecided(await decideDrained(workspace, entry.id, how));
      toast({ message: text(how === 'apply' ? 'drainedApplied' : 'drainedDiscarded', { record }) });
    } catch (error) {
      failed(error);
    } finally {
      setPending(false);
      setAsking(undefined);
    }
  };

  return (
    <li className={cx(styles.row, styles.held)} data-muted={entry.settled ? true : undefined}>
      <span className={styles.words}>
        <b>{record}</b>
        <span>{changesOf({ entry, collection, now, record }, words, text).join(' · ')}</span>
        <small>
          {text('drainedBy', {
            who: words.person(entry.userId) ?? '–',
            when: words.moment(entry.receivedAt),
          })}
          {entry.reason !== undefined && ` · ${entry.reason}`}
          {entry.settled &&
            ` · ${text(`drainedSettled-${entry.settled.how}`, {
              who: words.person(entry.settled.by) ?? '–',
              when: words.moment(entry.settled.at),
            })}`}
        </small>
      </span>
      <Pill tone={entry.source === 'attention' ? 'stop' : 'hold'}>{text(`source-${entry.source}`)}</Pill>
      {entry.settled === undefined && (
        <span className={styles.decide}>
          <Button
            aria-label={text('drainedThis', { what: text('drainedApply'), record })}
            onPress={() => setAsking('apply')}
          >
            {text('drainedApply')}
          </Button>
          <Button
            aria-label={text('drainedThis', { what: text('drainedDiscard'), record })}
            onPress={() => setAsking('discard')}
          >
            {text('drainedDiscard')}
          </Button>
        </span>
      )}
      {asking && (
        <ConfirmDialog
          isOpen
          isPending={isPending}
          isDestructive={asking === 'discard'}
          title={text(asking === 'apply' ? 'drainedApplyTitle' : 'drainedDiscardTitle', { record })}
          confirm={text(asking === 'apply' ? 'drainedApply' : 'drainedDiscard')}
          onClose={() => setAsking(undefined)}
          onConfirm={() => void decide(asking)}
        >
          <p>{text(asking === 'apply' ? 'drainedApplyWords' : 'drainedDiscardWords')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

interface Held {
  readonly entry: QuarantineEntry;
  readonly collection: CollectionName | undefined;
  readonly now: WireDocument | undefined;
  /** What its title says. */
  readonly record: string;
}

/** A name or a day, not a digit that stands in a number by chance. */
const SAYS_SOMETHING = 4;

/** Each changed unit with what was held and what it says now; of a new record, without what its title says already. */
function changesOf(
  { entry, collection, now, record }: Held,
  words: RecordWords,
  text: ReturnType<typeof useTeamText>,
): readonly string[] {
  if (!collection) return [];
  const document = entry.document as WireDocument;
  if (document._deleted === true) return [text('drainedDeletion')];
  const shape = shapeOf(collection);
  const base = (entry.base ?? null) as WireDocument | null;
  return changedUnits(shape, base, document).flatMap((unit) => {
    const held = words.value(unit, getUnit(shape, document, unit));
    if (base === null && held.length >= SAYS_SOMETHING && record.includes(held)) return [];
    const is = now && words.value(unit, getUnit(shape, now, unit));
    const name = words.unit(collection, unit);
    return is === undefined || is === held
      ? [`${name} ${held}`]
      : [text('drainedUnit', { unit: name, held, now: is })];
  });
}
