import { defineStrings } from './strings.ts';

/** The five roles, by one name on every screen. */
export const useRoleText = defineStrings('roles', {
  en: {
    owner: 'Owner',
    admin: 'Administrator',
    scheduler: 'Scheduler',
    foreman: 'Foreman',
    viewer: 'Viewer',
  },
  es: {
    owner: 'Dueño',
    admin: 'Administrador',
    scheduler: 'Programador',
    foreman: 'Capataz',
    viewer: 'Consulta',
  },
});
