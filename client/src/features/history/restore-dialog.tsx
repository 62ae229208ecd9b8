import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { doneAt } from 'shared/history/changes.ts';
import type { Put } from 'shared/history/restore.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxField } from '../../ui/checkbox-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { carryOut, whyNotRestore, type Restore } from './history.repo.ts';
import { useHistoryText } from './history-strings.ts';
import { whoDid } from './story-entry.tsx';
import styles from './history.module.css';

/** What somebody asked for, not done yet. */
export interface Asked {
  readonly kind: 'field' | 'record' | 'back';
  readonly restore: Restore;
  /** Of the same deed in other records: what was struck together with a pour. */
  readonly along: readonly Restore[];
}

interface RestoreDialogProps {
  readonly asked: Asked;
  readonly current: WireDocument | undefined;
  readonly words: RecordWords;
  readonly record: string;
  readonly onClose: () => void;
}

/** Says what a restore changes and what newer word it replaces, and does it when it is wanted. */
export function RestoreDialog({ asked, current, words, record, onClose }: RestoreDialogProps) {
  const text = useHistoryText();
  const workspace = useWorkspace();
  const { restore, along, kind } = asked;
  const { collection } = restore.ref;
  const puts = restore.kind === 'units' ? restore.puts : [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [withAlong, setWithAlong] = useState(true);
  const [whyNot, setWhyNot] = useState<string>();
  const [isPending, setPending] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void whyNotRestore(workspace, restore, current).then((why) => isCurrent && setWhyNot(why));
    return () => {
      isCurrent = false;
    };
  }, [workspace, restore, current]);
  const chosen = puts.filter(({ unit }) => !left.has(unit));
  const field = puts[0] ? words.unit(collection, puts[0].unit) : '';
  const isEmpty = restore.kind === 'units' && chosen.length === 0;
  const title = {
    field: text('askField', { field }),
    record: text('askRecord', { record }),
    back: text('askBack', { record }),
  }[kind];
  const run = async (): Promise<void> => {
    setPending(true);
    const said = {
      field: text('saidField', { record, field }),
      record: text('saidRecord', { record }),
      back: text('saidBack', { record }),
    }[kind];
    const whole: Restore = restore.kind === 'units' ? { ...restore, puts: chosen } : restore;
    const kept = await carryOut(workspace, said, [whole, ...(withAlong ? along : [])]);
    onClose();
    toast({
      message: said,
      ...(kept > 0 && { detail: text('keptOne') }),
      tone: 'go',
      action: { label: text('undo'), run: () => void workspace.undo() },
    });
  };
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button
            variant="act"
            isPending={isPending}
            isDisabled={whyNot !== undefined || isEmpty}
            onPress={() => void run()}
          >
            {kind === 'field'
              ? text('doField')
              : kind === 'back'
                ? text('doBack')
                : text('doRecord', { count: chosen.length })}
          </Button>
        </>
      }
    >
      {whyNot !== undefined && (
        <p className={styles.notice} role="alert">
          <b>{text('mayNot')}.</b> {whyNot}
        </p>
      )}
      {restore.kind === 'units' && puts.length === 0 && <p>{text('already')}</p>}
      {puts.length > 0 && <p className={styles.quiet}>{text('willChange')}</p>}
      <ul className={styles.puts}>
        {puts.map((put) => (
          <PutRow
            key={put.unit}
            put={put}
            name={words.unit(collection, put.unit)}
            words={words}
            isChosen={!left.has(put.unit)}
            onChoose={
              puts.length > 1
                ? (isChosen) => {
                    const next = new Set(left);
                    if (isChosen) next.delete(put.unit);
                    else next.add(put.unit);
                    setLeft(next);
                  }
                : undefined
            }
          />
        ))}
      </ul>
      {restore.kind === 'whole' && (
        <>
          <p className={styles.quiet}>{text('willReturn')}</p>
          <dl className={styles.content}>
            {Object.entries(restore.content).map(([name, value]) => (
              <div key={name}>
                <dt>{words.unit(collection, name)}</dt>
                <dd>{words.value(name, value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {along.length > 0 && (
        <CheckboxField
          isSelected={withAlong}
          onChange={setWithAlong}
          label={text('withLoads', { count: along.length })}
        />
      )}
    </Dialog>
  );
}

interface PutRowProps {
  readonly put: Put;
  readonly name: string;
  readonly words: RecordWords;
  readonly isChosen: boolean;
  readonly onChoose: ((isChosen: boolean) => void) | undefined;
}

function PutRow({ put, name, words, isChosen, onChoose }: PutRowProps) {
  const text = useHistoryText();
  const { user } = useWorkspace();
  const { unit, now, since } = put;
  return (
    <li className={styles.put} data-left={!isChosen || undefined}>
      {onChoose ? (
        <CheckboxField isSelected={isChosen} onChange={onChoose} label={name} />
      ) : (
        <span className={styles.field}>{name}</span>
      )}
      <span className={styles.values}>
        <s>{words.value(unit, now)}</s> <ArrowRight role="img" aria-label={text('arrow')} />{' '}
        <b>{words.value(unit, put.put)}</b>
      </span>
      {since && (
        <small>
          {text('replaces', {
            who: whoDid(since, words, user.id, text),
            when: words.moment(doneAt(since)),
          })}
        </small>
      )}
    </li>
  );
}
