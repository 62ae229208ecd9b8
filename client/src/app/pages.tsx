import { lazy } from 'react';

/** Every screen in a piece of its own: the first one shown is the only one waited for. */
export const PIECES = {
  today: async () => ({ default: (await import('../features/today/today-page.tsx')).TodayPage }),
  schedule: async () => ({ default: (await import('./screens/schedule-screen.tsx')).ScheduleScreen }),
  lookahead: async () => ({ default: (await import('../features/pours/lookahead-page.tsx')).LookaheadPage }),
  daily: async () => ({ default: (await import('../features/pours/daily-page.tsx')).DailyPage }),
  pours: async () => ({ default: (await import('./screens/list-screens.tsx')).PoursScreen }),
  pour: async () => ({ default: (await import('./screens/pour-screen.tsx')).PourScreen }),
  pourLog: async () => ({ default: (await import('./screens/pour-log-screen.tsx')).PourLogScreen }),
  roster: async () => ({ default: (await import('./screens/list-screens.tsx')).RosterScreen }),
  projects: async () => ({ default: (await import('./screens/list-screens.tsx')).ProjectsScreen }),
  audit: async () => ({ default: (await import('./screens/list-screens.tsx')).AuditScreen }),
  undoSession: async () => ({
    default: (await import('../features/undo-session/session-page.tsx')).SessionPage,
  }),
  settings: async () => ({ default: (await import('./screens/settings-screen.tsx')).SettingsScreen }),
  support: async () => ({ default: (await import('./screens/support-screen.tsx')).SupportScreen }),
  review: async () => ({ default: (await import('../features/review/review-page.tsx')).ReviewPage }),
} as const;

export type PageName = keyof typeof PIECES;

export const PAGES = {
  today: lazy(PIECES.today),
  schedule: lazy(PIECES.schedule),
  lookahead: lazy(PIECES.lookahead),
  daily: lazy(PIECES.daily),
  pours: lazy(PIECES.pours),
  pour: lazy(PIECES.pour),
  pourLog: lazy(PIECES.pourLog),
  roster: lazy(PIECES.roster),
  projects: lazy(PIECES.projects),
  audit: lazy(PIECES.audit),
  undoSession: lazy(PIECES.undoSession),
  settings: lazy(PIECES.settings),
  support: lazy(PIECES.support),
  review: lazy(PIECES.review),
} as const satisfies Record<PageName, unknown>;

/** Which screen an address of a workspace shows; nothing for the door and for addresses that nobody knows. */
export function pageNameOf(pathname: string): PageName | undefined {
  const [, w, , page = 'schedule', id, part] = pathname
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
    .split('/');
  if (w !== 'w') return undefined;
  if (page === 'pours' && id !== undefined) return part === 'log' ? 'pourLog' : 'pour';
  if (page === 'audit' && id === 'undo') return 'undoSession';
  return Object.hasOwn(PIECES, page) ? (page as PageName) : undefined;
}
