import { useMemo } from 'react';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import type { SyncStatus } from '../../sync/status.ts';
import type { SupportState, UnsentRecord } from '../../sync/support-state.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useSupportText } from './support-strings.ts';
import styles from './support.module.css';

/** More of one kind than this is a number. */
const SHOWN = 25;

/** What only this device holds, by kind and by record, the longest waiting first. */
export function UnsentCard({
  state,
  status,
  words,
  slug,
}: {
  readonly state: SupportState;
  readonly status: SyncStatus;
  readonly words: RecordWords;
  readonly slug: string;
}) {
  const text = useSupportText();
  const groups = useMemo(
    () => [...Map.groupBy(state.unsent, ({ collection }) => collection)],
    [state.unsent],
  );
  return (
    <Card title={text('unsentTitle')} aside={state.unsent.length > 0 && state.unsent.length}>
      {state.unsent.length === 0 && <p className={styles.quiet}>{text('unsentNone')}</p>}
      {groups.map(([collection, records]) => (
        <UnsentGroup key={collection} collection={collection} records={records} words={words} />
      ))}
      {status.attention > 0 && (
        <p className={styles.refused}>
          {text('refused', { count: status.attention })}
          <ButtonLink size="s" variant="act" href={`/w/${slug}/review`}>
            {text('lookNow')}
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}

function UnsentGroup({
  collection,
  records,
  words,
}: {
  readonly collection: CollectionName;
  readonly records: readonly UnsentRecord[];
  readonly words: RecordWords;
}) {
  const text = useSupportText();
  const hidden = records.length - SHOWN;
  return (
    <section className={styles.group}>
      <h3>
        {words.collection(collection)} <span>{records.length}</span>
      </h3>
      <ul>
        {records.slice(0, SHOWN).map((record) => (
          <li key={record.documentId}>
            <b>{words.record(record, record.fields)}</b>
            <span className={styles.units}>
              {record.units.map((unit) => words.unit(collection, unit)).join(', ')}
            </span>
            <small>
              {text('changed', { when: words.moment(record.changedAt) })} ·{' '}
              {text(record.isSent ? 'onItsWay' : 'waits')}
            </small>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.quiet}>{text('more', { count: hidden })}</p>}
    </section>
  );
}
