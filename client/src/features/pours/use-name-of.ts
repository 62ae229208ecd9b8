import { useMemo } from 'react';
import { useWorkspace } from '../../sync/workspace.tsx';
import type { PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';

/** The name of whoever did something, from the roster's logins; oneself is "you". */
export function useNameOf(world: PourWorld): (userId: string) => string {
  const { user } = useWorkspace();
  const text = usePoursText();
  return useMemo(() => {
    const names = new Map(
      [...world.employees.values()].flatMap((employee) =>
        employee.userId ? [[employee.userId, employee.name ?? '']] : [],
      ),
    );
    return (userId) => (userId === user.id ? text('you') : (names.get(userId) ?? text('somebody')));
  }, [world.employees, user.id, text]);
}
