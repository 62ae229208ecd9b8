import { useNavigate } from '@tanstack/react-router';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { runWhenOffered, useCommands, type Command } from '../lib/commands.ts';
import {
  DENSITIES,
  LANGUAGES,
  setPreferences,
  THEMES,
  type Density,
  type Language,
  type Theme,
} from '../lib/preferences.ts';
import { useInstall } from '../pwa/install.ts';
import type { SyncStatus } from '../sync/status.ts';
import { useWorkspace } from '../sync/workspace.tsx';
import { useFrameText } from './frame/frame-strings.ts';
import { screenPath, type ScreenId } from './frame/screens.ts';
import { saveUnsent } from './session.ts';

const THEME_KEYS = { light: 'themeLight', night: 'themeNight', sun: 'themeSun' } as const satisfies Record<
  Theme,
  string
>;
const DENSITY_KEYS = {
  desk: 'densityDesk',
  touch: 'densityTouch',
  glove: 'densityGlove',
} as const satisfies Record<Density, string>;
const LANGUAGE_KEYS = { en: 'english', es: 'spanish' } as const satisfies Record<Language, string>;

/** What one screen offers and every other leads to. */
const BEGINNINGS = [
  { id: 'new-pour', screen: 'pours', on: ['pours', 'lookahead', 'daily'] },
  { id: 'add-person', screen: 'roster', on: ['roster'] },
  { id: 'add-job', screen: 'projects', on: ['projects'] },
] as const satisfies readonly {
  readonly id: string;
  readonly screen: ScreenId;
  readonly on: readonly ScreenId[];
}[];

interface FrameCommands {
  readonly screen: ScreenId | undefined;
  readonly status: SyncStatus;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

/** What the palette can do on any screen: begin something, send and take along, leave, and change the looks. */
export function useFrameCommands({ screen, status, onKeys, onSignOut }: FrameCommands): void {
  const text = useFrameText();
  const navigate = useNavigate();
  const install = useInstall();
  const current = useWorkspace();
  const { slug } = current.workspace;
  const group = text('commands');
  const begin = BEGINNINGS.filter(({ on }) => !on.some((one) => one === screen)).map((one): Command => ({
    id: `begin-${one.id}`,
    title: text(one.id),
    group,
    run: () => {
      void navigate({ to: screenPath(slug, one.screen) });
      runWhenOffered(one.id);
    },
  }));
  useCommands([
    ...(isAtLeast(current.user.role, 'scheduler') ? begin : []),
    { id: 'keys', title: text('keys'), shortcut: '?', group, run: onKeys },
    { id: 'check-now', title: text('checkNow'), group, run: () => current.sync.checkNow() },
    ...(status.unsent + status.attention > 0
      ? [{ id: 'export', title: text('exportUnsent'), group, run: () => void saveUnsent(current) }]
      : []),
    ...(install ? [{ id: 'install', title: text('install'), group, run: () => void install() }] : []),
    {
      id: 'accounts',
      title: text('otherAccount'),
      group,
      run: () => void navigate({ to: '/accounts' }),
    },
    { id: 'sign-out', title: text('signOut'), group, run: onSignOut },
  ]);
  useLookCommands();
}

function useLookCommands(): void {
  const text = useFrameText();
  const group = text('look');
  const system = text('themeSystem');
  useCommands([
    {
      id: 'theme-system',
      title: text('themeCommand', { name: system }),
      group,
      run: () => setPreferences({ theme: undefined }),
    },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: text('themeCommand', { name: text(THEME_KEYS[theme]) }),
      group,
      run: () => setPreferences({ theme }),
    })),
    {
      id: 'density-auto',
      title: text('densityCommand', { name: text('densityAuto') }),
      group,
      run: () => setPreferences({ density: undefined }),
    },
    ...DENSITIES.map((density) => ({
      id: `density-${density}`,
      title: text('densityCommand', { name: text(DENSITY_KEYS[density]) }),
      group,
      run: () => setPreferences({ density }),
    })),
    {
      id: 'language-system',
      title: text('languageCommand', { name: text('languageSystem') }),
      group,
      run: () => setPreferences({ language: undefined }),
    },
    ...LANGUAGES.map((language) => ({
      id: `language-${language}`,
      title: text('languageCommand', { name: text(LANGUAGE_KEYS[language]) }),
      group,
      run: () => setPreferences({ language }),
    })),
  ]);
}
