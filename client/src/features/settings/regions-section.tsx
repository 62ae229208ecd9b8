import { Archive, ArrowDown, ArrowUp, Plus, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import type { Region } from 'shared/schema/regions.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { TypedTextField } from '../../ui/typed-text-field.tsx';
import { movedOrder } from './region-order.ts';
import { liveRegions, regionEdit, type RegionUse } from './settings.repo.ts';
import { useSettingsText } from './settings-strings.ts';
import styles from './settings.module.css';

/** The regions in their order: named, moved, archived, brought back. */
export function RegionsSection() {
  const { db } = useWorkspace();
  const use = useLive(() => liveRegions(db), [db]);
  if (!use) return <SkeletonRows rows={4} />;
  return <Regions use={use} />;
}

function Regions({ use }: { readonly use: RegionUse }) {
  const text = useSettingsText();
  const { user, saveAll, undo } = useWorkspace();
  const recordTools = useRecordTools();
  const mayEdit = isAtLeast(user.role, 'admin');
  const active = use.regions.filter((region) => region.active !== false);
  const archived = use.regions.filter((region) => region.active === false);
  const nameOf = (region: Region): string => region.name ?? region.code ?? '–';
  const move = (region: Region, by: -1 | 1): void => {
    const edits = movedOrder(active, region.id, by).map(({ id, order }) => regionEdit(id, { order }));
    void saveAll(text('regionChanged', { name: nameOf(region) }), edits);
  };
  const setActive = async (region: Region, isActive: boolean): Promise<void> => {
    const message = text(isActive ? 'regionRestored' : 'regionArchived', { name: nameOf(region) });
    await saveAll(message, [regionEdit(region.id, { active: isActive })]);
    toast({ message, action: { label: text('undo'), run: () => void undo() } });
  };
  return (
    <>
      {!mayEdit && <p className={styles.quiet}>{text('regionsReadOnly')}</p>}
      <Card flush>
        {active.length === 0 && <EmptyState title={text('noRegions')}>{text('noRegionsHint')}</EmptyState>}
        <ol>
          {active.map((region, at) => {
            const name = nameOf(region);
            const save = (fields: Partial<Region>): void =>
              void saveAll(text('regionChanged', { name }), [regionEdit(region.id, fields)]);
            return (
              <li key={region.id} className={styles.region}>
                {mayEdit ? (
                  <>
                    <TypedTextField
                      label={text('regionName')}
                      value={region.name}
                      onSave={(value) => value !== undefined && save({ name: value })}
                    />
                    <TypedTextField
                      label={text('regionCode')}
                      value={region.code}
                      onSave={(code) => save(code === undefined ? { code: '' } : { code })}
                    />
                  </>
                ) : (
                  <b>{name}</b>
                )}
                <span className={styles.use}>
                  {text('people', { count: use.people.get(region.id) ?? 0 })}
                  <br />
                  {text('inUse', { count: use.jobs.get(region.id) ?? 0 })}
                </span>
                <span className={styles.tools}>
                  {recordTools({ collection: 'regions', documentId: region.id })}
                  {mayEdit && (
                    <>
                      <IconButton
                        variant="quiet"
                        label={text('up', { name })}
                        isDisabled={at === 0}
                        onPress={() => move(region, -1)}
                      >
                        <ArrowUp aria-hidden />
                      </IconButton>
                      <IconButton
                        variant="quiet"
                        label={text('down', { name })}
                        isDisabled={at === active.length - 1}
                        onPress={() => move(region, 1)}
                      >
                        <ArrowDown aria-hidden />
                      </IconButton>
                      <IconButton
                        variant="quiet"
                        label={text('archive', { name })}
                        onPress={() => void setActive(region, false)}
                      >
                        <Archive aria-hidden />
                      </IconButton>
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
        {mayEdit && <AddRegion last={active.length} />}
      </Card>
      {archived.length > 0 && (
        <Card flush title={text('archived')}>
          <ul>
            {archived.map((region) => (
              <li key={region.id} className={styles.region}>
                <span className={styles.quiet}>{nameOf(region)}</span>
                {mayEdit && (
                  <span className={styles.tools}>
                    {recordTools({ collection: 'regions', documentId: region.id })}
                    <IconButton
                      variant="quiet"
                      label={text('restore', { name: nameOf(region) })}
                      onPress={() => void setActive(region, true)}
                    >
                      <RotateCcw aria-hidden />
                    </IconButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function AddRegion({ last }: { readonly last: number }) {
  const text = useSettingsText();
  const { db, saveAll, newId } = useWorkspace();
  const { values, set, clear } = useFormValues(draftsOf(db), 'new-region', { name: '' });
  const { name } = values;
  const [isTried, setTried] = useState(false);
  const add = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '') return;
    await saveAll(text('regionAdded', { name: name.trim() }), [
      regionEdit(newId(), { name: name.trim(), order: last + 1 }),
    ]);
    clear();
    setTried(false);
  };
  return (
    <form
      className={styles.addRegion}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={text('addRegion')}
        hideLabel
        placeholder={text('addRegion')}
        value={name}
        onChange={(value) => set({ name: value })}
        error={isTried && name.trim() === '' ? text('regionNameMissing') : undefined}
      />
      <Button type="submit" icon={<Plus aria-hidden />}>
        {text('create')}
      </Button>
    </form>
  );
}
