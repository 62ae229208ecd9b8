import { ApiProblem, NoLine } from '../../sync/api.ts';
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
    | 'slugTaken'
    | 'slugCharacters'
    | 'emailBad'
    | 'passwordRules'
    | 'passwordKnown'
    | 'linkDeadWords',
    string
  >
>;

export function formProblem(error: unknown, text: Words): FormProblem {
  if (error instanceof NoLine) return { words: text('noLine') };
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
      return { words: text('passwordRules', { count: 15 }), field: 'password' };
    case 'password_common':
    case 'password_reused':
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
    default:
      return { words: text('failed') };
  }
}
