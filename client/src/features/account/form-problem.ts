import { ApiProblem, NoLine } from '../../sync/api.ts';
import { TooSlow } from '../../sync/transport.ts';
import type { Translate } from '../../lib/strings.ts';

export type Field = 'workspace' | 'slug' | 'companyName' | 'name' | 'email' | 'password' | 'otp';

/** What went wrong, in words that say what to do, and at which field; without a field it is about the form. */
export interface FormProblem {
  readonly words: string;
  readonly field?: Field;
}

type Words = Translate<
  Record<
    | 'noLine'
    | 'wrong'
    | 'tooMany'
    | 'tooManySoon'
    | 'failed'
    | 'down'
    | 'endedHere'
    | 'slugTaken'
    | 'slugCharacters'
    | 'emailBad'
    | 'passwordRules'
    | 'passwordKnown'
    | 'passwordReused'
    | 'linkDeadWords',
    string
  >
>;

/** Nobody answered, or not in time: trying again is all that there is to do. */
export const isNoLine = (error: unknown): boolean => error instanceof NoLine || error instanceof TooSlow;

export function formProblem(error: unknown, text: Words): FormProblem {
  if (isNoLine(error)) return { words: text('noLine') };
  if (!(error instanceof ApiProblem)) return { words: text('failed') };
  switch (error.code) {
    case 'wrong_credentials':
      return { words: text('wrong') };
    case 'slug_taken':
      return { words: text('slugTaken'), field: 'slug' };
    case 'slug_invalid':
      return { words: text('slugCharacters'), field: 'slug' };
    case 'email_invalid':
      return { words: text('emailBad'), field: 'email' };
    case 'password_too_short':
      return { words: text('passwordRules', { count: Number(error.body['least']) }), field: 'password' };
    case 'password_reused':
      return { words: text('passwordReused'), field: 'password' };
    case 'password_common':
      return { words: text('passwordKnown'), field: 'password' };
    case 'link_invalid':
      return { words: text('linkDeadWords') };
    case 'too_many_requests':
    case 'busy':
      return {
        words:
          error.retryAfter === undefined
            ? text('tooManySoon')
            : text('tooMany', { seconds: Math.ceil(error.retryAfter) }),
      };
    case 'removed':
      return { words: text('endedHere') };
    default:
      return { words: text(error.status >= 500 ? 'down' : 'failed') };
  }
}
