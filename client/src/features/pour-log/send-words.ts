import type { BlobView } from '../../sync/blobs.ts';
import type { LogText } from './log-words.ts';

const WHYS = {
  blob_refused: 'whyRefused',
  not_permitted: 'whyNotPermitted',
  body_too_large: 'whyTooLarge',
  suspended: 'whySuspended',
  missing: 'whyMissing',
} as const;

const isWhy = (why: string): why is keyof typeof WHYS => Object.hasOwn(WHYS, why);

/** Where a photo stands, in a word or two. */
export function sendWords({ state, share = 0 }: BlobView, text: LogText): string {
  if (state === 'sending') return text('photoSending', { percent: Math.floor(share * 100) });
  return text(`photo_state_${state}`);
}

/** Why the last try came to nothing, where that helps somebody; a line that is away is said elsewhere. */
export const whyWords = ({ why }: BlobView, text: LogText): string | undefined =>
  why !== undefined && isWhy(why) ? text(WHYS[why]) : undefined;
