import { SplitSquareHorizontal } from 'lucide-react';
import { useState } from 'react';
import {
  EMPTY_CELL,
  cellOf,
  sameWork,
  splitDay,
  withPart,
  workOf,
  type Cell,
  type Work,
} from 'shared/domain/schedule/cells.ts';
import { STATUSES } from 'shared/domain/schedule/cell-text.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { dayKeyOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Part } from 'shared/schema/schedule-weeks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AllJobs, useBusyJobs, WorkChip } from './pick-tray.tsx';
import { useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import styles from './schedule.module.css';

/** Everything a person could be doing, in one thumb's reach; halves first when the day is to be split. */
export function WorkSheet({
  people,
  monday,
  date,
  onClose,
  onPut,
}: {
  readonly people: readonly Employee[];
  readonly monday: string;
  readonly date: string;
  readonly onClose: () => void;
  readonly onPut: (change: (cell: Cell) => Cell) => void;
}) {
  const { store } = useSession();
  const text = useScheduleText();
  const busy = useBusyJobs(monday, people);
  const [part, setPart] = useState<Part>('full');
  const [only] = people;
  const cell =
    people.length === 1 && only ? cellOf(store.weekOf(only.id, monday), dayKeyOf(date)) : EMPTY_CELL;
  const now = cell.find((one) => one.part === part || one.part === 'full');
  const put = (work: Work | undefined): void => {
    onPut((was) => withPart(was, part, work));
    onClose();
  };
  const works: Work[] = [
    ...busy.map((projectId): Work => ({ kind: 'project', projectId })),
    ...STATUSES.map((status): Work => ({ kind: 'status', status })),
  ];
  return (
    <Dialog
      title={people.length === 1 && only ? text('assignTo', { name: shortName(only) }) : text('assignToCrew')}
      isOpen
      onClose={onClose}
      footer={
        <>
          {cell.length === 1 && (
            <Button
              icon={<SplitSquareHorizontal aria-hidden />}
              onPress={() => {
                onPut(splitDay);
                setPart('am');
              }}
            >
              {text('splitDay')}
            </Button>
          )}
          <Button variant="stop" onPress={() => put(undefined)}>
            {text('clear')}
          </Button>
        </>
      }
    >
      <div className={styles.sheetChoices}>
        <Segmented
          label={text('day')}
          fill
          items={[
            { id: 'full', label: text('joinDay') },
            { id: 'am', label: text('am') },
            { id: 'pm', label: text('pm') },
          ]}
          value={part}
          onChange={setPart}
        />
        {works.map((work) => (
          <WorkChip
            key={work.kind === 'project' ? work.projectId : work.status}
            work={work}
            isHeld={now !== undefined && sameWork(workOf(now), work)}
            onPick={() => put(work)}
          />
        ))}
        <AllJobs onPick={put} />
      </div>
    </Dialog>
  );
}
