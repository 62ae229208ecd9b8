import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CloudOff, History, RotateCw, X } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { dayInZone } from 'shared/lib/days.ts';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { liveMembers } from '../../sync/members.ts';
import { useRecordWords, type RecordWords } from '../../sync/record-words.ts';
import { thisDevice } from '../../sync/this-device.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { changesOf, knownOf } from 'shared/history/changes.ts';
import { AuditEntryRow, didOf, whereFrom, whoDid } from './audit-entry.tsx';
import { filterOf, queryOf, type AuditFilter } from './audit-filter.ts';
import { useAuditText } from './audit-strings.ts';
import { useAudit, type Audit } from './use-audit.ts';
import styles from './audit.module.css';

export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

const ALL = 'all';
const FALLBACK_ZONE = 'America/Chicago';
const NO_ENTRIES: readonly AuditEntry[] = [];

/** Who did what, when, on which device. */
export function AuditPage({ actions }: { readonly actions?: (list: () => ShownList) => ReactNode }) {
  const text = useAuditText();
  const navigate = useNavigate();
  const { workspace: slug } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const filter = filterOf(search);
  const { user } = useWorkspace();
  const [deviceId, setDeviceId] = useState<string>();
  useEffect(() => {
    void thisDevice().then(setDeviceId);
  }, []);
  const [zone, setZone] = useState(FALLBACK_ZONE);
  const audit = useAudit(queryOf(filter, zone));
  const { state } = audit;
  const entries = state.kind === 'read' || state.kind === 'offline' ? state.entries : NO_ENTRIES;
  const words = useRecordWords(entries);
  useEffect(() => {
    if (words?.zone !== undefined) setZone(words.zone);
  }, [words?.zone]);
  const change = (changes: { readonly [K in keyof AuditFilter]: AuditFilter[K] | undefined }): void => {
    const next = Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== undefined);
    void navigate({ to: `/w/${slug}/audit`, search: Object.fromEntries(next), replace: true });
  };
  const list = (): ShownList => ({
    title: text('title'),
    columns: (['time', 'who', 'where', 'what', 'record', 'field', 'before', 'after'] as const).map((key) => ({
      title: text(key),
    })),
    rows: words
      ? entries.flatMap((entry) =>
          changesOf(entry).map(({ unit, before, after }) => [
            words.moment(entry.at),
            whoDid(entry, user.id, text),
            whereFrom(entry, deviceId, words, text),
            text(didOf(entry)),
            words.record(entry, knownOf(entry)),
            words.unit(entry.collection, unit),
            words.value(unit, before),
            words.value(unit, after),
          ]),
        )
      : [],
  });
  return (
    <Page
      title={text('title')}
      tone="ground"
      tools={<Filters filter={filter} words={words} onChange={change} />}
      status={
        <>
          <IconButton label={text('refresh')} onPress={audit.refresh} isPending={audit.isReading}>
            <RotateCw aria-hidden />
          </IconButton>
          {entries.length > 0 && actions?.(list)}
        </>
      }
    >
      <Body audit={audit} words={words} deviceId={deviceId} />
    </Page>
  );
}

interface FiltersProps {
  readonly filter: AuditFilter;
  readonly words: RecordWords | undefined;
  readonly onChange: (changes: { readonly [K in keyof AuditFilter]: AuditFilter[K] | undefined }) => void;
}

function Filters({ filter, words, onChange }: FiltersProps) {
  const text = useAuditText();
  const { db } = useWorkspace();
  const members = useLive(() => liveMembers(db), [db]) ?? [];
  const { person, collection, document, from, to } = filter;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <>
      <div className={styles.person}>
        <SelectField
          label={text('person')}
          hideLabel
          value={person ?? ALL}
          onChange={(id) => onChange({ person: id === ALL ? undefined : id })}
          options={[
            { id: ALL, label: text('everybody') },
            ...members.map(({ id, name, email }) => ({ id, label: name, detail: email })),
          ]}
        />
      </div>
      <div className={styles.person}>
        <SelectField
          label={text('collection')}
          hideLabel
          value={collection ?? ALL}
          onChange={(id) => onChange({ collection: id === ALL ? undefined : id, document: undefined })}
          options={[
            { id: ALL, label: text('everything') },
            ...COLLECTION_NAMES.map((id) => ({ id, label: words?.collection(id) ?? id })),
          ]}
        />
      </div>
      <div className={styles.days}>
        <DateField label={text('from')} hideLabel value={from} onChange={(day) => onChange({ from: day })} />
        <span className={styles.dash}>–</span>
        <DateField label={text('to')} hideLabel value={to} onChange={(day) => onChange({ to: day })} />
      </div>
      {document !== undefined && collection !== undefined && words && (
        <Button
          icon={<X aria-hidden />}
          aria-label={text('allRecords')}
          onPress={() => onChange({ document: undefined, collection: undefined })}
        >
          {text('onlyRecord', { record: words.record({ collection, documentId: document }) })}
        </Button>
      )}
      {isNarrowed && (
        <Button
          variant="quiet"
          onPress={() =>
            onChange({
              person: undefined,
              collection: undefined,
              document: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {text('clear')}
        </Button>
      )}
    </>
  );
}

interface BodyProps {
  readonly audit: Audit;
  readonly words: RecordWords | undefined;
  readonly deviceId: string | undefined;
}

function Body({ audit, words, deviceId }: BodyProps) {
  const text = useAuditText();
  const format = useFormat();
  const { state, isReading, older, refresh } = audit;
  const entries = state.kind === 'read' || state.kind === 'offline' ? state.entries : NO_ENTRIES;
  const zone = words?.zone;
  const days = useMemo(
    () => [...Map.groupBy(entries, ({ at }) => dayInZone(Date.parse(at), zone ?? FALLBACK_ZONE))],
    [entries, zone],
  );
  // Of the earliest day on the screen there may be more than was read.
  const isWhole = state.kind === 'read' && state.next === undefined;
  if (state.kind === 'loading' || !words) return <SkeletonRows rows={10} />;
  if (state.kind === 'failed')
    return (
      <ErrorState title={text('failed')} onRetry={refresh}>
        {state.why}
      </ErrorState>
    );
  if (state.kind === 'offline' && state.readAt === undefined && entries.length === 0)
    return (
      <ErrorState title={text('offline')} icon={<CloudOff aria-hidden />} onRetry={refresh}>
        {text('offlineNothing')}
      </ErrorState>
    );
  return (
    <div className={styles.log}>
      {state.kind === 'offline' && (
        <p className={styles.notice} role="status">
          <CloudOff aria-hidden />
          <span>
            <b>{text('offline')}.</b>{' '}
            {state.readAt !== undefined && text('offlineHint', { when: words.moment(state.readAt) })}
          </span>
        </p>
      )}
      {entries.length === 0 && (
        <EmptyState title={text('none')} icon={<History aria-hidden />}>
          {text('noneHint')}
        </EmptyState>
      )}
      {days.map(([day, ofDay], at) => (
        <section key={day} className={styles.day} aria-label={format.longDay(day)}>
          <header>
            <h2>{format.longDay(day)}</h2>
            <span>{text(isWhole || at < days.length - 1 ? 'shown' : 'latest', { count: ofDay.length })}</span>
          </header>
          <ol>
            {ofDay.map((entry) => (
              <AuditEntryRow
                key={`${entry.seq} ${entry.documentId}`}
                entry={entry}
                words={words}
                deviceId={deviceId}
              />
            ))}
          </ol>
        </section>
      ))}
      {state.kind === 'read' && state.next !== undefined && (
        <div className={styles.more}>
          <Button onPress={older} isPending={isReading}>
            {text('older')}
          </Button>
        </div>
      )}
      {isWhole && entries.length > 0 && <p className={styles.end}>{text('end')}</p>}
    </div>
  );
}
