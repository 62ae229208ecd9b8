import { Archive, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { byName, isActive } from 'shared/domain/schedule/person-names.ts';
import { PROJECT_STATUSES, type Project } from 'shared/schema/projects.ts';
import type { Fields } from '../../sync/write.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { Drawer, DrawerSection } from '../../ui/drawer.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { HuePicker } from './hue-picker.tsx';
import { PastHeads } from './past-heads.tsx';
import { isOldProject, projectEdit, type ProjectWorld } from './projects.repo.ts';
import { useProjectText, type ProjectKey } from './project-strings.ts';
import styles from './project-form.module.css';

interface ProjectDrawerProps {
  readonly project: Project;
  readonly world: ProjectWorld;
  readonly onClose: () => void;
}

/** One job: number, names, colour, site. Every field is saved as it is filled in. */
export function ProjectDrawer({ project, world, onClose }: ProjectDrawerProps) {
  const text = useProjectText();
  const { db, user, saveAll, undo, clock } = useWorkspace();
  const recordTools = useRecordTools();
  const isOld = isOldProject(db, project);
  const mayEdit = !isOld && isAtLeast(user.role, 'scheduler');
  const name = [project.number, project.nickname ?? project.name].filter(Boolean).join(' ');
  const save = (field: ProjectKey, fields: Fields<'projects'>): void => {
    void saveAll(text('changedSaid', { name, field: text(field) }), [projectEdit(project.id, fields)]);
  };
  const setClosed = (isClosed: boolean): void => {
    const message = text(isClosed ? 'closedSaid' : 'reopenedSaid', { name });
    const fields: Fields<'projects'> = isClosed
      ? { status: 'closed', closedOn: clock.today() }
      : { status: 'active', closedOn: undefined };
    void saveAll(message, [projectEdit(project.id, fields)]).then(() =>
      toast({ message, action: { label: text('undo'), run: () => void undo() } }),
    );
  };
  const uses = useMemo(() => hueUses(world, project.id), [world, project.id]);
  const isClosed = project.status === 'closed';
  const isRepeated =
    project.number !== undefined &&
    world.projects.some((other) => other.id !== project.id && other.number === project.number);
  return (
    <Drawer
      title={name || '–'}
      subtitle={project.name}
      actions={recordTools({ collection: 'projects', documentId: project.id })}
      onClose={onClose}
    >
      {!mayEdit && <p className={styles.notice}>{text(isOld ? 'old' : 'readOnly')}</p>}
      <DrawerSection heading={text('details')}>
        <div className={styles.form}>
          <div className={styles.pair}>
            <TypedTextField
              label={text('number')}
              value={project.number}
              isDisabled={!mayEdit}
              description={text(isRepeated ? 'repeated' : 'numberHint')}
              onSave={(number) => save('number', { number })}
            />
            <TypedTextField
              label={text('nickname')}
              value={project.nickname}
              isDisabled={!mayEdit}
              description={text('nicknameHint')}
              onSave={(nickname) => save('nickname', { nickname })}
            />
          </div>
          <TypedTextField
            label={text('name')}
            value={project.name}
            isDisabled={!mayEdit}
            onSave={(value) => save('name', { name: value })}
          />
          <div className={styles.pair}>
            <SelectField
              label={text('status')}
              value={project.status ?? 'active'}
              isDisabled={!mayEdit}
              onChange={(status) =>
                status === 'closed' ? setClosed(true) : save('status', { status, closedOn: undefined })
              }
              options={PROJECT_STATUSES.map((id) => ({ id, label: text(`status-${id}`) }))}
            />
            {world.regions.length > 0 && (
              <SelectField
                label={text('region')}
                value={project.regionId}
                isDisabled={!mayEdit}
                onChange={(regionId) => save('region', { regionId })}
                options={world.regions.map((region) => ({ id: region.id, label: region.name ?? '–' }))}
              />
            )}
          </div>
        </div>
      </DrawerSection>
      <DrawerSection heading={text('colour')}>
        <HuePicker
          value={project.colour}
          isDisabled={!mayEdit}
          uses={uses}
          onChange={(colour) => save('colour', { colour })}
        />
      </DrawerSection>
      <DrawerSection heading={text('site')}>
        <div className={styles.form}>
          <TypedTextField
            label={text('address')}
            value={project.address}
            isDisabled={!mayEdit}
            onSave={(address) => save('address', { address })}
          />
          <TimeZoneField
            label={text('timeZone')}
            description={text('timeZoneHint')}
            value={project.timeZone}
            isDisabled={!mayEdit}
            onChange={(timeZone) => save('timeZone', { timeZone })}
          />
          <ComboField
            label={text('gc')}
            value={project.gcContactId}
            isDisabled={!mayEdit}
            onChange={(gcContactId) => save('gc', { gcContactId })}
            options={world.contacts.map((contact) => ({ id: contact.id, label: contact.name ?? '–' }))}
          />
          <ComboField
            label={text('superintendent')}
            value={project.superintendentId}
            isDisabled={!mayEdit}
            onChange={(superintendentId) => save('superintendent', { superintendentId })}
            options={world.employees
              .filter(isActive)
              .toSorted(byName)
              .map((person) => ({ id: person.id, label: person.name ?? '–' }))}
          />
          <TypedTextField
            label={text('requirements')}
            description={text('requirementsHint')}
            multiline
            value={project.requirements?.join('\n')}
            isDisabled={!mayEdit}
            onSave={(lines) => save('requirements', { requirements: linesOf(lines) })}
          />
          <TypedTextField
            label={text('note')}
            multiline
            value={project.note}
            isDisabled={!mayEdit}
            onSave={(note) => save('note', { note })}
          />
        </div>
      </DrawerSection>
      <PastHeads project={project} zone={world.settings?.timeZone} />
      {mayEdit && (
        <div className={styles.end}>
          <Button
            icon={isClosed ? <RotateCcw aria-hidden /> : <Archive aria-hidden />}
            onPress={() => setClosed(!isClosed)}
          >
            {text(isClosed ? 'reopen' : 'close')}
          </Button>
        </div>
      )}
    </Drawer>
  );
}

const linesOf = (text: string | undefined): string[] | undefined => {
  const lines = (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? undefined : lines;
};

export function hueUses(world: ProjectWorld, exceptId?: string): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  for (const project of world.projects) {
    if (project.id === exceptId || project.status === 'closed' || project.colour === undefined) continue;
    uses.set(project.colour, (uses.get(project.colour) ?? 0) + 1);
  }
  return uses;
}

/** The hue that the fewest open jobs have, lowest number first. */
export const freeHue = (uses: ReadonlyMap<number, number>): number =>
  Array.from({ length: 24 }, (_, hue) => hue).reduce(
    (best, hue) => ((uses.get(hue) ?? 0) < (uses.get(best) ?? 0) ? hue : best),
    0,
  );
