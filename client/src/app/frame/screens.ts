import {
  CalendarDays,
  Clock,
  HardHat,
  History,
  Layers,
  LifeBuoy,
  ListChecks,
  MapPin,
  Settings,
  Sun,
  Truck,
  type LucideIcon,
} from 'lucide-react';

export const SCREEN_IDS = [
  'today',
  'schedule',
  'lookahead',
  'daily',
  'pours',
  'roster',
  'projects',
  'audit',
  'settings',
  'review',
  'support',
] as const;
export type ScreenId = (typeof SCREEN_IDS)[number];

/** The two sides of the product; the other screens belong to both. */
export const SIDES = ['manpower', 'place'] as const;
export type Side = (typeof SIDES)[number];

interface Screen {
  readonly icon: LucideIcon;
  readonly side?: Side;
}

export const SCREENS: Readonly<Record<ScreenId, Screen>> = {
  today: { icon: Sun },
  schedule: { icon: CalendarDays, side: 'manpower' },
  lookahead: { icon: Layers, side: 'place' },
  daily: { icon: Clock, side: 'place' },
  pours: { icon: Truck, side: 'place' },
  roster: { icon: HardHat, side: 'manpower' },
  projects: { icon: MapPin },
  audit: { icon: History },
  settings: { icon: Settings },
  review: { icon: ListChecks },
  support: { icon: LifeBuoy },
};

export const RAIL: readonly ScreenId[] = ['schedule', 'lookahead', 'daily', 'pours', 'roster', 'projects'];
export const RAIL_FOOT: readonly ScreenId[] = ['audit', 'settings'];
export const BOTTOM: readonly ScreenId[] = ['today', 'schedule', 'pours'];
export const MORE: readonly ScreenId[] = [
  'lookahead',
  'daily',
  'roster',
  'projects',
  'review',
  'audit',
  'settings',
  'support',
];

/** Where a side of the view switch leads. */
export const FIRST_OF_SIDE: Readonly<Record<Side, ScreenId>> = { manpower: 'schedule', place: 'daily' };

/** The screen that a path below the workspace belongs to: `/w/demo/pours/…` → pours. */
export function screenOf(pathname: string): ScreenId | undefined {
  const name = pathname.split('/')[3];
  return SCREEN_IDS.find((id) => id === name);
}

/** The page inside the workspace, to come back to: `/w/demo/pours/1?x` → `pours/1`. */
export const pageOf = (pathname: string): string => pathname.split('/').slice(3).join('/');

export const screenPath = (slug: string, screen: ScreenId): string => `/w/${slug}/${screen}`;
