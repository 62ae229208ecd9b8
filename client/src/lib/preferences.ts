import { useSyncExternalStore } from 'react';

export const THEMES = ['light', 'night', 'sun'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['desk', 'touch', 'glove'] as const;
export type Density = (typeof DENSITIES)[number];
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person chose on this device. An absent choice follows the system: its theme, its pointer, its language. */
export interface Preferences {
  readonly theme?: Theme;
  readonly density?: Density;
  readonly language?: Language;
  /** Slug of the workspace that was open last. */
  readonly lastWorkspace?: string;
  /** Path inside the last workspace that was open last, as `schedule` or `pours/…`. */
  readonly lastPage?: string;
  /** Monday of the week that was looked at last, `YYYY-MM-DD`. */
  readonly lastWeek?: string;
  /** Small switches of single screens, by a name that starts with the screen's. */
  readonly toggles?: Readonly<Record<string, string>>;
}

/** public/boot.js reads the same entry before the first paint. */
const KEY = 'preferences';
const listeners = new Set<() => void>();
let current: Preferences | undefined;

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  values.includes(value as T);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads what an older or broken version may have left: whatever is not understood counts as not chosen. */
export function parsePreferences(stored: string | null): Preferences {
  let raw: unknown;
  try {
    raw = JSON.parse(stored ?? '{}');
  } catch {
    return {};
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {};
  const found = raw as Record<string, unknown>;
  const lastWorkspace = textOf(found['lastWorkspace']);
  const lastPage = textOf(found['lastPage']);
  const lastWeek = textOf(found['lastWeek']);
  const toggles = found['toggles'];
  return {
    ...(isOneOf(THEMES, found['theme']) && { theme: found['theme'] }),
    ...(isOneOf(DENSITIES, found['density']) && { density: found['density'] }),
    ...(isOneOf(LANGUAGES, found['language']) && { language: found['language'] }),
    ...(lastWorkspace !== undefined && { lastWorkspace }),
    ...(lastPage !== undefined && { lastPage }),
    ...(lastWeek !== undefined && { lastWeek }),
    ...(typeof toggles === 'object' &&
      toggles !== null && {
        toggles: Object.fromEntries(
          Object.entries(toggles).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        ),
      }),
  };
}

function stored(): string | null {
  try {
    return globalThis.localStorage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

export function preferences(): Preferences {
  current ??= parsePreferences(stored());
  return current;
}

/** Sets the given choices; `undefined` takes a choice back. */
export function setPreferences(changes: {
  readonly [K in keyof Preferences]?: Preferences[K] | undefined;
}): void {
  const merged = { ...preferences(), ...changes };
  current = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden store: the choice then holds until the page is closed.
  }
  tell();
}

export const setToggle = (name: string, value: string | undefined): void => {
  const { [name]: _old, ...others } = preferences().toggles ?? {};
  setPreferences({ toggles: value === undefined ? others : { ...others, [name]: value } });
};

const tell = (): void => {
  for (const listener of listeners) listener();
};

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePreferences = (): Preferences =>
  useSyncExternalStore(onPreferences, preferences, preferences);

/** A switch of one screen that stays on this device. */
export function useToggle<T extends string>(
  name: string,
  values: readonly T[],
  first: T,
): [T, (value: T) => void] {
  const found = usePreferences().toggles?.[name];
  return [isOneOf(values, found) ? found : first, (value) => setToggle(name, value)];
}

const prefers = (query: string): boolean => globalThis.matchMedia?.(query).matches ?? false;

export const activeTheme = (chosen: Preferences = preferences()): Theme =>
  chosen.theme ?? (prefers('(prefers-color-scheme: dark)') ? 'night' : 'light');

export const activeDensity = (chosen: Preferences = preferences()): Density =>
  chosen.density ?? (prefers('(pointer: coarse)') ? 'touch' : 'desk');

export const activeLanguage = (chosen: Preferences = preferences()): Language =>
  chosen.language ?? ((globalThis.navigator?.language ?? 'en').toLowerCase().startsWith('es') ? 'es' : 'en');

/** The `<html>` attributes that the theme's custom properties hang on, now and after every change. */
export function keepDocumentStyled(root: HTMLElement, themeColour: (theme: Theme) => void): void {
  const apply = (): void => {
    const theme = activeTheme();
    root.dataset['theme'] = theme;
    root.dataset['density'] = activeDensity();
    root.lang = activeLanguage();
    themeColour(theme);
  };
  apply();
  onPreferences(apply);
  for (const query of ['(prefers-color-scheme: dark)', '(pointer: coarse)'])
    globalThis.matchMedia?.(query).addEventListener('change', tell);
  root.ownerDocument.defaultView?.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    current = parsePreferences(event.newValue);
    tell();
  });
}

export const useDensity = (): Density => useSyncExternalStore(onPreferences, () => activeDensity());
export const useLanguage = (): Language => useSyncExternalStore(onPreferences, () => activeLanguage());
