import { useState } from 'react';
import type { Work } from 'shared/domain/schedule/cells.ts';
import { byName, isActive, lastName } from 'shared/domain/schedule/person-names.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { distinct } from './grid-clipboard.ts';
import { useValue } from './live-value.ts';
import type { Asked } from './schedule-actions.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText, type ScheduleText } from './schedule-strings.ts';
import { useWorkOptions, workOfOption } from './work-options.ts';
import styles from './dialogs.module.css';

/** The keys, the report of a paste, and where a crew should go: one dialog at a time. */
export function ScheduleDialogs() {
  const { actions } = useSession();
  const asked = useValue(actions.asked);
  const close = (): void => actions.asked.set(undefined);
  switch (asked?.kind) {
    case undefined:
      return null;
    case 'help':
      return <KeysDialog onClose={close} />;
    case 'paste':
      return <PasteReport asked={asked} onClose={close} />;
    case 'moveForeman':
    case 'moveJob':
      return <MoveDialog asked={asked} onClose={close} />;
  }
}

const isMac = (): boolean => /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

function keyList(text: ScheduleText): readonly (readonly [string, string])[] {
  const ctrl = isMac() ? '⌘' : 'Ctrl';
  return [
    ['← ↑ → ↓', text('keyMove')],
    [`${ctrl} ←↑→↓`, text('keyEdge')],
    ['Shift ←↑→↓', text('keySelect')],
    ['2418 · PTO', text('keyType')],
    ['2418/2390 · am 2418', text('keyHalves')],
    ['F2', text('keyEdit')],
    ['Enter', text('keyEnter')],
    ['Tab', text('keyTab')],
    ['Esc', text('keyEscape')],
    ['Del', text('keyClear')],
    [`${ctrl} C · X · V`, text('keyCopy')],
    [`${ctrl} Z · Y`, text('keyUndo')],
    [`${ctrl} D · R`, text('keyFill')],
    [`${ctrl} A`, text('keyAll')],
    [`${ctrl} F`, text('keyFind')],
    ['Shift F2', text('keyNote')],
    ['Space', text('keyFold')],
    ['Alt ← →', text('keyWeek')],
    ['PgUp · PgDn', text('keyPage')],
    ['Home · End', text('keyEnds')],
    ['?', text('keyHelp')],
  ];
}

function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useScheduleText();
  return (
    <Dialog title={text('keys')} isOpen onClose={onClose} width="wide">
      <dl className={styles.keys}>
        {keyList(text).map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

const MOST_SHOWN = 8;

function PasteReport({
  asked,
  onClose,
}: {
  readonly asked: Extract<Asked, { kind: 'paste' }>;
  readonly onClose: () => void;
}) {
  const { actions } = useSession();
  const text = useScheduleText();
  const { unmatched, cells } = asked.plan;
  const texts = distinct(unmatched);
  const rest = cells - unmatched.length;
  return (
    <Dialog
      title={text('pasteTitle', { count: texts.length })}
      isOpen
      onClose={onClose}
      role="alertdialog"
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text('pasteNone')}
          </Button>
          {rest > 0 && (
            <Button
              variant="act"
              onPress={() => {
                onClose();
                actions.pasteRest(asked.plan);
              }}
            >
              {text('pasteRest', { count: rest })}
            </Button>
          )}
        </>
      }
    >
      <p>{text('pasteWhy')}</p>
      <ul className={styles.unmatched}>
        {texts.slice(0, MOST_SHOWN).map((one) => {
          const first = unmatched.find((cell) => cell.text === one);
          return (
            <li key={one}>
              <b>{one}</b>
              <span>{first && text('pasteCell', { row: first.row + 1, column: first.column + 1 })}</span>
            </li>
          );
        })}
      </ul>
      {texts.length > MOST_SHOWN && <p>{text('pasteMore', { count: texts.length - MOST_SHOWN })}</p>}
    </Dialog>
  );
}

const MOVE_WEEKS = ['1', '2', '4', '8', '13'] as const;

function MoveDialog({
  asked,
  onClose,
}: {
  readonly asked: Extract<Asked, { kind: 'moveForeman' | 'moveJob' }>;
  readonly onClose: () => void;
}) {
  const { actions, store } = useSession();
  const text = useScheduleText();
  const format = useFormat();
  const facts = useFacts(store);
  const jobs = useWorkOptions();
  const [foremanId, setForeman] = useState<string>();
  const [job, setJob] = useState<string>();
  const [weeks, setWeeks] = useState<(typeof MOVE_WEEKS)[number]>('1');
  const { group, kind, monday } = asked;
  const toForeman = kind === 'moveForeman';
  const title =
    group.scope === 'crew' && group.name !== ''
      ? text(toForeman ? 'moveCrewForeman' : 'moveCrewJob', { name: group.name })
      : text('movePeople', { count: group.people.length });
  const foremen = facts.employees
    .filter((person) => person.isForeman && isActive(person))
    .sort(byName)
    .map((person) => ({ id: person.id, label: person.name ?? lastName(person) }));
  const day = format.shortDay(monday);
  const move = (): void => {
    if (toForeman && foremanId) actions.moveToForeman(group, monday, Number(weeks), foremanId);
    else if (!toForeman && job) {
      const work: Work = workOfOption(job);
      actions.moveToJob(group, monday, work);
    } else return;
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button variant="act" onPress={move} isDisabled={(toForeman ? foremanId : job) === undefined}>
            {text('move')}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {toForeman ? (
          <>
            <ComboField
              label={text('toForeman')}
              options={foremen}
              value={foremanId}
              onChange={setForeman}
              autoFocus
            />
            <SelectField
              label={text('weeksMoved')}
              options={MOVE_WEEKS.map((count) => ({
                id: count,
                label:
                  count === '1' ? text('onlyWeek', { day }) : text('fromHere', { count: Number(count), day }),
              }))}
              value={weeks}
              onChange={setWeeks}
            />
          </>
        ) : (
          <>
            <ComboField label={text('toJob')} options={jobs} value={job} onChange={setJob} autoFocus />
            <p className={styles.quiet}>{text('weekOf', { day })}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}
