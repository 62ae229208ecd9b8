import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { changesOf, knownOf } from 'shared/history/changes.ts';
import { markOf } from 'shared/history/rev-mark.ts';
import { useAuditText, type AuditText } from './audit-strings.ts';
import { Face } from '../../ui/face.tsx';
import styles from './audit.module.css';

/** More fields than this are folded. */
const FIRST_FIELDS = 4;

interface AuditEntryRowProps {
  readonly entry: AuditEntry;
  readonly words: RecordWords;
  readonly deviceId: string | undefined;
}

export const whoDid = (entry: AuditEntry, userId: string, text: AuditText): string =>
  entry.actor === userId ? text('you') : (entry.actorName ?? text('product'));

export function whereFrom(
  entry: AuditEntry,
  deviceId: string | undefined,
  words: Pick<RecordWords, 'person'>,
  text: AuditText,
): string {
  if (entry.handedOverBy !== undefined)
    return text('handedOver', { who: words.person(entry.handedOverBy) ?? '–' });
  if (entry.offer) return text('offered');
  if (entry.deviceId === undefined) return text('server');
  if (entry.deviceId === deviceId) return text('thisDevice');
  return text('device', { code: entry.deviceId.slice(-4).toUpperCase() });
}

/** A write that took something back says so in its rev. */
export function didOf(entry: AuditEntry): Parameters<AuditText>[0] {
  const mark = entry.operation === 'update' ? markOf(entry) : undefined;
  return mark ? `did-mark-${mark}` : `did-${entry.operation}`;
}

/** One change: who, when and where from at the left, what became of what at the right. */
export function AuditEntryRow({ entry, words, deviceId }: AuditEntryRowProps) {
  const text = useAuditText();
  const format = useFormat();
  const recordTools = useRecordTools();
  const { user } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const changes = changesOf(entry);
  const shown = isOpen ? changes : changes.slice(0, FIRST_FIELDS);
  const folded = changes.length - FIRST_FIELDS;
  const who = whoDid(entry, user.id, text);
  return (
    <li className={styles.entry}>
      <div className={styles.when}>
        <time dateTime={entry.at}>{format.time(entry.at, words.zone)}</time>
        <small>{whereFrom(entry, deviceId, words, text)}</small>
      </div>
      <div className={styles.subject}>
        <Face userId={entry.actor} name={entry.actorName ?? text('product')} />
        <p>
          <b>{who}</b> <span className={styles.did}>{text(didOf(entry))}</span>
          <span className={styles.record}>{words.record(entry, knownOf(entry))}</span>
        </p>
        {recordTools({ collection: entry.collection, documentId: entry.documentId })}
      </div>
      <div className={styles.changes}>
        {shown.map(({ unit, before, after }) => (
          <p key={unit} className={styles.change}>
            <span className={styles.field}>{words.unit(entry.collection, unit)}</span>{' '}
            {before !== undefined && (
              <>
                <span className={styles.before}>{words.value(unit, before)}</span>
                <ArrowRight role="img" aria-label={text('arrow')} />
              </>
            )}
            <span className={styles.after}>{words.value(unit, after)}</span>
          </p>
        ))}
        {folded > 0 && (
          <div>
            <Button size="s" variant="quiet" onPress={() => setOpen(!isOpen)}>
              {isOpen ? text('fewer') : text('more', { count: folded })}
            </Button>
          </div>
        )}
        {entry.lost?.map((loser) => (
          <p key={`${loser.unit} ${loser.lostAt}`} className={styles.lost}>
            {text('lost', {
              field: words.unit(entry.collection, loser.unit),
              value: words.value(loser.unit, loser.lost),
              who: words.person(loser.lostBy) ?? '–',
              when: words.moment(loser.lostAt),
            })}
          </p>
        ))}
      </div>
    </li>
  );
}
