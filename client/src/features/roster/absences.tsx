import { Check, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { ABSENCE_KINDS, type Absence, type AbsenceKind } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { PARTS, type Part } from 'shared/schema/schedule-weeks.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { absenceWord } from './person-words.ts';
import { absenceEdit, isOld } from './roster.repo.ts';
import { useRosterText } from './roster-strings.ts';
import styles from './person-drawer.module.css';

interface AbsencesProps {
  readonly person: Employee;
  readonly absences: readonly Absence[];
  /** Whether this person's crew is the user's own: a foreman may ask for them. */
  readonly isOwnCrew: boolean;
}

type State = NonNullable<Absence['state']>;
const TONES: Readonly<Record<State, PillTone>> = { requested: 'hold', approved: 'go', declined: 'stop' };

/** Days away: a foreman asks, a scheduler enters, approves or declines. Only approved ones are drawn in the grid. */
export function Absences({ person, absences, isOwnCrew }: AbsencesProps) {
  const text = useRosterText();
  const format = useFormat();
  const { db, user, saveAll, undo } = useWorkspace();
  const recordTools = useRecordTools();
  const [isAdding, setAdding] = useState(false);
  const decides = isAtLeast(user.role, 'scheduler');
  const asks = decides || (user.role === 'foreman' && isOwnCrew);
  const days = (absence: Absence): string =>
    absence.from === absence.to
      ? format.day(absence.from)
      : `${format.day(absence.from)} – ${format.day(absence.to)}`;
  const said = (absence: Absence): string =>
    text('absenceSaid', {
      name: person.name ?? '',
      kind: absenceWord(text, absence.kind),
      days: days(absence),
    });
  const decide = (absence: Absence, state: State): void => {
    void saveAll(said(absence), [absenceEdit(absence.id, { state, decidedBy: user.id })]);
  };
  const remove = (absence: Absence): void => {
    void saveAll(said(absence), [absenceEdit(absence.id, undefined)]).then(() =>
      toast({ message: text('removedSaid'), action: { label: text('undo'), run: () => void undo() } }),
    );
  };
  return (
    <>
      {absences.length === 0 && <p className={styles.quiet}>{text('noAbsences')}</p>}
      <ul className={styles.list}>
        {absences.map((absence) => {
          const state = absence.state ?? 'requested';
          const isPast = isOld(db, 'absences', absence);
          return (
            <li key={absence.id}>
              <span>
                <b>{absenceWord(text, absence.kind)}</b>
                <small>
                  {days(absence)}
                  {absence.part !== undefined &&
                    absence.part !== 'full' &&
                    ` · ${text(`part-${absence.part}`)}`}
                  {absence.note && ` · ${absence.note}`}
                </small>
              </span>
              <Pill tone={TONES[state]}>{text(`state-${state}`)}</Pill>
              {decides && !isPast && state !== 'approved' && (
                <IconButton size="s" label={text('approve')} onPress={() => decide(absence, 'approved')}>
                  <Check aria-hidden />
                </IconButton>
              )}
              {decides && !isPast && state === 'requested' && (
                <IconButton size="s" label={text('decline')} onPress={() => decide(absence, 'declined')}>
                  <X aria-hidden />
                </IconButton>
              )}
              {recordTools({ collection: 'absences', documentId: absence.id })}
              {!isPast && (decides || (asks && state === 'requested')) && (
                <IconButton size="s" variant="quiet" label={text('remove')} onPress={() => remove(absence)}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {asks && !isAdding && (
        <Button onPress={() => setAdding(true)}>{text(decides ? 'addAbsence' : 'askAbsence')}</Button>
      )}
      {isAdding && (
        <AddAbsence
          person={person}
          state={decides ? 'approved' : 'requested'}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}

interface AddAbsenceProps {
  readonly person: Employee;
  readonly state: State;
  readonly onDone: () => void;
}

interface Typed {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly kind: AbsenceKind;
  readonly part: Part;
  readonly note: string;
}
const EMPTY: Typed = { from: undefined, to: undefined, kind: 'pto', part: 'full', note: '' };

function AddAbsence({ person, state, onDone }: AddAbsenceProps) {
  const text = useRosterText();
  const { db, user, saveAll, newId } = useWorkspace();
  const { values, set, clear } = useFormValues(draftsOf(db), `absence ${person.id}`, EMPTY);
  const { from, to, kind, part, note } = values;
  const [isTried, setTried] = useState(false);
  const last = to ?? from;
  const wrong =
    from === undefined || last === undefined
      ? text('daysMissing')
      : last < from
        ? text('daysWrong')
        : undefined;
  const close = (): void => {
    clear();
    onDone();
  };
  const add = (): void => {
    setTried(true);
    if (wrong !== undefined || from === undefined || last === undefined) return;
    const fields = {
      employeeId: person.id,
      from,
      to: last,
      kind,
      state,
      requestedBy: user.id,
      ...(part !== 'full' && { part }),
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(state === 'approved' && { decidedBy: user.id }),
    };
    void saveAll(text('addAbsence'), [absenceEdit(newId(), fields)]).then(close);
  };
  const kinds = ABSENCE_KINDS.map((id) => ({ id, label: absenceWord(text, id) }));
  return (
    <div className={styles.adding}>
      <SelectField
        label={text('kind')}
        value={kind}
        onChange={(value) => set({ kind: value })}
        options={kinds}
      />
      <DateField
        label={text('from')}
        value={from}
        onChange={(value) => set({ from: value })}
        error={isTried ? wrong : undefined}
      />
      <DateField label={text('to')} value={to} onChange={(value) => set({ to: value })} />
      <SelectField
        label={text('part')}
        value={part}
        onChange={(value) => set({ part: value })}
        options={PARTS.map((id) => ({ id, label: text(`part-${id}`) }))}
      />
      <TextField label={text('note')} optional value={note} onChange={(value) => set({ note: value })} />
      <div className={styles.pair}>
        <Button onPress={close}>{text('cancel')}</Button>
        <Button variant="act" onPress={add}>
          {text(state === 'approved' ? 'addAbsence' : 'askAbsence')}
        </Button>
      </div>
    </div>
  );
}
