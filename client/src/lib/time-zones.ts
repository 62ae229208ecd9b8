import { localeOf } from './format.ts';
import type { Language } from './preferences.ts';

/** Where most contractors of the product work: these stand first and say what their time is called. */
const NEAR = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];

export interface ZoneChoice {
  readonly id: string;
  /** "Chicago, Central Time"; farther off only the place. */
  readonly label: string;
  readonly detail?: string;
  /** What else finds it. */
  readonly keywords: string;
}

/** All zones that this device knows, and the one in use whatever it is. */
export const zoneChoices = (current: string | undefined, language: Language): readonly ZoneChoice[] =>
  [
    ...new Set([...NEAR, ...(current === undefined ? [] : [current]), ...Intl.supportedValuesOf('timeZone')]),
  ].map((id) => choiceOf(id, language));

function choiceOf(id: string, language: Language): ZoneChoice {
  const parts = id.replaceAll('_', ' ').split('/');
  const place = parts.at(-1) ?? id;
  const keywords = `${id} ${parts.join(' ')}`;
  if (NEAR.includes(id)) return { id, label: `${place}, ${timeIn(id, language)}`, keywords };
  return { id, label: place, ...(parts.length > 1 && { detail: parts.slice(0, -1).join(', ') }), keywords };
}

const timeIn = (zone: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, timeZoneName: 'longGeneric' })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
