import { slugFault, type SlugFault } from 'shared/domain/accounts/slug.ts';

const ADVICE: Readonly<Record<SlugFault, string>> = {
  too_short: 'Use at least 2 characters.',
  too_long: 'Use at most 63 characters.',
  characters: 'Use only small letters a to z, digits and hyphens.',
  hyphen_at_edge: 'Start and end with a letter or a digit.',
  reserved: 'This word is kept for us. Choose another.',
};

/** What to do about a slug, or nothing when it has the right shape. */
export function slugAdvice(slug: string): string | undefined {
  const fault = slugFault(slug);
  return fault && ADVICE[fault];
}

export const TAKEN = 'This address is taken. Add your city or the year, for example.';
