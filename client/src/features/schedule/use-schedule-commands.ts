import { useCommands } from '../../lib/commands.ts';
import { useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';

/** What the palette can do while the schedule is on screen. */
export function useScheduleCommands(onFoldAll: () => void, allFolded: boolean): void {
  const { actions, rights } = useSession();
  const text = useScheduleText();
  const group = text('schedule');
  const change = rights.kind !== 'none';
  useCommands([
    { id: 'schedule.fold', title: text(allFolded ? 'unfoldAll' : 'foldAll'), group, run: onFoldAll },
    { id: 'schedule.later', title: text('later'), shortcut: 'Alt →', group, run: () => actions.showWeek(1) },
    {
      id: 'schedule.earlier',
      title: text('earlier'),
      shortcut: 'Alt ←',
      group,
      run: () => actions.showWeek(-1),
    },
    { id: 'schedule.keys', title: text('keys'), shortcut: '?', group, run: () => actions.ask('help') },
    ...(change
      ? [
          {
            id: 'schedule.copy',
            title: text('copyLastWeekFor', { who: text('everybody') }),
            group,
            run: () => actions.copyLastWeek(actions.everybody()),
          },
          {
            id: 'schedule.copyCrew',
            title: text('copyLastWeekFor', { who: text('crew').toLowerCase() }),
            group,
            run: () => {
              const crew = actions.crewHere();
              if (crew) actions.copyLastWeek(crew);
            },
          },
        ]
      : []),
  ]);
}
