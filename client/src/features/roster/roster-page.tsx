import { HardHat, UserPlus } from 'lucide-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { byName, isActive } from 'shared/domain/schedule/person-names.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { useLive } from '../../db/use-live.ts';
import { useMedia } from '../../lib/media.ts';
import { useCommands } from '../../lib/commands.ts';
import { foldText } from '../../lib/fold-text.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { AddPersonDialog } from './add-person-dialog.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { tradeWord } from './person-words.ts';
import { liveRoster, type RosterWorld } from './roster.repo.ts';
import { useRosterText } from './roster-strings.ts';
import styles from './roster-page.module.css';

export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

type Filter = 'people' | 'foremen' | 'archived';

/** Everybody on the roster: search, sort, open; add and archive. */
export function RosterPage({ actions }: { readonly actions?: (list: () => ShownList) => ReactNode }) {
  const { db } = useWorkspace();
  const world = useLive(() => liveRoster(db), [db]);
  if (!world) return <Page><SkeletonRows rows={12} /></Page>; // prettier-ignore
  return <Roster world={world} actions={actions} />;
}

interface RosterProps {
  readonly world: RosterWorld;
  readonly actions: ((list: () => ShownList) => ReactNode) | undefined;
}

function Roster({ world, actions }: RosterProps) {
  const text = useRosterText();
  const { user } = useWorkspace();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const { person: chosenId }: { person?: string } = useSearch({ strict: false });
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('people');
  const [isAdding, setAdding] = useState(false);
  const mayEdit = isAtLeast(user.role, 'scheduler');
  const choose = (id: string | undefined): void => {
    void navigate({
      to: `/w/${workspace}/roster`,
      search: id === undefined ? {} : { person: id },
      replace: true,
    });
  };
  const isPhone = useMedia('(max-width: 699px)');
  const columns = useRosterColumns(world);
  const [nameColumn] = columns;
  const rows = useMemo(() => {
    const wanted = foldText(search);
    return world.employees
      .filter((person) =>
        filter === 'archived'
          ? !isActive(person)
          : isActive(person) && (filter === 'people' || person.isForeman === true),
      )
      .filter(
        (person) =>
          wanted === '' ||
          foldText(searchText(person, world, tradeWord(text, person.trade))).includes(wanted),
      )
      .toSorted(byName);
  }, [world, search, filter, text]);
  const chosen = chosenId === undefined ? undefined : world.byId.get(chosenId);
  const inOrder = useRef(rows);
  const list = (): ShownList => ({
    title: text('roster'),
    columns: columns.map(({ header }) => ({ title: header })),
    rows: inOrder.current.map((person) => columns.map((column) => column.plain(person))),
  });
  useCommands(mayEdit ? [{ id: 'add-person', title: text('add'), run: () => setAdding(true) }] : []);
  return (
    <Page
      title={text('roster')}
      tools={
        <>
          <Segmented
            label={text('roster')}
            value={filter}
            onChange={setFilter}
            items={(['people', 'foremen', 'archived'] as const).map((id) => ({ id, label: text(id) }))}
          />
          <SearchField
            label={text('search')}
            value={search}
            onChange={setSearch}
            placeholder={text('searchHint')}
          />
        </>
      }
      status={
        <>
          {text('peopleCount', { count: rows.length })}
          {actions?.(list)}
        </>
      }
      primary={
        mayEdit ? (
          <Button variant="act" icon={<UserPlus aria-hidden />} onPress={() => setAdding(true)}>
            {text('add')}
          </Button>
        ) : undefined
      }
      drawer={chosen && <PersonDrawer personId={chosen.id} onClose={() => choose(undefined)} />}
      drawerLabel={chosen?.name ?? ''}
      onCloseDrawer={() => choose(undefined)}
    >
      <DataTable
        label={text('roster')}
        columns={
          isPhone && nameColumn
            ? [{ ...nameColumn, cell: (person) => <TwoLines person={person} columns={columns} /> }]
            : columns
        }
        rows={rows}
        inOrder={inOrder}
        rowKey={(person) => person.id}
        onAction={(person) => choose(person.id)}
        selectedKey={chosenId}
        isMuted={(person) => !isActive(person)}
        {...(!isPhone && { leastWidth: '930px' })}
        empty={
          <EmptyState title={text(search ? 'nothingFound' : 'noPeople')} icon={<HardHat aria-hidden />}>
            {text(search ? 'nothingFoundHint' : 'noPeopleHint')}
          </EmptyState>
        }
      />
      {isAdding && <AddPersonDialog world={world} onClose={() => setAdding(false)} onAdded={choose} />}
    </Page>
  );
}

/** On a phone a person is two lines: the name, and what tells people apart. */
function TwoLines({
  person,
  columns,
}: {
  readonly person: Employee;
  readonly columns: readonly RosterColumn[];
}) {
  const [name, ...others] = columns;
  const told = others
    .filter(({ id }) => id === 'trade' || id === 'foreman' || id === 'number' || id === 'region')
    .map((column) => column.plain(person))
    .filter(Boolean);
  return (
    <span className={styles.lines}>
      {name?.cell(person)}
      <small>{told.join(' · ')}</small>
    </span>
  );
}

interface RosterColumn extends Column<Employee> {
  readonly plain: (person: Employee) => string | undefined;
}

function useRosterColumns(world: RosterWorld): readonly RosterColumn[] {
  const text = useRosterText();
  const { clock } = useWorkspace();
  return useMemo(() => {
    const today = clock.today(world.settings?.timeZone);
    const regions = new Map(world.regions.map((region) => [region.id, region.name]));
    const foreman = (person: Employee) =>
      person.isForeman ? undefined : world.byId.get(person.homeForemanId ?? '')?.name;
    const region = (person: Employee) => regions.get(person.regionId ?? '');
    const isAway = (person: Employee) =>
      (world.absences.get(person.id) ?? []).some(
        (absence) => absence.state === 'approved' && absence.from <= today && today <= absence.to,
      );
    const name = (person: Employee) => (
      <span className={styles.name}>
        <b>{person.name ?? '–'}</b>
        {person.isForeman && person.trade !== 'foreman' && (
          <Pill tone="outline">{text('trade-foreman')}</Pill>
        )}
        {isAway(person) && <Pill tone="hold">{text('absentNow')}</Pill>}
      </span>
    );
    const columns: RosterColumn[] = [
      {
        id: 'name',
        header: text('name'),
        width: 'minmax(200px, 1.3fr)',
        cell: name,
        sortBy: (person) => person.name,
        plain: (person) => person.name,
      },
      {
        id: 'number',
        header: text('number'),
        width: '84px',
        cell: (person) => person.number ?? '–',
        sortBy: (person) => person.number,
        plain: (person) => person.number,
      },
      {
        id: 'trade',
        header: text('trade'),
        width: 'minmax(104px, 0.8fr)',
        cell: (person) => tradeWord(text, person.trade),
        sortBy: (person) => tradeWord(text, person.trade),
        plain: (person) => tradeWord(text, person.trade),
      },
      {
        id: 'classification',
        header: text('classification'),
        width: 'minmax(136px, 1fr)',
        cell: (person) => person.classification ?? '–',
        sortBy: (person) => person.classification,
        plain: (person) => person.classification,
      },
      {
        id: 'foreman',
        header: text('foreman'),
        width: 'minmax(160px, 1fr)',
        cell: (person) => foreman(person) ?? '–',
        sortBy: foreman,
        plain: foreman,
      },
      {
        id: 'region',
        header: text('region'),
        width: '104px',
        cell: (person) => region(person) ?? '–',
        sortBy: region,
        plain: region,
      },
      {
        id: 'phone',
        header: text('phone'),
        width: '130px',
        cell: (person) => person.phone ?? '–',
        plain: (person) => person.phone,
      },
    ];
    return columns;
  }, [world, text, clock]);
}

const searchText = (person: Employee, world: RosterWorld, trade: string): string =>
  [person.name, person.number, trade, person.classification, world.byId.get(person.homeForemanId ?? '')?.name]
    .filter(Boolean)
    .join(' ');
