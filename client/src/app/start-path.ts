import type { Preferences } from '../lib/preferences.ts';

/** Screens that a shortcut may name. */
const SHORTCUTS: readonly string[] = ['today', 'schedule', 'pours', 'daily', 'lookahead'];

/** Where the app opens: the page that was open last, or the screen that a shortcut asks for, or the door. */
export function startPath({ lastWorkspace, lastPage }: Preferences, screen?: string): string {
  if (lastWorkspace === undefined) return '/accounts';
  const asked = SHORTCUTS.find((one) => one === screen);
  return `/w/${lastWorkspace}/${asked ?? lastPage ?? 'schedule'}`;
}

/** The address that the router will end at: two of them only point to another one. */
export function startingAt(pathname: string, chosen: Preferences): string {
  const shortcut = /^\/go\/([^/]+)\/?$/.exec(pathname);
  return pathname === '/' || shortcut ? startPath(chosen, shortcut?.[1]) : pathname;
}
