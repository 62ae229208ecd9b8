import { Archive, RotateCcw } from 'lucide-react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { byName, isActive, lastName } from 'shared/domain/schedule/person-names.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { TRADES } from 'shared/schema/fields.ts';
import { useLive } from '../../db/use-live.ts';
import type { Fields } from '../../sync/write.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Drawer, DrawerSection } from '../../ui/drawer.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { Absences } from './absences.tsx';
import { Certificates } from './certificates.tsx';
import { tradeWord } from './person-words.ts';
import { employeeEdit, isOld, liveRoster, type RosterWorld } from './roster.repo.ts';
import { useRosterText, type RosterKey } from './roster-strings.ts';
import styles from './person-drawer.module.css';

interface PersonDrawerProps {
  readonly personId: string;
  readonly onClose?: () => void;
  /** Only the parts that belong beside the schedule: absences and certificates. */
  readonly compact?: boolean;
}

/** One person: who, under whom, certified for what, away when. Every field is saved as it is filled in. */
export function PersonDrawer({ personId, onClose, compact = false }: PersonDrawerProps) {
  const { db } = useWorkspace();
  const text = useRosterText();
  const world = useLive(() => liveRoster(db), [db]);
  if (!world) return <Skeleton />;
  const person = world.byId.get(personId);
  if (!person) return <p className={styles.quiet}>{text('unknown')}</p>;
  if (compact) return <BesideSchedule person={person} world={world} />;
  return <WholePerson person={person} world={world} {...(onClose && { onClose })} />;
}

interface PersonProps {
  readonly person: Employee;
  readonly world: RosterWorld;
  readonly onClose?: () => void;
}

function BesideSchedule({ person, world }: PersonProps) {
  const text = useRosterText();
  const { db, user } = useWorkspace();
  const isGone = isOld(db, 'employees', person);
  return (
    <>
      <DrawerSection heading={text('absences')}>
        <Absences
          person={person}
          absences={world.absences.get(person.id) ?? []}
          isOwnCrew={isOwnCrew(person, world, user.id)}
        />
      </DrawerSection>
      <DrawerSection heading={text('certificates')}>
        <Certificates person={person} world={world} mayEdit={!isGone && isAtLeast(user.role, 'scheduler')} />
      </DrawerSection>
    </>
  );
}

function WholePerson({ person, world, onClose }: PersonProps) {
  const text = useRosterText();
  const { db, user, saveAll, undo } = useWorkspace();
  const recordTools = useRecordTools();
  const isGone = isOld(db, 'employees', person);
  const mayEdit = !isGone && isAtLeast(user.role, 'scheduler');
  const save = (field: RosterKey, fields: Fields<'employees'>): void => {
    void saveAll(text('changedSaid', { name: person.name ?? '', field: text(field) }), [
      employeeEdit(person.id, fields),
    ]);
  };
  const setActive = (active: boolean): void => {
    const message = text(active ? 'restoredSaid' : 'archivedSaid', { name: person.name ?? '' });
    void saveAll(message, [employeeEdit(person.id, { active })]).then(() =>
      toast({ message, action: { label: text('undo'), run: () => void undo() } }),
    );
  };
  const foremen = world.employees
    .filter((other) => other.isForeman === true && isActive(other) && other.id !== person.id)
    .toSorted(byName);
  const crewSize = world.employees.filter(
    (other) => other.homeForemanId === person.id && isActive(other),
  ).length;
  const isRepeated =
    person.number !== undefined &&
    world.employees.some((other) => other.id !== person.id && other.number === person.number);
  const subtitle = [
    tradeWord(text, person.trade),
    person.isForeman
      ? text('crewSize', { count: crewSize })
      : lastName(world.byId.get(person.homeForemanId ?? '')),
  ];
  return (
    <Drawer
      title={person.name ?? '–'}
      subtitle={subtitle.filter(Boolean).join(' · ')}
      actions={recordTools({ collection: 'employees', documentId: person.id })}
      {...(onClose && { onClose })}
    >
      {!mayEdit && <p className={styles.notice}>{text(isGone ? 'old' : 'readOnly')}</p>}
      <DrawerSection heading={text('details')}>
        <div className={styles.form}>
          <TypedTextField
            label={text('name')}
            description={text('nameHint')}
            value={person.name}
            isDisabled={!mayEdit}
            onSave={(name) => save('name', { name })}
          />
          <div className={styles.pair}>
            <TypedTextField
              label={text('number')}
              value={person.number}
              isDisabled={!mayEdit}
              onSave={(number) => save('number', { number })}
              {...(isRepeated && { description: text('repeated') })}
            />
            <SelectField
              label={text('trade')}
              value={person.trade}
              isDisabled={!mayEdit}
              onChange={(trade) => save('trade', { trade })}
              options={TRADES.map((id) => ({ id, label: tradeWord(text, id) }))}
            />
          </div>
          <TypedTextField
            label={text('classification')}
            value={person.classification}
            isDisabled={!mayEdit}
            onSave={(classification) => save('classification', { classification })}
          />
          <SwitchField
            isSelected={person.isForeman === true}
            isDisabled={!mayEdit}
            onChange={(isForeman) => save('isForeman', { isForeman })}
            label={text('isForeman')}
          />
          {!person.isForeman && (
            <ComboField
              label={text('foreman')}
              value={person.homeForemanId}
              isDisabled={!mayEdit}
              onChange={(homeForemanId) => save('foreman', { homeForemanId })}
              options={foremen.map((foreman) => ({ id: foreman.id, label: foreman.name ?? '–' }))}
            />
          )}
          {world.regions.length > 0 && (
            <SelectField
              label={text('region')}
              value={person.regionId}
              isDisabled={!mayEdit}
              onChange={(regionId) => save('region', { regionId })}
              options={world.regions.map((region) => ({ id: region.id, label: region.name ?? '–' }))}
            />
          )}
          <DateField
            label={text('hiredOn')}
            value={person.hiredOn}
            isDisabled={!mayEdit}
            onChange={(hiredOn) => save('hiredOn', { hiredOn })}
          />
          <DateField
            label={text('leftOn')}
            value={person.leftOn}
            isDisabled={!mayEdit}
            onChange={(leftOn) => save('leftOn', { leftOn })}
          />
        </div>
      </DrawerSection>
      <BesideSchedule person={person} world={world} />
      <DrawerSection heading={text('contact')}>
        <div className={styles.form}>
          <TypedTextField
            label={text('phone')}
            value={person.phone}
            isDisabled={!mayEdit}
            onSave={(phone) => save('phone', { phone })}
          />
          <TypedTextField
            label={text('email')}
            value={person.email}
            isDisabled={!mayEdit}
            onSave={(email) => save('email', { email })}
          />
          <SelectField
            label={text('language')}
            value={person.language}
            isDisabled={!mayEdit}
            onChange={(language) => save('language', { language })}
            options={(['en', 'es'] as const).map((id) => ({ id, label: text(`lang-${id}`) }))}
          />
          <TypedTextField
            label={text('note')}
            multiline
            value={person.note}
            isDisabled={!mayEdit}
            onSave={(note) => save('note', { note })}
          />
        </div>
      </DrawerSection>
      {mayEdit && (
        <div className={styles.end}>
          {isActive(person) ? (
            <Button icon={<Archive aria-hidden />} onPress={() => setActive(false)}>
              {text('archive')}
            </Button>
          ) : (
            <Button icon={<RotateCcw aria-hidden />} onPress={() => setActive(true)}>
              {text('restore')}
            </Button>
          )}
        </div>
      )}
    </Drawer>
  );
}

/** A foreman's own people: those whose home foreman has this login, and the foreman himself. */
const isOwnCrew = (person: Employee, world: RosterWorld, userId: string): boolean =>
  person.userId === userId || world.byId.get(person.homeForemanId ?? '')?.userId === userId;
