import { shortName } from 'shared/domain/schedule/person-names.ts';
import { countPresence } from 'shared/domain/schedule/presence.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Trade } from 'shared/schema/fields.ts';
import type { Assignment } from 'shared/schema/schedule-weeks.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { EmptyState } from '../../ui/states.tsx';
import type { CrewLine } from './today-model.ts';
import { useTodayText } from './today-strings.ts';
import type { TodayData } from './today.repo.ts';
import styles from './today.module.css';

/** Who is on the crew this day and where each of them is. */
export function CrewCard({
  data,
  crew,
  foreman,
  ownId,
}: {
  readonly data: TodayData;
  readonly crew: readonly CrewLine[];
  readonly foreman: Employee | undefined;
  readonly ownId: string | undefined;
}) {
  const text = useTodayText();
  const { here, away, free } = countPresence(crew.map(({ presence }) => presence));
  return (
    <section className={styles.column} aria-labelledby="today-crew">
      <h2 id="today-crew" className={styles.heading}>
        {text('crew')}
        {crew.length > 0 && (
          <span>
            {[
              text('here', { here }),
              away > 0 && text('off', { off: away }),
              free > 0 && text('unassigned', { free }),
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
      </h2>
      {crew.length === 0 ? (
        <div className={styles.none}>
          <EmptyState title={text(foreman ? 'noCrew' : 'noForeman')}>
            {foreman && text('noCrewHint')}
          </EmptyState>
        </div>
      ) : (
        <ul className={styles.crew}>
          {crew.map(({ person, cell, absence }) => (
            <li key={person.id}>
              <span className={styles.person}>
                {shortName(person)}
                <small>
                  {person.id === ownId ? text('you') : person.trade && tradeWord(text, person.trade)}
                </small>
              </span>
              <span className={styles.cell}>
                {absence && <Away absence={absence} />}
                {(absence?.part ?? (absence ? 'full' : 'none')) !== 'full' &&
                  cell.map((assignment) => (
                    <Assigned key={assignment.part} assignment={assignment} data={data} />
                  ))}
                {!absence && cell.length === 0 && <span className={styles.idle}>{text('bench')}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const tradeWord = (text: ReturnType<typeof useTodayText>, trade: Trade): string =>
  trade === 'other' ? text('trade_else') : text(`trade_${trade}`);

function Away({ absence }: { readonly absence: Absence }) {
  const text = useTodayText();
  const { kind } = absence;
  return (
    <span className={styles.status}>
      {kind === undefined || kind === 'other' ? text('away_else') : text(`away_${kind}`)}
    </span>
  );
}

function Assigned({ assignment, data }: { readonly assignment: Assignment; readonly data: TodayData }) {
  const text = useTodayText();
  const half = assignment.part === 'full' ? undefined : text(assignment.part);
  if (assignment.status !== undefined)
    return (
      <span className={styles.status}>
        {half && <small>{half}</small>}
        {text(`cell_${assignment.status}`)}
      </span>
    );
  const project = data.projects.find(({ id }) => id === assignment.projectId);
  return (
    <span
      className={cx(styles.job, project === undefined && styles.unknown)}
      data-hue={hueOf(project)}
      title={project?.nickname ?? project?.name}
    >
      {half && <small>{half}</small>}
      {project?.number ?? project?.nickname ?? text('unknownJob')}
    </span>
  );
}
