import { lazy, type ComponentType } from 'react';

const files = import.meta.glob<Readonly<Record<string, ComponentType>>>(
  '../features/settings/settings-page.tsx',
);

function page(path: string, name: string) {
  return lazy(async () => {
    const found = (await files[`../features/${path}.tsx`]?.())?.[name];
    if (!found) throw new Error(`features/${path}.tsx has no ${name}`);
    return { default: found };
  });
}

/** Every screen in a piece of its own: the first one shown is the only one waited for. */
export const PAGES = {
  today: lazy(async () => ({ default: (await import('../features/today/today-page.tsx')).TodayPage })),
  schedule: lazy(async () => ({ default: (await import('./screens/schedule-screen.tsx')).ScheduleScreen })),
  lookahead: lazy(async () => ({
    default: (await import('../features/pours/lookahead-page.tsx')).LookaheadPage,
  })),
  daily: lazy(async () => ({ default: (await import('../features/pours/daily-page.tsx')).DailyPage })),
  pours: lazy(async () => ({ default: (await import('./screens/list-screens.tsx')).PoursScreen })),
  pour: lazy(async () => ({ default: (await import('./screens/pour-screen.tsx')).PourScreen })),
  pourLog: lazy(async () => ({ default: (await import('./screens/pour-log-screen.tsx')).PourLogScreen })),
  roster: lazy(async () => ({ default: (await import('./screens/list-screens.tsx')).RosterScreen })),
  projects: lazy(async () => ({ default: (await import('./screens/list-screens.tsx')).ProjectsScreen })),
  audit: lazy(async () => ({ default: (await import('../features/audit/audit-page.tsx')).AuditPage })),
  settings: page('settings/settings-page', 'SettingsPage'),
  review: lazy(async () => ({ default: (await import('../features/review/review-page.tsx')).ReviewPage })),
} as const;

export type PageName = keyof typeof PAGES;
