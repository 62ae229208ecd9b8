import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck, Eye, History, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { map } from 'rxjs';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { liveDoc } from '../../db/live.ts';
import { useLive } from '../../db/use-live.ts';
import { liveMembers } from '../../sync/members.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { PlanView } from './plan-view.tsx';
import { askOf, typedOf, type Typed } from './session-ask.ts';
import { useSessionText } from './session-strings.ts';
import { useSession, type Session } from './use-session.ts';
import styles from './session.module.css';

const FALLBACK_ZONE = 'America/Chicago';
/** A work day, until somebody says otherwise. */
const WORK_DAY = { fromTime: '06:00', toTime: '16:00' } as const;

/** What one person did between two times, seen first and then taken back in one step. */
export function SessionPage() {
  const text = useSessionText();
  const navigate = useNavigate();
  const { workspace: slug } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const { db, user, clock } = useWorkspace();
  const zone =
    useLive(
      () => liveDoc(db, 'settings', 'workspace:main').pipe(map((found) => found?.timeZone ?? FALLBACK_ZONE)),
      [db],
    ) ?? FALLBACK_ZONE;
  const mayAll = isAtLeast(user.role, 'scheduler');
  const today = clock.today(zone);
  const [typed, setTyped] = useState<Typed>(() => {
    const asked = typedOf(search);
    const from = asked.from ?? today;
    return { person: user.id, from, to: asked.to ?? from, ...WORK_DAY, ...asked };
  });
  const filled = mayAll ? typed : { ...typed, person: user.id };
  const session = useSession();
  const ask = askOf(filled, zone);
  const isBusy = session.state.kind === 'reading' || session.state.kind === 'working';
  return (
    <Page
      title={text('title')}
      tone="ground"
      before={
        <IconButton label={text('back')} onPress={() => void navigate({ to: `/w/${slug}/audit` })}>
          <ArrowLeft aria-hidden />
        </IconButton>
      }
      tools={
        <Asking
          typed={filled}
          mayAll={mayAll}
          onChange={(change) => {
            session.stop();
            setTyped({ ...typed, ...change });
          }}
        />
      }
      primary={
        session.state.kind === 'looking' || session.state.kind === 'done' ? undefined : (
          <Button
            variant="act"
            icon={<Eye aria-hidden />}
            isDisabled={typeof ask === 'string' || isBusy}
            isPending={isBusy}
            onPress={() => typeof ask !== 'string' && session.look(ask)}
          >
            {text('look')}
          </Button>
        )
      }
    >
      {typeof ask === 'string' ? (
        <EmptyState title={text(ask)} icon={<History aria-hidden />}>
          {text('startHint')}
        </EmptyState>
      ) : (
        <Body session={session} mayAll={mayAll} zone={zone} />
      )}
    </Page>
  );
}

interface AskingProps {
  readonly typed: Typed;
  readonly mayAll: boolean;
  readonly onChange: (change: Typed) => void;
}

function Asking({ typed, mayAll, onChange }: AskingProps) {
  const text = useSessionText();
  const { db, user } = useWorkspace();
  const members = useLive(() => liveMembers(db), [db]);
  const people = useMemo(() => {
    const known = (members ?? []).map(({ id, name, email }) => ({ id, label: name, detail: email }));
    return known.some(({ id }) => id === user.id)
      ? known
      : [{ id: user.id, label: user.name, detail: user.email }, ...known];
  }, [members, user]);
  const set = (field: keyof Typed) => (value: string | undefined) =>
    value !== undefined && onChange({ [field]: value });
  return (
    <>
      <div className={styles.person}>
        <SelectField
          label={text('person')}
          hideLabel
          isDisabled={!mayAll}
          value={typed.person}
          onChange={(person) => onChange({ person })}
          options={people}
        />
      </div>
      <div className={styles.span}>
        <DateField label={text('fromDay')} hideLabel value={typed.from} onChange={set('from')} />
        <TimeField label={text('fromTime')} hideLabel value={typed.fromTime} onChange={set('fromTime')} />
      </div>
      <span className={styles.dash}>–</span>
      <div className={styles.span}>
        <DateField label={text('toDay')} hideLabel value={typed.to} onChange={set('to')} />
        <TimeField label={text('toTime')} hideLabel value={typed.toTime} onChange={set('toTime')} />
      </div>
    </>
  );
}

interface BodyProps {
  readonly session: Session;
  readonly mayAll: boolean;
  readonly zone: string;
}

function Body({ session, mayAll, zone }: BodyProps) {
  const text = useSessionText();
  const { state, stop } = session;
  const refs = state.kind === 'looking' ? state.plan.records : NO_REFS;
  const words = useRecordWords(refs);
  if (!words) return <SkeletonRows rows={8} />;
  switch (state.kind) {
    case 'asking':
      return (
        <EmptyState title={text('start')} icon={<History aria-hidden />}>
          {text('startHint')} {!mayAll && text('ownOnly')}
        </EmptyState>
      );
    case 'reading':
      return (
        <div className={styles.reading} role="status">
          <progress aria-label={text('title')} />
          <p>
            <b>{text('reading', { count: state.read })}</b>
            {state.backTo !== undefined && `, ${text('readingBack', { when: words.moment(state.backTo) })}`}
          </p>
          <Button onPress={stop}>{text('stop')}</Button>
        </div>
      );
    case 'working':
      return (
        <div className={styles.reading} role="status">
          <progress value={state.done} max={Math.max(1, state.all)} aria-label={text('title')} />
          <p>{text('working', { done: state.done, all: state.all })}</p>
        </div>
      );
    case 'failed':
      return (
        <ErrorState title={text('failed')} onRetry={stop}>
          {state.why}
        </ErrorState>
      );
    case 'looking':
      return <PlanView looked={state} ask={state.ask} words={words} zone={zone} onUndo={session.undo} />;
    case 'done':
      return <Done session={session} state={state} />;
  }
}

const NO_REFS: readonly never[] = [];

interface DoneProps {
  readonly session: Session;
  readonly state: Extract<Session['state'], { kind: 'done' }>;
}

function Done({ session, state }: DoneProps) {
  const text = useSessionText();
  const { undoState$ } = useWorkspace();
  // Another step since, and undo would mean that one.
  const isLast = useLive(() => undoState$, [undoState$])?.undo === state.label;
  return (
    <EmptyState
      icon={<CircleCheck aria-hidden />}
      title={state.isTakenBack ? text('tookItBack') : text('done', { count: state.changes })}
      actions={
        <>
          {!state.isTakenBack && isLast && (
            <Button icon={<RotateCcw aria-hidden />} onPress={session.takeBack}>
              {text('takeItBack')}
            </Button>
          )}
          <Button variant="quiet" onPress={session.stop}>
            {text('another')}
          </Button>
        </>
      }
    >
      {!state.isTakenBack && text('doneHint')}
      {state.kept > 0 && !state.isTakenBack && ` ${text('keptNow', { count: state.kept })}.`}
    </EmptyState>
  );
}
