import { lazy } from 'react';
import type { Workspace } from '../sync/workspace.tsx';

/** Every screen in a piece of its own: the first one shown is the only one waited for. */
const PIECES = {
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
  settings: async () => ({ default: (await import('./screens/settings-screen.tsx')).SettingsScreen }),
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
  settings: lazy(PIECES.settings),
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
  return Object.hasOwn(PIECES, page) ? (page as PageName) : undefined;
}

const nothing = (): undefined => undefined;

/** Brings what an address needs while its workspace is still being opened; what fails is asked for again when shown. */
export function prepare(pathname: string): void {
  const name = pageNameOf(pathname);
  if (name === undefined) return;
  import('./workspace-route.tsx').catch(nothing);
  import('./screen.tsx').catch(nothing);
  PIECES[name]().catch(nothing);
}

/** Of the screens that a day begins with: what they will ask for. */
const READS: Partial<Record<PageName, () => Promise<(workspace: Workspace) => Promise<unknown>>>> = {
  today: async () => (await import('../features/today/today.repo.ts')).readTodayAhead,
  schedule: async () => (await import('../features/schedule/schedule.repo.ts')).readWeekAhead,
};

/**
 * Opens the workspace of an address, and reads what its screen will show, while the frame is still being drawn. What
 * fails is tried again, and told, by the frame.
 */
export function openWhatIsShown(pathname: string): void {
  const slug = /^\/w\/([^/?#]+)/.exec(pathname)?.[1];
  const name = pageNameOf(pathname);
  if (slug === undefined || name === undefined) return;
  openAndRead(slug, name).catch(nothing);
}

async function openAndRead(slug: string, name: PageName): Promise<void> {
  const { openAhead } = await import('./session.ts');
  const workspace = await openAhead(slug);
  const read = await READS[name]?.();
  if (workspace) await read?.(workspace);
}
