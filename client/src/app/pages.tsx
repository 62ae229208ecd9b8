import { lazy } from 'react';

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
  audit: lazy(async () => ({ default: (await import('./screens/list-screens.tsx')).AuditScreen })),
  settings: lazy(async () => ({ default: (await import('./screens/settings-screen.tsx')).SettingsScreen })),
  review: lazy(async () => ({ default: (await import('../features/review/review-page.tsx')).ReviewPage })),
} as const;

export type PageName = keyof typeof PAGES;
