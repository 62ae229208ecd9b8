import { MapPin, Plus } from 'lucide-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import type { Project } from 'shared/schema/projects.ts';
import { isOpenJob } from 'shared/domain/schedule/counts.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
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
import { AddProjectDialog } from './add-project-dialog.tsx';
import { ProjectDrawer } from './project-drawer.tsx';
import { liveProjects, type ProjectWorld } from './projects.repo.ts';
import { useProjectText } from './project-strings.ts';
import styles from './projects-page.module.css';

export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

type Filter = 'active' | 'planned' | 'closed' | 'all';

/** All jobs: search, sort, open; add, close and reopen. */
export function ProjectsPage({ actions }: { readonly actions?: (list: () => ShownList) => ReactNode }) {
  const { db } = useWorkspace();
  const world = useLive(() => liveProjects(db), [db]);
  if (!world) return <Page><SkeletonRows rows={12} /></Page>; // prettier-ignore
  return <Projects world={world} actions={actions} />;
}

interface ProjectsProps {
  readonly world: ProjectWorld;
  readonly actions: ((list: () => ShownList) => ReactNode) | undefined;
}

function Projects({ world, actions }: ProjectsProps) {
  const text = useProjectText();
  const { user } = useWorkspace();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const { project: chosenId }: { project?: string } = useSearch({ strict: false });
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('active');
  const [isAdding, setAdding] = useState(false);
  const mayEdit = isAtLeast(user.role, 'scheduler');
  const choose = (id: string | undefined): void => {
    void navigate({
      to: `/w/${workspace}/projects`,
      search: id === undefined ? {} : { project: id },
      replace: true,
    });
  };
  const isPhone = useMedia('(max-width: 699px)');
  const columns = useProjectColumns(world);
  const [numberColumn] = columns;
  const rows = useMemo(() => {
    const wanted = foldText(search);
    return world.projects
      .filter((project) => isShown(project, filter))
      .filter(
        (project) =>
          wanted === '' ||
          foldText(
            [project.number, project.name, project.nickname, project.address].filter(Boolean).join(' '),
          ).includes(wanted),
      )
      .toSorted((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));
  }, [world, search, filter]);
  const chosen = world.projects.find((project) => project.id === chosenId);
  const inOrder = useRef(rows);
  const list = (): ShownList => ({
    title: text('projects'),
    columns: columns.map(({ header }) => ({ title: header })),
    rows: inOrder.current.map((project) => columns.map((column) => column.plain(project))),
  });
  useCommands(mayEdit ? [{ id: 'add-job', title: text('add'), run: () => setAdding(true) }] : []);
  return (
    <Page
      title={text('projects')}
      tools={
        <>
          <Segmented
            label={text('projects')}
            value={filter}
            onChange={setFilter}
            items={(['active', 'planned', 'closed', 'all'] as const).map((id) => ({ id, label: text(id) }))}
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
          {text('count', { count: rows.length })}
          {actions?.(list)}
        </>
      }
      primary={
        mayEdit ? (
          <Button variant="act" icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
            {text('add')}
          </Button>
        ) : undefined
      }
      drawer={
        chosen && (
          <ProjectDrawer key={chosen.id} project={chosen} world={world} onClose={() => choose(undefined)} />
        )
      }
      drawerLabel={chosen?.number ?? ''}
      onCloseDrawer={() => choose(undefined)}
    >
      <DataTable
        label={text('projects')}
        columns={
          isPhone && numberColumn
            ? [
                {
                  ...numberColumn,
                  width: '1fr',
                  header: text('projects'),
                  cell: (project) => <TwoLines project={project} columns={columns} />,
                },
              ]
            : columns
        }
        rows={rows}
        inOrder={inOrder}
        rowKey={(project) => project.id}
        onAction={(project) => choose(project.id)}
        selectedKey={chosenId}
        isMuted={(project) => project.status === 'closed'}
        {...(!isPhone && { leastWidth: '800px' })}
        empty={
          <EmptyState title={text(search ? 'nothingFound' : 'none')} icon={<MapPin aria-hidden />}>
            {text(search ? 'nothingFoundHint' : 'noneHint')}
          </EmptyState>
        }
      />
      {isAdding && <AddProjectDialog world={world} onClose={() => setAdding(false)} onAdded={choose} />}
    </Page>
  );
}

/** On a phone a job is two lines: number and name, then where it is and how it stands. */
function TwoLines({
  project,
  columns,
}: {
  readonly project: Project;
  readonly columns: readonly ProjectColumn[];
}) {
  const [number, name, , region, address, status] = columns;
  return (
    <span className={styles.lines}>
      <span className={styles.first}>
        {number?.cell(project)}
        {name?.cell(project)}
        {project.status !== undefined && project.status !== 'active' && status?.cell(project)}
      </span>
      <small>{[region?.plain(project), address?.plain(project)].filter(Boolean).join(' · ') || '–'}</small>
    </span>
  );
}

interface ProjectColumn extends Column<Project> {
  readonly plain: (project: Project) => string | undefined;
}

/** What most jobs are says it in plain letters. */
const STATUS_TONES = { planned: 'outline', active: undefined, on_hold: 'hold', closed: 'done' } as const;

function useProjectColumns(world: ProjectWorld): readonly ProjectColumn[] {
  const text = useProjectText();
  return useMemo(() => {
    const regions = new Map(world.regions.map((region) => [region.id, region.name]));
    const region = (project: Project) => regions.get(project.regionId ?? '');
    const status = (project: Project) => text(`status-${project.status ?? 'active'}`);
    const column = (
      id: string,
      header: string,
      width: string,
      plain: (project: Project) => string | undefined,
    ): ProjectColumn => ({
      id,
      header,
      width,
      plain,
      sortBy: plain,
      cell: (project) => plain(project) ?? '–',
    });
    return [
      {
        ...column('number', text('number'), '88px', (project) => project.number),
        cell: (project: Project) => <Pill hue={hueOf(project) ?? 0}>{project.number ?? '–'}</Pill>,
        sortBy: (project: Project) => Number(project.number) || project.number,
      },
      {
        ...column('name', text('name'), 'minmax(180px, 2fr)', (project) => project.name),
        cell: (project: Project) => <b>{project.name ?? '–'}</b>,
      },
      column('nickname', text('nickname'), 'minmax(160px, 1.3fr)', (project) => project.nickname),
      column('region', text('region'), '104px', region),
      column('address', text('address'), 'minmax(160px, 2fr)', (project) => project.address),
      {
        ...column('status', text('status'), '96px', status),
        cell: (project: Project) => {
          const tone = STATUS_TONES[project.status ?? 'active'];
          return tone ? <Pill tone={tone}>{status(project)}</Pill> : status(project);
        },
      },
    ];
  }, [world, text]);
}

function isShown(project: Project, filter: Filter): boolean {
  if (filter === 'all') return true;
  return filter === 'active' ? isOpenJob(project) : project.status === filter;
}
