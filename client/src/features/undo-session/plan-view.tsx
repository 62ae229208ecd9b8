import { CloudOff, CircleCheck, History, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  chosenAtFirst,
  type PlannedRecord,
  type SessionAsk,
  type SessionPlan,
} from 'shared/history/session.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { PlannedRow } from './planned-row.tsx';
import type { Looked } from './session.repo.ts';
import { useSessionText } from './session-strings.ts';
import styles from './session.module.css';

/** Records that are drawn at first; the others count all the same. */
const FIRST_RECORDS = 60;

interface PlanViewProps {
  readonly looked: Looked;
  readonly ask: SessionAsk;
  readonly words: RecordWords;
  readonly zone: string;
  readonly onUndo: (label: string, plan: SessionPlan, chosen: ReadonlySet<string>) => void;
}

/** Everything that would be taken back, by record and field; what others changed since is there to be ticked. */
export function PlanView({ looked: { plan, hereSince }, ask, words, onUndo }: PlanViewProps) {
  const text = useSessionText();
  const { user } = useWorkspace();
  const [chosen, setChosen] = useState(() => chosenAtFirst(plan));
  const [most, setMost] = useState(FIRST_RECORDS);
  const who = ask.person === user.id ? text('you') : (words.person(ask.person) ?? text('somebody'));
  const from = words.moment(ask.from);
  const to = words.moment(ask.to);
  const groups = useMemo(() => groupsOf(plan.records), [plan]);
  const notice = hereSince !== undefined && (
    <p className={styles.notice} role="status">
      <CloudOff aria-hidden />
      <span>{hereSince === '' ? text('hereNew') : text('here', { when: words.moment(hereSince) })}</span>
    </p>
  );
  if (plan.records.length === 0)
    return (
      <div className={styles.plan}>
        {notice}
        <EmptyState
          title={plan.changes === 0 ? text('none', { who }) : text('allDone')}
          icon={plan.changes === 0 ? <History aria-hidden /> : <CircleCheck aria-hidden />}
        >
          {plan.changes === 0 ? text('noneHint') : text('allDoneHint', { who })}
        </EmptyState>
      </div>
    );
  const choose = (keys: readonly string[], isChosen: boolean): void => {
    const next = new Set(chosen);
    for (const key of keys) {
      if (isChosen) next.add(key);
      else next.delete(key);
    }
    setChosen(next);
  };
  const open = plan.records.filter(({ blocked }) => blocked === undefined);
  const units = open.flatMap((record) => record.units.map((unit) => ({ record, unit })));
  const since = units.filter(({ unit }) => unit.since !== undefined).length;
  const blocked = plan.records.length - open.length;
  let left = most;
  return (
    <div className={styles.plan}>
      {notice}
      <header className={styles.sum}>
        <h2>{text('sum', { who, changes: text('changes', { count: plan.changes }), from, to })}</h2>
        <ul>
          <li data-tone="go">{text('ready', { count: units.length - since })}</li>
          {since > 0 && <li data-tone="hold">{text('since', { count: since })}</li>}
          {blocked > 0 && <li data-tone="stop">{text('blocked', { count: blocked })}</li>}
        </ul>
      </header>
      {groups.map(([collection, records]) => {
        const shown = records.slice(0, Math.max(0, left));
        left -= shown.length;
        if (shown.length === 0) return null;
        return (
          <section key={collection} className={styles.group} aria-label={words.collection(collection)}>
            <header>
              <h3>{words.collection(collection)}</h3>
              <span>{text('records', { count: records.length })}</span>
            </header>
            <ul>
              {shown.map((record) => (
                <PlannedRow
                  key={record.documentId}
                  record={record}
                  person={ask.person}
                  words={words}
                  chosen={chosen}
                  onChoose={choose}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {plan.records.length > most && (
        <div className={styles.more}>
          <Button onPress={() => setMost(most + 200)}>
            {text('more', { count: plan.records.length - most })}
          </Button>
        </div>
      )}
      <footer className={styles.step}>
        <p>{chosen.size === 0 ? text('nothingTicked') : text('safe')}</p>
        <Button
          variant="act"
          size="l"
          icon={<Undo2 aria-hidden />}
          isDisabled={chosen.size === 0}
          onPress={() => onUndo(text('label', { who, from, to }), plan, chosen)}
        >
          {text('undo', { count: chosen.size })}
        </Button>
      </footer>
    </div>
  );
}

/** By kind of record, and within it what asks for a decision first. */
function groupsOf(
  records: readonly PlannedRecord[],
): readonly (readonly [PlannedRecord['collection'], readonly PlannedRecord[]])[] {
  const rank = (record: PlannedRecord): number =>
    record.blocked !== undefined ? 2 : record.units.some(({ since }) => since !== undefined) ? 0 : 1;
  return [...Map.groupBy(records, ({ collection }) => collection)].map(
    ([collection, ofIt]) => [collection, ofIt.toSorted((a, b) => rank(a) - rank(b))] as const,
  );
}
