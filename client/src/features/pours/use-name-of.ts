import { useMemo } from 'react';
import { useLive } from '../../db/use-live.ts';
import { liveMembers } from '../../sync/members.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import type { PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';

/** The name of whoever did something, from the team and the roster's logins; oneself is "you". */
export function useNameOf(world: PourWorld): (userId: string) => string {
  const { db, user } = useWorkspace();
  const members = useLive(() => liveMembers(db), [db]);
  const text = usePoursText();
  return useMemo(() => {
    const names = new Map([
      ...[...world.employees.values()].flatMap((employee): [string, string][] =>
        employee.userId ? [[employee.userId, employee.name ?? '']] : [],
      ),
      ...(members ?? []).map(({ id, name }): [string, string] => [id, name]),
    ]);
    return (userId) => (userId === user.id ? text('you') : (names.get(userId) ?? text('somebody')));
  }, [world.employees, members, user.id, text]);
}
