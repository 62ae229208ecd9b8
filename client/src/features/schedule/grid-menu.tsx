import { useRef } from 'react';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { toast } from '../../ui/toast.tsx';
import { MenuAt } from './menu-at.tsx';
import { isOldWeek, mayPlan, type Rights } from './edit-rights.ts';
import { useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import type { Group, ScheduleActions } from './schedule-actions.ts';
import type { ScheduleText } from './schedule-strings.ts';
import type { MenuGroup } from '../../ui/menu-button.tsx';

export const groupName = (group: Group, text: ScheduleText): string => {
  if (group.scope === 'everybody') return text('everybody');
  if (group.scope === 'crew')
    return group.name === '' ? text('noForeman') : text('crewOf', { name: group.name });
  const [first] = group.people;
  return group.people.length === 1 ? shortName(first) : text('people', { count: group.people.length });
};

/** What can be done with people: copied weeks and moves, for one, a crew or all. */
export function peopleEntries(actions: ScheduleActions, rights: Rights, text: ScheduleText): MenuGroup[] {
  if (rights.kind === 'none') return [];
  const person = actions.personHere();
  const crew = actions.crewHere();
  const groups = [person, crew, actions.everybody()].filter(
    (one): one is Group => one !== undefined && one.people.length > 0,
  );
  const movable = [person, crew].filter((one): one is Group => one !== undefined);
  const plan = mayPlan(rights);
  return [
    {
      id: 'last week',
      heading: text('copyLastWeek'),
      entries: groups.map((group) => ({
        id: `copy ${group.scope}`,
        label: groupName(group, text),
        onAction: () => actions.copyLastWeek(group),
      })),
    },
    {
      id: 'move',
      heading: text('move'),
      entries: movable.flatMap((group) => [
        ...(plan
          ? [
              {
                id: `foreman ${group.scope}`,
                label: `${groupName(group, text)}: ${text('moveToForeman')}`,
                onAction: () => actions.asked.set({ kind: 'moveForeman', group, monday: actions.monday() }),
              },
            ]
          : []),
        {
          id: `job ${group.scope}`,
          label: `${groupName(group, text)}: ${text('moveToJob')}`,
          onAction: () => actions.asked.set({ kind: 'moveJob', group, monday: actions.monday() }),
        },
      ]),
    },
  ];
}

/** The menu at the cursor. */
export function GridMenu({
  at,
  onClose,
}: {
  readonly at: { x: number; y: number };
  readonly onClose: () => void;
}) {
  const { grid, actions, clipboard, rights } = useSession();
  const text = useScheduleText();
  const monday = grid.columnAt(grid.selection.get().cursor)?.monday ?? '';
  const isOld = isOldWeek(rights, monday);
  const people = isOld ? [] : peopleEntries(actions, rights, text);
  const anchor = useRef<HTMLDivElement>(null);
  const canEdit = rights.kind !== 'none' && !isOld;
  const write = (cut: boolean): void => {
    void navigator.clipboard?.writeText(clipboard.copy(cut)).catch(() => undefined);
  };
  const read = (): void => {
    navigator.clipboard?.readText().then(
      (found) => actions.paste(found),
      () => toast({ message: text('pasteBlocked', { keys: 'Ctrl V' }), tone: 'stop' }),
    );
  };
  const groups: MenuGroup[] = [
    {
      id: 'cells',
      entries: [
        ...(canEdit
          ? [
              {
                id: 'type',
                label: text('typeHere'),
                shortcut: 'F2',
                onAction: () => grid.edit(grid.textHere()),
              },
            ]
          : []),
        ...(canEdit
          ? [{ id: 'cut', label: text('cut'), shortcut: 'Ctrl X', onAction: () => write(true) }]
          : []),
        { id: 'copy', label: text('copy'), shortcut: 'Ctrl C', onAction: () => write(false) },
        ...(canEdit
          ? [
              { id: 'paste', label: text('paste'), shortcut: 'Ctrl V', onAction: read },
              { id: 'down', label: text('fillDown'), shortcut: 'Ctrl D', onAction: () => grid.fill('down') },
              {
                id: 'right',
                label: text('fillRight'),
                shortcut: 'Ctrl R',
                onAction: () => grid.fill('right'),
              },
              { id: 'split', label: text('splitDay'), onAction: () => grid.split() },
              { id: 'note', label: text('note'), shortcut: 'Shift F2', onAction: () => actions.ask('note') },
              {
                id: 'clear',
                label: text('clearCells'),
                shortcut: 'Del',
                isDestructive: true,
                onAction: () => grid.clear(),
              },
            ]
          : []),
      ],
    },
    ...people,
  ];
  return <MenuAt anchor={anchor} at={at} label={text('more')} groups={groups} onClose={onClose} />;
}
