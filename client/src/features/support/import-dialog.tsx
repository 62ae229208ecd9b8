import { useMemo, useState } from 'react';
import { isStorageFailure } from '../../db/storage-errors.ts';
import { reportFailure } from '../../lib/report-failure.ts';
import type { ImportPlan, ImportProblem, PlannedRecord } from '../../sync/import-unsent.ts';
import { useRecordWords, type RecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { takeIn } from './support.repo.ts';
import { useSupportText } from './support-strings.ts';
import styles from './support.module.css';

type Text = ReturnType<typeof useSupportText>;

function problemWords(problem: ImportProblem, text: Text): string {
  switch (problem.kind) {
    case 'other workspace':
      return text('badWorkspace', { name: problem.name || '–' });
    case 'invalid':
      return text('badInvalid', { place: [problem.collection, problem.place].filter(Boolean).join(': ') });
    default:
      return text(`bad-${problem.kind}`);
  }
}

/** What a file of unsent work would do here, before it does anything; or why it does nothing. */
export function ImportDialog({
  found,
  onClose,
}: {
  readonly found: ImportPlan | ImportProblem;
  readonly onClose: () => void;
}) {
  const text = useSupportText();
  return found.kind === 'plan' ? (
    <Planned plan={found} onClose={onClose} />
  ) : (
    <Dialog
      title={text('badFile')}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="act" onPress={onClose}>
          {text('close')}
        </Button>
      }
    >
      <p role="alert">{problemWords(found, text)}</p>
    </Dialog>
  );
}

const TONES: Readonly<Record<PlannedRecord['kind'], PillTone>> = {
  new: 'go',
  change: 'act',
  delete: 'stop',
  same: 'plain',
  'not here': 'hold',
};

function Planned({ plan, onClose }: { readonly plan: ImportPlan; readonly onClose: () => void }) {
  const text = useSupportText();
  const current = useWorkspace();
  const words = useRecordWords(useMemo(() => plan.records, [plan]));
  const [isPending, setPending] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const count = plan.records.filter(({ kind }) => kind !== 'same' && kind !== 'not here').length;
  const take = async (): Promise<void> => {
    setPending(true);
    setFailed(false);
    try {
      await takeIn(current, text('importTitle'), plan);
      toast({ message: text('imported', { count }), tone: 'go' });
      onClose();
    } catch (error) {
      if (!isStorageFailure(error)) reportFailure(error);
      setFailed(true);
      setPending(false);
    }
  };
  return (
    <Dialog
      title={text('importTitle')}
      isOpen
      onClose={onClose}
      width="wide"
      isDismissable={!isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {text(count > 0 ? 'cancel' : 'close')}
          </Button>
          {count > 0 && (
            <Button variant="act" isPending={isPending} onPress={() => void take()}>
              {text('importDo', { count })}
            </Button>
          )}
        </>
      }
    >
      {words ? (
        <>
          <p>
            <b>{text('importFrom', { name: plan.by || '–', when: plan.at ? words.moment(plan.at) : '–' })}</b>
          </p>
          <p className={styles.quiet}>{text(count > 0 ? 'importWords' : 'importNothing')}</p>
          {hasFailed && <p role="alert">{text('importFailed')}</p>}
          <ul className={styles.plan}>
            {plan.records.map((record) => (
              <PlannedItem key={`${record.collection}/${record.documentId}`} record={record} words={words} />
            ))}
          </ul>
        </>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Dialog>
  );
}

function PlannedItem({ record, words }: { readonly record: PlannedRecord; readonly words: RecordWords }) {
  const text = useSupportText();
  const { collection, kind, units, document } = record;
  return (
    <li>
      <header>
        <span>
          <small>{words.collection(collection)}</small>
          <b>{words.record(record, document)}</b>
        </span>
        <Pill tone={TONES[kind]}>{text(`import-${kind}`)}</Pill>
      </header>
      {kind === 'change' && (
        <dl>
          {units.map(({ unit, now, wanted }) => (
            <div key={unit}>
              <dt>{words.unit(collection, unit)}</dt>
              <dd>
                <b>{words.value(unit, wanted)}</b>{' '}
                <span>{text('importNow', { value: words.value(unit, now) })}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
