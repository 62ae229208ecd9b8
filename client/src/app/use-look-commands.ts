import { useCommands } from '../lib/commands.ts';
import { DENSITIES, setPreferences, THEMES, type Density, type Theme } from '../lib/preferences.ts';
import { useFrameText } from './frame/frame-strings.ts';

const THEME_KEYS = { light: 'themeLight', night: 'themeNight', sun: 'themeSun' } as const satisfies Record<
  Theme,
  string
>;
const DENSITY_KEYS = {
  desk: 'densityDesk',
  touch: 'densityTouch',
  glove: 'densityGlove',
} as const satisfies Record<Density, string>;

/** Theme, size and language from the palette. */
export function useLookCommands(): void {
  const text = useFrameText();
  const group = text('commands');
  useCommands([
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: text('themeCommand', { name: text(THEME_KEYS[theme]) }),
      group,
      run: () => setPreferences({ theme }),
    })),
    ...DENSITIES.map((density) => ({
      id: `density-${density}`,
      title: text('densityCommand', { name: text(DENSITY_KEYS[density]) }),
      group,
      run: () => setPreferences({ density }),
    })),
    {
      id: 'language-en',
      title: text('languageCommand', { name: text('english') }),
      group,
      run: () => setPreferences({ language: 'en' }),
    },
    {
      id: 'language-es',
      title: text('languageCommand', { name: text('spanish') }),
      group,
      run: () => setPreferences({ language: 'es' }),
    },
  ]);
}
