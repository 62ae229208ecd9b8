import { CloudOff, History } from 'lucide-react';
import { useMemo, useState } from 'react';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { mondayOf } from 'shared/lib/days.ts';
import { TRADES, type Trade } from 'shared/schema/fields.ts';
import type { Project } from 'shared/schema/projects.ts';
import { useFormat } from '../../lib/format.ts';
import { useWeekFacts } from '../../sync/use-week-facts.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { DrawerSection } from '../../ui/drawer.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { headWeeks, type HeadWeek } from './head-weeks.ts';
import { useProjectText } from './project-strings.ts';
import styles from './past-heads.module.css';

interface PastHeadsProps {
  readonly project: Project;
  readonly zone: string | undefined;
}

/** How many were on this job in the weeks gone by; read from the office when somebody asks for it. */
export function PastHeads(props: PastHeadsProps) {
  const text = useProjectText();
  const [isOpen, setOpen] = useState(false);
  return (
    <DrawerSection heading={text('pastWeeks')}>
      {isOpen ? (
        <Weeks {...props} />
      ) : (
        <Button fill icon={<History aria-hidden />} onPress={() => setOpen(true)}>
          {text('showPastWeeks')}
        </Button>
      )}
    </DrawerSection>
  );
}

function Weeks({ project, zone }: PastHeadsProps) {
  const text = useProjectText();
  const format = useFormat();
  const { clock } = useWorkspace();
  const { pages, state, ask } = useWeekFacts(mondayOf(clock.today(zone)));
  const weeks = useMemo(() => headWeeks(pages, project.id), [pages, project.id]);
  const ages = pages.flatMap(({ keptAt }) => keptAt ?? []).sort();
  const since = pages.at(-1)?.next;
  return (
    <>
      {ages[0] !== undefined && (
        <NoticeLine icon={<CloudOff aria-hidden />} tone="hold">
          {text('weeksKept', { when: format.dayTime(ages[0]) })}
        </NoticeLine>
      )}
      {weeks.length > 0 && (
        <>
          <p className={styles.quiet}>{text('headDaysHint')}</p>
          <WeekTable weeks={weeks} project={project} />
        </>
      )}
      {state === 'there' && weeks.length === 0 && (
        <p className={styles.quiet}>
          {since === undefined ? text('nobodyEver') : text('nobodySince', { day: format.fullDay(since) })}
        </p>
      )}
      {state === 'asking' && <SkeletonRows rows={4} />}
      {(state === 'away' || state === 'failed') && (
        <div className={styles.problem}>
          <p role="status">{text(state === 'away' ? 'weeksAway' : 'weeksFailed')}</p>
          <Button onPress={ask}>{text('tryAgain')}</Button>
        </div>
      )}
      {state === 'there' && since !== undefined && (
        <Button fill icon={<History aria-hidden />} onPress={ask}>
          {text('earlierWeeks', { day: format.fullDay(since) })}
        </Button>
      )}
      {state === 'there' && since === undefined && weeks.length > 0 && (
        <p className={styles.quiet}>{text('noEarlierWeeks')}</p>
      )}
    </>
  );
}

const isTrade = (trade: string): trade is Trade => TRADES.some((known) => known === trade);

function WeekTable({ weeks, project }: { readonly weeks: readonly HeadWeek[]; readonly project: Project }) {
  const text = useProjectText();
  const format = useFormat();
  const most = Math.max(...weeks.map(({ headDays }) => headDays));
  return (
    <table className={styles.weeks} data-hue={hueOf(project)}>
      <thead>
        <tr>
          <th scope="col">{text('week')}</th>
          <th scope="col">{text('trades')}</th>
          <th scope="col" className={styles.number}>
            {text('headDays')}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ weekStart, headDays, trades }) => (
          <tr key={weekStart}>
            <th scope="row">
              {format.shortDay(weekStart)}
              <small>{weekStart.slice(0, 4)}</small>
            </th>
            <td>
              <span className={styles.bar} style={{ width: `${(headDays / most) * 100}%` }} aria-hidden />
              <span className={styles.trades}>
                {trades
                  .map(({ trade, headDays: ofTrade }) =>
                    text(isTrade(trade) ? `of-${trade}` : 'of-other', {
                      count: ofTrade,
                      shown: format.number(ofTrade),
                    }).replaceAll(' ', '\u00A0'),
                  )
                  .join(' · ')}
              </span>
            </td>
            <td className={styles.number}>{format.number(headDays)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
