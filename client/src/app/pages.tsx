import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type PageProps = Readonly<Record<string, unknown>>;
type Page = LazyExoticComponent<ComponentType<PageProps>>;

const files = import.meta.glob<Readonly<Record<string, ComponentType<PageProps>>>>(
  '../features/*/*-page.tsx',
);

function page(path: string, name: string): Page {
  return lazy(async () => {
    const found = (await files[`../features/${path}.tsx`]?.())?.[name];
    if (!found) throw new Error(`features/${path}.tsx has no ${name}`);
    return { default: found };
  });
}

/** Every screen in a piece of its own: the first one shown is the only one waited for. */
export const PAGES = {
  today: page('today/today-page', 'TodayPage'),
  schedule: page('schedule/schedule-page', 'SchedulePage'),
  lookahead: page('pours/lookahead-page', 'LookaheadPage'),
  daily: page('pours/daily-page', 'DailyPage'),
  pours: page('pours/pours-page', 'PoursPage'),
  pour: page('pours/pour-page', 'PourPage'),
  pourLog: page('pour-log/truck-board-page', 'TruckBoardPage'),
  roster: page('roster/roster-page', 'RosterPage'),
  projects: page('projects/projects-page', 'ProjectsPage'),
  audit: page('audit/audit-page', 'AuditPage'),
  settings: page('settings/settings-page', 'SettingsPage'),
  review: page('review/review-page', 'ReviewPage'),
} as const;
