/** The short name of a workspace in addresses: `/w/<slug>`. */
export const SLUG = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const SHORTEST = 2;
const LONGEST = 63;

/** Words that would read as ours in an address. */
const RESERVED: readonly string[] = [
  'admin',
  'api',
  'app',
  'help',
  'new',
  'root',
  'support',
  'system',
  'www',
];

export type SlugFault = 'too_short' | 'too_long' | 'characters' | 'hyphen_at_edge' | 'reserved';

/** What is wrong with a slug as typed, or nothing. Whether it is free only the server knows. */
export function slugFault(slug: string): SlugFault | undefined {
  if (slug.length < SHORTEST) return 'too_short';
  if (slug.length > LONGEST) return 'too_long';
  if (!/^[a-z0-9-]+$/.test(slug)) return 'characters';
  if (slug.startsWith('-') || slug.endsWith('-')) return 'hyphen_at_edge';
  return RESERVED.includes(slug) ? 'reserved' : undefined;
}

/** What is meant where a slug is asked for and somebody typed or pasted a whole address. */
export function slugMeant(typed: string): string {
  const text = typed.trim().toLowerCase();
  return /(?:^|\/)w\/([^/?#]+)/.exec(text)?.[1] ?? text;
}

/** Others like one that is taken, the likeliest first. */
export const slugsLike = (slug: string): readonly string[] =>
  Array.from({ length: 8 }, (_, at) => `${slug.slice(0, LONGEST - 2).replace(/-$/, '')}-${at + 2}`);

/** A proposal from the company's name: `Núñez & Sons Concrete, LLC` → `nunez-sons-concrete-llc`. */
export function slugFrom(companyName: string): string {
  return companyName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
}
