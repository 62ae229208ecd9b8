import { ArrowRight, Ban } from 'lucide-react';
import { DELETION } from 'shared/merge/units.ts';
import { unitKey, type PlannedRecord, type PlanUnit } from 'shared/history/session.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { CheckboxField } from '../../ui/checkbox-field.tsx';
import { useSessionText } from './session-strings.ts';
import { Face } from '../../ui/face.tsx';
import styles from './session.module.css';

interface PlannedRowProps {
  readonly record: PlannedRecord;
  /** Whose session it is. */
  readonly person: string;
  readonly words: RecordWords;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (keys: readonly string[], isChosen: boolean) => void;
}

/** One record: each field that goes back, from what to what; or why none can. */
export function PlannedRow({ record, person, words, chosen, onChoose }: PlannedRowProps) {
  const text = useSessionText();
  const name = words.record(record, record.current ?? record.content);
  if (record.blocked !== undefined)
    return (
      <li className={styles.record} data-blocked>
        <h4>{name}</h4>
        <p className={styles.why}>
          <Ban aria-hidden />
          {text(`why-${record.blocked}`)}
        </p>
      </li>
    );
  const keys = record.units.map(({ unit }) => unitKey(record, unit));
  const ticked = keys.filter((key) => chosen.has(key)).length;
  return (
    <li className={styles.record}>
      <h4>
        {keys.length > 1 ? (
          <CheckboxField
            isSelected={ticked === keys.length}
            isIndeterminate={ticked > 0 && ticked < keys.length}
            onChange={(isChosen) => onChoose(keys, isChosen)}
            aria-label={text('all', { record: name })}
            label={name}
          />
        ) : (
          name
        )}
      </h4>
      <ul className={styles.units}>
        {record.units.map((unit) => (
          <UnitRow
            key={unit.unit}
            record={record}
            unit={unit}
            name={name}
            person={person}
            words={words}
            isChosen={chosen.has(unitKey(record, unit.unit))}
            onChoose={(isChosen) => onChoose([unitKey(record, unit.unit)], isChosen)}
          />
        ))}
      </ul>
    </li>
  );
}

interface UnitRowProps {
  readonly record: PlannedRecord;
  readonly unit: PlanUnit;
  readonly name: string;
  readonly person: string;
  readonly words: RecordWords;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function UnitRow({ record, unit, name, person, words, isChosen, onChoose }: UnitRowProps) {
  const text = useSessionText();
  const { user } = useWorkspace();
  const field =
    record.act === 'put_back' || (record.act === 'take_back' && unit.unit !== DELETION)
      ? words.unit(record.collection, unit.unit)
      : words.collection(record.collection);
  const { since } = unit;
  const sinceWords = (): string => {
    const when = since ? words.moment(since.at) : '';
    if (since?.by === user.id && person !== user.id) return text('sinceMine', { when });
    if (since?.by === person) return text('sinceOwn', { when });
    const who = words.person(since?.by) ?? text('somebody');
    return text('sinceBy', { who, when });
  };
  const who = since?.by === undefined ? '' : (words.person(since.by) ?? '');
  return (
    <li className={styles.unit} data-left={!isChosen || undefined}>
      <CheckboxField
        isSelected={isChosen}
        onChange={onChoose}
        aria-label={text('put', { field, record: name })}
        label={<span className={styles.field}>{field}</span>}
      />
      <span className={styles.values}>
        {unit.unit === DELETION ? (
          <b>{text(record.act === 'bring_back' ? 'bringBack' : 'deletes')}</b>
        ) : (
          <>
            <s>{words.value(unit.unit, unit.now)}</s>
            <ArrowRight role="img" aria-label={text('arrow')} />
            <b>{words.value(unit.unit, unit.put)}</b>
          </>
        )}
        {record.act !== 'put_back' && (
          <span className={styles.tag}>{text(record.act === 'take_back' ? 'wasAdded' : 'wasDeleted')}</span>
        )}
      </span>
      {since && (
        <small>
          {who !== '' && <Face userId={since.by} name={who} size="s" />}
          {sinceWords()}
        </small>
      )}
    </li>
  );
}
