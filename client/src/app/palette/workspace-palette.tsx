import { hueOf } from 'shared/domain/schedule/hues.ts';
import { daysBetween } from 'shared/lib/days.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { liveDocs } from '../../db/live.ts';
import { useLive } from '../../db/use-live.ts';
import { fullPourName } from '../../features/pours/pour-name.ts';
import { deviceZone } from '../../features/pours/use-pour-world.ts';
import { tradeWord } from '../../features/roster/person-words.ts';
import { useRosterText } from '../../features/roster/roster-strings.ts';
import { useAllCommands } from '../../lib/commands.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { useFrameText } from '../frame/frame-strings.ts';
import { SCREEN_IDS, screenPath } from '../frame/screens.ts';
import { CommandPalette } from './command-palette.tsx';
import type { Hit } from './palette-rank.ts';

/** The palette over what this device holds: screens, commands, people, jobs, pours. */
export function WorkspacePalette({ onClose }: { readonly onClose: () => void }) {
  const text = useFrameText();
  const rosterText = useRosterText();
  const format = useFormat();
  const { db, workspace, clock } = useWorkspace();
  const { slug } = workspace;
  const navigate = useNavigate();
  const commands = useAllCommands();
  const employees = useLive(() => liveDocs(db, 'employees'), [db]);
  const projects = useLive(() => liveDocs(db, 'projects'), [db]);
  const pours = useLive(() => liveDocs(db, 'pours'), [db]);

  const hits = useMemo((): readonly Hit[] => {
    const screens = SCREEN_IDS.map((screen): Hit => ({
      id: `screen-${screen}`,
      title: text(screen),
      group: text('goTo'),
      run: () => void navigate({ to: screenPath(slug, screen) }),
    }));
    const actions = commands.map((command): Hit => ({ ...command, group: command.group ?? text('actions') }));
    // What the screen in sight can do comes first, then the screens, then the rest.
    const isHere = ({ group }: Hit): boolean => group !== text('commands') && group !== text('look');
    return [...actions.filter(isHere), ...screens, ...actions.filter((hit) => !isHere(hit))];
  }, [commands, navigate, slug, text]);

  const records = useMemo((): readonly Hit[] => {
    const jobs = new Map((projects ?? []).map((project) => [project.id, project]));
    const open = (screen: 'roster' | 'projects', id: string) => () =>
      void navigate({
        to: screenPath(slug, screen),
        search: screen === 'roster' ? { person: id } : { project: id },
      });
    return [
      ...(employees ?? []).map((employee): Hit => ({
        id: `employee-${employee.id}`,
        title: employee.name ?? '–',
        detail: tradeWord(rosterText, employee.trade),
        keywords: employee.number ?? '',
        group: text('people'),
        run: open('roster', employee.id),
      })),
      ...(projects ?? []).map((project): Hit => ({
        id: `project-${project.id}`,
        title: [project.number, project.nickname ?? project.name].filter(Boolean).join(' '),
        detail: project.name ?? '',
        keywords: project.address ?? '',
        hue: hueOf(project) ?? 0,
        group: text('jobs'),
        run: open('projects', project.id),
      })),
      ...byDistance(pours ?? [], clock.today(deviceZone())).map((pour): Hit => {
        const job = jobs.get(pour.projectId ?? '');
        return {
          id: `pour-${pour.id}`,
          title: fullPourName(pour, job, '–'),
          detail: [job?.number, pour.day && format.day(pour.day)].filter(Boolean).join(' · '),
          ...(job?.colour !== undefined && { hue: job.colour }),
          group: text('pours'),
          run: () => void navigate({ to: `/w/${slug}/pours/${pour.id}` }),
        };
      }),
    ];
  }, [employees, projects, pours, clock, navigate, slug, text, rosterText, format]);

  return <CommandPalette onClose={onClose} hits={hits} records={records} />;
}

/** Of pours that the same letters find, those around today are meant. */
const byDistance = (pours: readonly Pour[], today: string): Pour[] => {
  const distance = ({ day }: Pour): number =>
    day === undefined ? Number.MAX_SAFE_INTEGER : Math.abs(daysBetween(today, day));
  return pours.toSorted((a, b) => distance(a) - distance(b));
};
