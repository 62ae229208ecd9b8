import { Plus, Truck } from 'lucide-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { isOpen, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useCommands } from '../../lib/commands.ts';
import { foldText } from '../../lib/fold-text.ts';
import { useFormat, type Format } from '../../lib/format.ts';
import { useMedia } from '../../lib/media.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { NewPourDialog } from './new-pour-dialog.tsx';
import { useOldPours } from './old-pours.tsx';
import { byNearness } from './pour-order.ts';
import { PourLines } from './pour-lines.tsx';
import { statusKey } from './pour-name.ts';
import type { PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { StatusPill } from './status-pill.tsx';
import { usePourActions } from './use-pour-actions.ts';
import { usePourWorld } from './use-pour-world.ts';

/** What is on a list, for whoever turns it into a spreadsheet. */
export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

interface PoursPageProps {
  /** Given the list as it is on the screen. */
  readonly actions?: (list: () => ShownList) => ReactNode;
}

type Filter = 'open' | 'done' | 'all';

/** All pours that this device holds, to search, sort and open. */
export function PoursPage({ actions }: PoursPageProps) {
  const { world, zone } = usePourWorld();
  if (!world) return <Page><SkeletonRows rows={10} /></Page>; // prettier-ignore
  return <PourList world={world} zone={zone} actions={actions} />;
}

interface PourListProps {
  readonly world: PourWorld;
  readonly zone: string;
  readonly actions: PoursPageProps['actions'];
}

function PourList({ world, zone, actions }: PourListProps) {
  const text = usePoursText();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const { clock } = useWorkspace();
  const { mayPlan } = usePourActions();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('open');
  const [isNewOpen, setNewOpen] = useState(false);
  useCommands(mayPlan ? [{ id: 'new-pour', title: text('newPour'), run: () => setNewOpen(true) }] : []);
  const today = clock.today(zone);
  const columns = usePourColumns(world, zone);
  const isPhone = useMedia('(max-width: 699px)');
  const phoneColumns = usePhoneColumns(columns, zone);
  const rows = useMemo(() => {
    const wanted = foldText(search);
    return world.pours
      .filter((pour) => filter === 'all' || isOpen(statusOf(pour)) === (filter === 'open'))
      .filter((pour) => wanted === '' || foldText(searchText(pour, world)).includes(wanted))
      .toSorted(byNearness(today));
  }, [world, search, filter, today]);
  const older = useOldPours();
  const inOrder = useRef(rows);
  const list = (): ShownList => ({
    title: text('pours'),
    columns: columns.map(({ header }) => ({ title: header })),
    rows: inOrder.current.map((pour) => columns.map((column) => column.plain(pour))),
  });
  return (
    <Page
      title={text('pours')}
      tools={
        <>
          <Segmented
            label={text('pours')}
            value={filter}
            onChange={setFilter}
            items={[
              { id: 'open', label: text('filterOpen') },
              { id: 'done', label: text('filterDone') },
              { id: 'all', label: text('filterAll') },
            ]}
          />
          <SearchField
            label={text('search')}
            value={search}
            onChange={setSearch}
            placeholder={text(isPhone ? 'searchShort' : 'searchHint')}
          />
        </>
      }
      status={
        <>
          {text('poursInWeek', { count: rows.length })}
          {filter !== 'open' && older.button}
          {actions?.(list)}
        </>
      }
      primary={
        mayPlan ? (
          <Button variant="act" icon={<Plus aria-hidden />} onPress={() => setNewOpen(true)}>
            {text('newPour')}
          </Button>
        ) : undefined
      }
    >
      {filter !== 'open' && older.line}
      <DataTable
        label={text('pours')}
        columns={isPhone ? phoneColumns : columns}
        rows={rows}
        inOrder={inOrder}
        rowKey={(pour) => pour.id}
        onAction={(pour) => void navigate({ to: `/w/${workspace}/pours/${pour.id}` })}
        isMuted={(pour) => !isOpen(statusOf(pour))}
        {...(!isPhone && { leastWidth: '880px' })}
        empty={
          <EmptyState title={text(search ? 'nothingFound' : 'noPours')} icon={<Truck aria-hidden />}>
            {text(search ? 'nothingFoundHint' : 'noPoursHint')}
          </EmptyState>
        }
      />
      {isNewOpen && (
        <NewPourDialog
          world={world}
          zone={zone}
          onClose={() => setNewOpen(false)}
          onCreated={(id) => void navigate({ to: `/w/${workspace}/pours/${id}` })}
        />
      )}
    </Page>
  );
}

interface PourColumn extends Column<Pour> {
  readonly plain: (pour: Pour) => string | number | undefined;
}

function usePourColumns(world: PourWorld, zone: string): readonly PourColumn[] {
  const text = usePoursText();
  const format = useFormat();
  return useMemo(() => {
    const project = (pour: Pour) =>
      pour.projectId === undefined ? undefined : world.projects.get(pour.projectId);
    const foreman = (pour: Pour) =>
      pour.foremanId === undefined ? undefined : world.employees.get(pour.foremanId);
    const time = startOf(format, zone);
    const job = (pour: Pour) =>
      [project(pour)?.number, project(pour)?.nickname ?? project(pour)?.name].filter(Boolean).join(' ');
    const columns: PourColumn[] = [
      {
        id: 'number',
        header: text('numberShort'),
        width: '64px',
        cell: (pour) => pour.number ?? '–',
        sortBy: (pour) => Number(pour.number) || pour.number,
        plain: (pour) => pour.number,
      },
      {
        id: 'name',
        header: text('name'),
        width: 'minmax(130px, 3fr)',
        cell: (pour) => <b>{pour.name || text('unnamed')}</b>,
        sortBy: (pour) => pour.name,
        plain: (pour) => pour.name,
      },
      {
        id: 'job',
        header: text('job'),
        width: 'minmax(150px, 4fr)',
        cell: (pour) =>
          project(pour) ? <Pill hue={hueOf(project(pour)) ?? 0}>{job(pour)}</Pill> : text('noProject'),
        sortBy: job,
        plain: job,
      },
      {
        id: 'day',
        header: text('day'),
        width: '108px',
        cell: (pour) => (pour.day === undefined ? '–' : format.day(pour.day)),
        sortBy: (pour) => pour.day,
        plain: (pour) => pour.day,
      },
      {
        id: 'start',
        header: text('start'),
        width: '96px',
        align: 'end',
        cell: (pour) => time(pour) ?? '–',
        sortBy: (pour) => pour.startsAt,
        plain: time,
      },
      {
        id: 'cy',
        header: 'CY',
        width: '72px',
        align: 'end',
        cell: (pour) => format.number(plannedCy(pour) ?? 0, 0),
        sortBy: plannedCy,
        plain: plannedCy,
      },
      {
        id: 'foreman',
        header: text('foreman'),
        width: 'minmax(120px, 2fr)',
        cell: (pour) => shortName(foreman(pour)) || '–',
        sortBy: (pour) => foreman(pour)?.name,
        plain: (pour) => foreman(pour)?.name,
      },
      {
        id: 'ready',
        header: text('ready'),
        width: '72px',
        align: 'end',
        cell: (pour) => readyText(pour),
        sortBy: (pour) => readinessOf(pour).confirmed.length,
        plain: readyText,
      },
      {
        id: 'status',
        header: text('status'),
        width: '116px',
        cell: (pour) => <StatusPill status={statusOf(pour)} />,
        sortBy: (pour) => text(statusKey(pour)),
        plain: (pour) => text(statusKey(pour)),
      },
    ];
    return columns;
  }, [world, zone, text, format]);
}

/** One column in which each pour says what the table says in nine. */
function usePhoneColumns(columns: readonly PourColumn[], zone: string): readonly PourColumn[] {
  const text = usePoursText();
  const format = useFormat();
  return useMemo(() => {
    const time = startOf(format, zone);
    const cell = (id: string, pour: Pour) => columns.find((column) => column.id === id)?.cell(pour);
    const lines = (pour: Pour) => (
      <PourLines
        name={<b>{[pour.number, pour.name || text('unnamed')].filter(Boolean).join(' ')}</b>}
        status={cell('status', pour)}
        job={cell('job', pour)}
        told={[
          pour.day === undefined ? '–' : format.day(pour.day),
          time(pour),
          `${format.number(plannedCy(pour) ?? 0, 0)} CY`,
        ]}
      />
    );
    return columns
      .filter(({ id }) => id === 'name')
      .map((column) => ({ ...column, width: 'minmax(0, 1fr)', cell: lines }));
  }, [columns, zone, text, format]);
}

const startOf =
  (format: Format, zone: string) =>
  (pour: Pour): string | undefined =>
    pour.startsAt === undefined ? undefined : format.time(pour.startsAt, pour.timeZone ?? zone);

const readyText = (pour: Pour): string => {
  const { confirmed, open } = readinessOf(pour);
  return `${confirmed.length}/${confirmed.length + open.length}`;
};

function searchText(pour: Pour, world: PourWorld): string {
  const project = pour.projectId === undefined ? undefined : world.projects.get(pour.projectId);
  const foreman = pour.foremanId === undefined ? undefined : world.employees.get(pour.foremanId);
  return [
    pour.number,
    pour.name,
    pour.level,
    project?.number,
    project?.name,
    project?.nickname,
    foreman?.name,
  ]
    .filter(Boolean)
    .join(' ');
}
