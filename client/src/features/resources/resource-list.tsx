import { Archive, ChevronRight, Plus } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { RESOURCE_KINDS, type Resource, type ResourceKind } from 'shared/schema/resources.ts';
import { useLive } from '../../db/use-live.ts';
import { foldText } from '../../lib/fold-text.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckboxField } from '../../ui/checkbox-field.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { AddResourceDialog } from './add-resource-dialog.tsx';
import { rangeText } from './resource-fields.ts';
import { ResourceDialog } from './resource-dialog.tsx';
import { liveResources } from './resources.repo.ts';
import { useResourceText, type ResourceText } from './resource-strings.ts';
import styles from './resources.module.css';

const NO_RESOURCES: readonly Resource[] = [];

/** The list as it is on the screen, for whoever makes a file of it. */
export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Mixes, suppliers, plants, pumps, labs and contacts: by kind, found, opened, added, archived. */
export function ResourceList({ actions }: { readonly actions?: (list: () => ShownList) => ReactNode }) {
  const text = useResourceText();
  const { db, user } = useWorkspace();
  const loaded = useLive(() => liveResources(db), [db]);
  const all = loaded ?? NO_RESOURCES;
  const [kind, setKind] = useState<ResourceKind>('mix');
  const [search, setSearch] = useState('');
  const [withArchived, setWithArchived] = useState(false);
  const [openId, setOpenId] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const mayEdit = isAtLeast(user.role, 'scheduler');
  const byId = useMemo(() => new Map(all.map((one) => [one.id, one])), [all]);
  const ofKind = all.filter((one) => one.kind === kind);
  const wanted = foldText(search.trim());
  const rows = ofKind
    .filter((one) => withArchived || one.active !== false)
    .filter((one) => wanted === '' || foldText(searchText(one)).includes(wanted));
  const list = (): ShownList => ({
    title: text(`kinds-${kind}`),
    columns: [
      { title: text('name'), width: 32 },
      { title: text('details'), width: 48 },
      { title: text('phone') },
      { title: text('email'), width: 28 },
      { title: text('address'), width: 40 },
      { title: text('note'), width: 40 },
      { title: text('archived') },
    ],
    rows: rows.map((one) => [
      one.name,
      details(one, byId, text).join(' · '),
      one.phone,
      one.email,
      one.address,
      one.note,
      one.active === false ? text('archived') : undefined,
    ]),
  });
  const open = openId === undefined ? undefined : byId.get(openId);
  if (!loaded) return <SkeletonRows rows={6} />;
  return (
    <div className={styles.list}>
      <div className={styles.kinds}>
        <Segmented
          label={text('kinds-supplier')}
          value={kind}
          onChange={setKind}
          items={RESOURCE_KINDS.map((id) => ({ id, label: text(`kinds-${id}`) }))}
        />
      </div>
      <div className={styles.bar}>
        <SearchField
          label={text('search')}
          value={search}
          onChange={setSearch}
          placeholder={text('searchHint')}
        />
        {ofKind.some((one) => one.active === false) && (
          <CheckboxField isSelected={withArchived} onChange={setWithArchived} label={text('showArchived')} />
        )}
        {actions?.(list)}
        {mayEdit && (
          <Button icon={<Plus aria-hidden />} className={styles.add ?? ''} onPress={() => setAdding(true)}>
            {text(`add-${kind}`)}
          </Button>
        )}
      </div>
      {!mayEdit && <p className={styles.quiet}>{text('readOnly')}</p>}
      <Card flush>
        {rows.length === 0 && (
          <EmptyState title={search === '' ? text(`none-${kind}`) : text('nothingFound')}>
            {search === '' ? text(`noneHint-${kind}`) : text('nothingFoundHint')}
          </EmptyState>
        )}
        <ul>
          {rows.map((one) => (
            <li key={one.id}>
              <button type="button" className={styles.row} onClick={() => setOpenId(one.id)}>
                <span className={styles.words}>
                  <b>{one.name ?? text('unnamed')}</b>
                  <small>{summary(one, byId, text)}</small>
                </span>
                {one.active === false && (
                  <span className={styles.archived}>
                    <Archive aria-hidden /> {text('archived')}
                  </span>
                )}
                <ChevronRight aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      </Card>
      {open && (
        <ResourceDialog
          key={open.id}
          resource={open}
          suppliers={all.filter((one) => one.kind === 'supplier')}
          mayEdit={mayEdit}
          onClose={() => setOpenId(undefined)}
        />
      )}
      {isAdding && (
        <AddResourceDialog kind={kind} onClose={() => setAdding(false)} onAdded={(id) => setOpenId(id)} />
      )}
    </div>
  );
}

const searchText = (one: Resource): string =>
  [one.name, one.email, one.phone, one.details?.company, ...(one.people ?? []).map(({ name }) => name)]
    .filter(Boolean)
    .join(' ');

/** The one line under a name that tells it from its neighbours. */
const summary = (one: Resource, byId: ReadonlyMap<string, Resource>, text: ResourceText): string =>
  [...details(one, byId, text), one.phone, one.email].filter(Boolean).join(' · ') || '–';

function details(one: Resource, byId: ReadonlyMap<string, Resource>, text: ResourceText): string[] {
  const details = one.details ?? {};
  const slump = rangeText(details.slumpMinIn, details.slumpMaxIn);
  const air = rangeText(details.airMinPct, details.airMaxPct);
  const parts = [
    details.strengthPsi !== undefined && `${details.strengthPsi.toLocaleString('en-US')} psi`,
    slump !== undefined && text('slump', { range: slump }),
    air !== undefined && text('air', { range: air }),
    details.dischargeLimitMin !== undefined && `${details.dischargeLimitMin} min`,
    details.supplierId !== undefined && byId.get(details.supplierId)?.name,
    details.travelMin !== undefined && text('travel', { minutes: details.travelMin }),
    details.pumpType !== undefined && text(`pumpType-${details.pumpType}`),
    details.boomSizeM !== undefined && `${details.boomSizeM} m`,
    details.role !== undefined && text(`role-${details.role}`),
    details.company,
  ];
  return parts.filter((part) => typeof part === 'string');
}
