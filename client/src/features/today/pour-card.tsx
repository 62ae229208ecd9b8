import { pourTitle } from 'shared/domain/pour-log/pour-title.ts';
import { Link } from 'react-aria-components/Link';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { needsPump } from 'shared/domain/pours/readiness.ts';
import { lastName } from 'shared/domain/schedule/person-names.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import type { PourStatus } from 'shared/schema/pours.ts';
import type { DayPour } from './today-model.ts';
import { useTodayText } from './today-strings.ts';
import type { TodayData } from './today.repo.ts';
import styles from './today.module.css';

/** Statuses that change what a foreman does; the usual ones are not repeated on every card. */
const TOLD: Readonly<Partial<Record<PourStatus, PillTone>>> = {
  in_progress: 'strong',
  placed: 'go',
  complete: 'done',
  on_hold: 'hold',
  postponed: 'stop',
  cancelled: 'stop',
  rained_out: 'stop',
};

/** A pour as a card: when, what, how much, who brings it, is it ready, and the way into its log. */
export function PourCard({
  one,
  data,
  day,
  slug,
  log,
}: {
  readonly one: DayPour;
  readonly data: TodayData;
  /** The day on the screen: a pour that began on the eve says so. */
  readonly day: string;
  readonly slug: string;
  /** The way into its log: the one thing to do next, or a log that was begun. */
  readonly log?: 'next' | 'begun' | undefined;
}) {
  const text = useTodayText();
  const format = useFormat();
  const { pour, cy, canLog, onSite, loads } = one;
  const project = data.projects.find(({ id }) => id === pour.projectId);
  const zone = pour.timeZone ?? project?.timeZone ?? data.workspace?.timeZone;
  const start = pour.startsAt ?? pour.firstTruckAt;
  const [clock, half] = start === undefined ? [] : format.time(start, zone).split(' ');
  const status = statusOf(pour);
  const tone = TOLD[status];
  const base = `/w/${slug}/pours/${pour.id}`;
  const nameOf = (id: string | undefined): string | undefined =>
    data.resources.find((one) => one.id === id)?.name;
  const boom = pour.boomSizeM ?? data.resources.find(({ id }) => id === pour.pumpId)?.details?.boomSizeM;
  const how =
    needsPump(pour) && boom !== undefined
      ? text('pump', { boom })
      : (nameOf(pour.pumpId) ?? (pour.method && text(`method_${pour.method}`)));
  // Whose pour it is, where it is not one's own.
  const foreman = one.isOwn ? undefined : data.employees.find(({ id }) => id === pour.foremanId);
  const crew = foreman && text('crewLine', { name: lastName(foreman) });
  const title = [pour.number, pourTitle(pour, project)].filter(Boolean).join(' ');
  const logWords =
    onSite === undefined
      ? loads > 0
        ? text('openLogLoads', { count: loads })
        : text('openLog')
      : text('openLogOnSite', { number: onSite });
  return (
    <article
      className={cx(styles.card, tone === 'stop' && styles.off)}
      {...(project?.colour !== undefined && { 'data-hue': project.colour })}
    >
      <Link className={cx(styles.summary)} href={base}>
        <span className={styles.start}>
          <strong>{clock ?? '–'}</strong>
          <span>
            {half ?? text('noTime')}
            {pour.day !== undefined && pour.day !== day && ` ${format.weekday(pour.day)}`}
          </span>
        </span>
        <span className={styles.what}>
          <strong>{title}</strong>
          <b>
            {[
              cy !== undefined && text('cy', { cy: format.number(cy) }),
              pour.firstTruckAt &&
                text('firstTruck', { time: format.time(pour.firstTruckAt, zone, { meridiem: false }) }),
            ]
              .filter(Boolean)
              .join(', ')}
          </b>
          <span className={styles.how}>
            {[crew, how, nameOf(pour.plantId) ?? nameOf(pour.supplierId)].filter(Boolean).join(', ')}
          </span>
          <ReadyLine one={one} />
          {tone && (
            <span className={styles.told}>
              <Pill tone={tone}>{text(`status_${status}`)}</Pill>
            </span>
          )}
        </span>
      </Link>
      {canLog && log && (
        <div className={styles.open}>
          <ButtonLink size="l" fill variant={log === 'next' ? 'act' : 'plain'} href={`${base}/log`}>
            {logWords}
          </ButtonLink>
        </div>
      )}
    </article>
  );
}

function ReadyLine({ one }: { readonly one: DayPour }) {
  const text = useTodayText();
  const { readiness, pour } = one;
  const status = statusOf(pour);
  if (status !== 'scheduled' && status !== 'confirmed' && status !== 'on_hold') return null;
  const all = readiness.confirmed.length + readiness.open.length;
  const items = readiness.open.slice(0, 2).map((item) => text(`item_${item}`));
  return (
    <span className={styles.ready}>
      <span className={styles.ticks} aria-hidden>
        {Array.from({ length: all }, (_, index) => (
          <i key={index} className={cx(index < readiness.confirmed.length && styles.tick)} />
        ))}
      </span>
      {readiness.open.length === 0
        ? text('allReady')
        : [
            text('ready', { done: readiness.confirmed.length, all }),
            readiness.open.length <= 2 && text('open', { items: items.join(', ') }),
          ]
            .filter(Boolean)
            .join(', ')}
    </span>
  );
}
