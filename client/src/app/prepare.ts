import type { Workspace } from '../sync/workspace.tsx';
import { pageNameOf, PIECES, type PageName } from './pages.tsx';

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
