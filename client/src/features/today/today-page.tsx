import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { lastName, isActive } from 'shared/domain/schedule/person-names.ts';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useLive } from '../../db/use-live.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { setToggle, usePreferences } from '../../lib/preferences.ts';
import { useToday } from '../../sync/use-clock.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { CrewCard } from './crew-card.tsx';
import { DayStrip } from './day-strip.tsx';
import { PourCard } from './pour-card.tsx';
import {
  crewOn,
  ownEmployee,
  poursOf,
  poursOnDay,
  pourToLog,
  stripDays,
  type DayPour,
} from './today-model.ts';
import { useTodayText } from './today-strings.ts';
import { watchToday, watchZone, type TodayData } from './today.repo.ts';
import styles from './today.module.css';

const EVERYBODY = 'everybody';
const WORKING_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** A foreman's day: own pours, own crew, one big way into the log. Tomorrow is one tap away. */
export function TodayPage() {
  const { db } = useWorkspace();
  const office = useLive(() => watchZone(db), [db]);
  return (
    <div className={styles.page}>{office ? <DayIn zone={office.zone} /> : <SkeletonRows rows={6} />}</div>
  );
}

function DayIn({ zone }: { readonly zone: string | undefined }) {
  const { db, clock } = useWorkspace();
  const today = useToday(clock, zone);
  const [chosen, setChosen] = useState<string>();
  const day = chosen ?? today;
  const data = useLive(() => watchToday(db, day), [db, day]);
  return <DayOf day={day} today={today} data={data} onDay={setChosen} />;
}

function DayOf({
  day,
  today,
  data,
  onDay,
}: {
  readonly day: string;
  readonly today: string;
  readonly data: TodayData | undefined;
  readonly onDay: (day: string) => void;
}) {
  const text = useTodayText();
  const format = useFormat();
  const { user } = useWorkspace();
  const kept = usePreferences().toggles?.['today.foreman'];
  const own = data && ownEmployee(data.employees, user.id);
  const isOwnDay = own?.isForeman === true;
  const foreman = isOwnDay ? own : data?.employees.find(({ id }) => id === kept);
  const pours = data
    ? poursOf(poursOnDay(data.pours, day, today, zoneIn(data)), data.loads, foreman?.id)
    : [];
  const crew = data && foreman ? crewOn(day, foreman.id, data.employees, data.weeks, data.absences) : [];
  const ownPours = foreman ? pours.filter((one) => one.isOwn) : pours;
  const subtitle = [
    foreman && text('crewLine', { name: lastName(foreman) }),
    foreman && text('people', { count: crew.length }),
    data && text('pourCount', { count: ownPours.length }),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1>{format.longDay(day)}</h1>
          <p>{subtitle}</p>
        </div>
        {data && !isOwnDay && <ForemanPicker employees={data.employees} value={foreman?.id} />}
        <DayStrip
          days={stripDays(today, day, data?.workspace?.workingDays ?? WORKING_DAYS)}
          today={today}
          chosen={day}
          onChoose={onDay}
        />
      </header>
      <ScrollArea label={format.longDay(day)} className={styles.work}>
        {data === undefined ? (
          <SkeletonRows rows={5} />
        ) : (
          <>
            <Pours
              data={data}
              pours={pours}
              day={day}
              hasForeman={foreman !== undefined}
              isToday={day === today}
            />
            <CrewCard data={data} crew={crew} foreman={foreman} ownId={own?.id} />
          </>
        )}
      </ScrollArea>
    </>
  );
}

const zoneIn =
  (data: TodayData) =>
  (pour: Pour): string =>
    pour.timeZone ??
    data.projects.find(({ id }) => id === pour.projectId)?.timeZone ??
    data.workspace?.timeZone ??
    new Intl.DateTimeFormat().resolvedOptions().timeZone;

function ForemanPicker({
  employees,
  value,
}: {
  readonly employees: readonly Employee[];
  readonly value: string | undefined;
}) {
  const text = useTodayText();
  const foremen = employees
    .filter((person) => person.isForeman && isActive(person))
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
  return (
    <div className={styles.picker}>
      <SelectField
        label={text('foreman')}
        hideLabel
        options={[
          { id: EVERYBODY, label: text('everybody') },
          ...foremen.map((person) => ({ id: person.id, label: person.name ?? '–' })),
        ]}
        value={value ?? EVERYBODY}
        onChange={(id) => setToggle('today.foreman', id === EVERYBODY ? undefined : id)}
      />
    </div>
  );
}

/** A foreman comes back to what was logged; an office wants only what is running. */
const isBegun = ({ pour, loads }: DayPour, hasForeman: boolean): boolean =>
  statusOf(pour) === 'in_progress' || (hasForeman && loads > 0);

function Pours({
  data,
  pours,
  day,
  hasForeman,
  isToday,
}: {
  readonly data: TodayData;
  readonly pours: readonly DayPour[];
  readonly day: string;
  readonly hasForeman: boolean;
  readonly isToday: boolean;
}) {
  const text = useTodayText();
  const { workspace = '' } = useParams({ strict: false });
  const own = hasForeman ? pours.filter((one) => one.isOwn) : pours;
  const others = hasForeman ? pours.filter((one) => !one.isOwn) : [];
  const next = isToday && hasForeman ? pourToLog(own) : undefined;
  return (
    <div className={cx(styles.column, styles.pours)}>
      <section aria-labelledby="today-pours">
        <h2 id="today-pours" className={styles.heading}>
          {text('pours')}
        </h2>
        <div className={styles.cards}>
          {own.map((one) => (
            <PourCard
              key={one.pour.id}
              one={one}
              data={data}
              day={day}
              slug={workspace}
              log={one === next ? 'next' : isBegun(one, hasForeman) ? 'begun' : undefined}
            />
          ))}
          {own.length === 0 && (
            <div className={styles.none}>
              <EmptyState title={text(isToday ? 'noPours' : 'noPoursThen')}>{text('noPoursHint')}</EmptyState>
            </div>
          )}
        </div>
      </section>
      {others.length > 0 && (
        <section className={styles.others} aria-labelledby="today-others">
          <h2 id="today-others" className={styles.heading}>
            {text('otherPours')}
            <span>{others.length}</span>
          </h2>
          <div className={styles.cards}>
            {others.map((one) => (
              <PourCard key={one.pour.id} one={one} data={data} day={day} slug={workspace} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
