import { Users } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { mondayOf } from 'shared/lib/days.ts';
import { useMedia } from '../../lib/media.ts';
import { usePlace } from '../../sync/use-presence.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import type { SchedulePageProps } from './schedule-slots.ts';
import { DeskSchedule } from './desk-schedule.tsx';
import { PhoneSchedule } from './phone-schedule.tsx';
import { ScheduleDialogs } from './schedule-dialogs.tsx';
import { mayPlan } from './edit-rights.ts';
import { SessionContext, useFacts } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { useScheduleView } from './use-schedule-view.ts';
import { useMakeSession, useScheduleParts } from './use-schedule-session.ts';
import styles from './schedule.module.css';

/** The week grid: who works where, on which day. */
export function SchedulePage(props: SchedulePageProps) {
  const parts = useScheduleParts();
  return parts ? <OpenSchedule parts={parts} {...props} /> : <Loading />;
}

function OpenSchedule({
  parts,
  ...props
}: SchedulePageProps & { readonly parts: NonNullable<ReturnType<typeof useScheduleParts>> }) {
  const session = useMakeSession(parts);
  const { store } = session;
  const text = useScheduleText();
  const { workspace } = useWorkspace();
  const facts = useFacts(store);
  const isPhone = useMedia('(max-width: 699px)');
  const [view, onView] = useScheduleView(mondayOf(session.today), store);
  usePlace(`week:${view.monday}`);
  const isReady = useSyncExternalStore(store.subscribe, () => store.isReady([view.monday]));
  const error = useSyncExternalStore(store.subscribe, store.error);
  if (error !== undefined)
    return (
      <ErrorState title={text('errorTitle')} onRetry={() => globalThis.location.reload()}>
        {text('errorWhy')}
      </ErrorState>
    );
  if (!isReady) return <Loading />;
  if (facts.employees.length === 0)
    return (
      <EmptyState
        title={text('emptyTitle')}
        icon={<Users aria-hidden />}
        actions={
          mayPlan(session.rights) && (
            <ButtonLink variant="act" href={`/w/${workspace.slug}/roster`}>
              {text('addPeople')}
            </ButtonLink>
          )
        }
      >
        {text('emptyWhy')}
      </EmptyState>
    );
  return (
    <SessionContext value={session}>
      {isPhone ? (
        <PhoneSchedule view={view} onView={onView} />
      ) : (
        <DeskSchedule view={view} onView={onView} {...props} />
      )}
      <ScheduleDialogs />
    </SessionContext>
  );
}

function Loading() {
  const text = useScheduleText();
  return (
    <div className={styles.loading} aria-busy aria-label={text('loading')}>
      <SkeletonRows rows={16} />
    </div>
  );
}
