import { CloudOff, CircleCheck, Download, FileUp, RefreshCw, Scale, Stethoscope } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLive } from '../../db/use-live.ts';
import { reportFailure } from '../../lib/report-failure.ts';
import { saveFile } from '../../lib/save-file.ts';
import { MAX_FILE_BYTES, type ImportPlan, type ImportProblem } from '../../sync/import-unsent.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { NOTHING_YET } from '../../sync/status.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { DeviceCard, OthersCard, type OtherAccount } from './device-card.tsx';
import { makeDiagnostics, type DeviceFacts } from './diagnostics.ts';
import { HeldCard } from './held-card.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { liveSupport, readImport, readSupport, unsentFile } from './support.repo.ts';
import { useSupportText } from './support-strings.ts';
import { UnsentCard } from './unsent-card.tsx';
import styles from './support.module.css';

export interface SupportPageProps {
  readonly device: DeviceFacts;
  readonly others: readonly OtherAccount[];
  /** Asks the browser to keep what is stored. */
  readonly onKeep: () => void;
}

/** How the work on this device stands, and what to do when somebody doubts it. Needs no line. */
export function SupportPage({ device, others, onKeep }: SupportPageProps) {
  const text = useSupportText();
  const current = useWorkspace();
  const { sync, workspace } = current;
  const state = useLive(() => liveSupport(current), [current]);
  const status = useLive(() => sync.status$, [sync]) ?? NOTHING_YET;
  const words = useRecordWords(useMemo(() => state?.unsent ?? [], [state?.unsent]));
  if (!state || !words)
    return (
      <Page title={text('title')} tone="ground">
        <SkeletonRows rows={10} />
      </Page>
    );
  const held = state.unsent.length + status.attention;
  const saveReport = async (): Promise<void> => {
    const at = current.clock.nowInstant();
    const report = makeDiagnostics(await readSupport(current), status, device, at);
    const name = `planning-ops-report-${at.slice(0, 16).replace(':', '')}.json`;
    saveFile(name, new Blob([JSON.stringify(report, undefined, 2)], { type: 'application/json' }));
    toast({ message: text('savedReport') });
  };
  return (
    <Page title={text('title')} tone="ground">
      <div className={styles.page}>
        <section className={styles.standing} data-held={held > 0 || undefined}>
          {held > 0 ? <CloudOff aria-hidden /> : <CircleCheck aria-hidden />}
          <div>
            <h2>{held > 0 ? text('onlyHere', { count: held }) : text('allSent')}</h2>
            <p>
              {state.unsentSince !== undefined && (
                <>{text('since', { when: words.moment(state.unsentSince) })} · </>
              )}
              {state.lastContact === undefined
                ? text('neverContact')
                : text('lastContact', { when: words.moment(state.lastContact) })}
            </p>
          </div>
          <Actions held={held} />
        </section>
        <div className={styles.columns}>
          <div className={styles.stack}>
            <UnsentCard state={state} status={status} words={words} slug={workspace.slug} />
            <DeviceCard device={device} onKeep={onKeep} />
            <OthersCard others={others} />
            <Card title={text('reportTitle')}>
              <p className={styles.quiet}>{text('reportWords')}</p>
              <div>
                <Button
                  icon={<Stethoscope aria-hidden />}
                  onPress={() => void saveReport().catch((error: unknown) => sayNotSaved(error))}
                >
                  {text('saveReport')}
                </Button>
              </div>
            </Card>
          </div>
          <HeldCard state={state} words={words} />
        </div>
      </div>
    </Page>
  );
}

function sayNotSaved(error: unknown): void {
  reportFailure(error);
  toast({ message: useSupportText.now('notSaved'), tone: 'stop' });
}

function Actions({ held }: { readonly held: number }) {
  const text = useSupportText();
  const current = useWorkspace();
  const [found, setFound] = useState<ImportPlan | ImportProblem>();
  const save = async (): Promise<void> => {
    const { name, type, text: content } = await unsentFile(current);
    saveFile(name, new Blob([content], { type }));
    toast({ message: text('saved') });
  };
  const read = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (!file) return;
    setFound(file.size > MAX_FILE_BYTES ? { kind: 'too big' } : await readImport(current, await file.text()));
  };
  return (
    <div className={styles.actions}>
      <Button
        variant="act"
        icon={<RefreshCw aria-hidden />}
        onPress={() => {
          current.sync.checkNow();
        }}
      >
        {text('checkNow')}
      </Button>
      <Button
        icon={<Scale aria-hidden />}
        onPress={() => {
          current.sync.compareNow();
          toast({ message: text('comparing') });
        }}
      >
        {text('compare')}
      </Button>
      {held > 0 && (
        <Button
          icon={<Download aria-hidden />}
          onPress={() => void save().catch((error: unknown) => sayNotSaved(error))}
        >
          {text('saveUnsent')}
        </Button>
      )}
      <FileTrigger
        acceptedFileTypes={['text/html', '.html']}
        onSelect={(files) => void read(files).catch(() => setFound({ kind: 'damaged' }))}
      >
        <Button icon={<FileUp aria-hidden />}>{text('bringIn')}</Button>
      </FileTrigger>
      {found && <ImportDialog found={found} onClose={() => setFound(undefined)} />}
    </div>
  );
}
