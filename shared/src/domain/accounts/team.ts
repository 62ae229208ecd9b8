import { isAtLeast, type Role } from '../permissions.ts';

/** Administrators look after the team; what owners are, only owners decide. */
export const mayManage = (actor: Role, target: Role): boolean =>
  actor === 'owner' || (actor === 'admin' && !isAtLeast(target, 'owner'));

/** The roles that somebody may give. */
export const rolesToGive = (actor: Role): readonly Role[] =>
  (['viewer', 'foreman', 'scheduler', 'admin', 'owner'] as const).filter((role) => mayManage(actor, role));
