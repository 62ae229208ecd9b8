import { isAtLeast, type Role } from '../permissions.ts';

/** Long rather than odd: no composition rules, nothing cut off, and not what somebody would try first. */
const LEAST_LENGTH = 12;
/** Whoever can add and remove people, as long as there is no second factor. */
const LEAST_LENGTH_ADMIN = 15;
/** Only so that nobody can make the server hash a novel. */
export const LONGEST_PASSWORD = 1000;

export const leastPasswordLength = (role: Role): number =>
  isAtLeast(role, 'admin') ? LEAST_LENGTH_ADMIN : LEAST_LENGTH;

export type PasswordFault = 'too_short' | 'common';

export interface PasswordContext {
  readonly role: Role;
  /** What others know: the company's and the person's name, the email, the slug. None of it alone is a password. */
  readonly known: readonly string[];
}

/** Runs that fingers make without thinking; forwards, backwards and again. */
const RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  'azertyuiop',
  'qwertzuiop',
];

/** Words that lead the lists of leaked passwords, and those of this trade and product. */
const WORDS =
  `password passwort contrasena clave secret secreto admin administrator root user login welcome bienvenido
letmein changeme default master access test testing demo guest temp temporary iloveyou love monkey dragon football
baseball basketball hockey soccer sunshine princess princesa superman batman starwars pokemon shadow michael jennifer
jessica charlie jordan hunter ranger tigger summer winter spring autumn fall monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december whatever trustno
freedom computer internet samsung google facebook microsoft windows apple android qwerty asdf zxcv hello hola ninja
mustang ferrari corvette harley killer pepper cheese cookie chocolate banana orange purple yellow silver golden
diamond forever friends family jesus cristo blessed angel angels liverpool chelsea arsenal barcelona madrid yankees
cowboys steelers lakers company office work team construction concrete cement builder building contractor foreman
scheduler planning planningops ops pour pours rebar crew job site project manager mypassword pass word my the is and
new old one two three four five six seven eight nine ten`.split(/\s+/);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether `text` is a chain of pieces for which `isPiece` holds, each as long as the answer says (0: none). */
function isChain(text: string, longestPieceAt: (at: number) => readonly number[]): boolean {
  const reachable = new Set([0]);
  for (let at = 0; at < text.length; at += 1) {
    if (reachable.has(at)) for (const length of longestPieceAt(at)) reachable.add(at + length);
  }
  return reachable.has(text.length);
}

/** Keyboard and counting runs of three and more, a character repeated, and nothing besides. */
function isRuns(text: string): boolean {
  const runs = RUNS.flatMap((run) => [run, Array.from(run).reverse().join('')]);
  return isChain(text, (at) => {
    const lengths: number[] = [];
    for (let length = 3; at + length <= text.length; length += 1) {
      const piece = text.slice(at, at + length);
      if (runs.some((run) => run.includes(piece)) || piece === piece.charAt(0).repeat(length))
        lengths.push(length);
      else break;
    }
    return lengths;
  });
}

/** A short piece said over and over: `abcabcabcabc`. */
const isRepetition = (text: string): boolean => /^(.{1,5})\1{2,}.{0,4}$/u.test(text);

/** Known words in a row, with digits and signs between and around them that anybody would try. */
function isWords(text: string, words: ReadonlySet<string>): boolean {
  const spoken = Array.from(text, (sign) => LOOKALIKES[sign] ?? sign).join('');
  const longest = Math.max(...[...words].map((word) => word.length));
  let letters = 0;
  const isCovered = isChain(text, (at) => {
    const lengths = /[^a-z]/.test(text.charAt(at)) ? [1] : [];
    for (let length = 2; length <= longest && at + length <= text.length; length += 1)
      if (words.has(text.slice(at, at + length)) || words.has(spoken.slice(at, at + length)))
        lengths.push(length);
    return lengths;
  });
  for (const sign of text) if (/[a-z]/.test(sign)) letters += 1;
  const signs = text.replaceAll(/[a-z]/g, '');
  // Many signs of many kinds are a random password, whatever word happens to stand among them.
  return isCovered && letters >= 3 && (isRuns(signs.replaceAll(/\D/g, '')) || new Set(signs).size <= 5);
}

/** The first thing that is wrong with a password, or nothing. */
export function passwordFault(password: string, context: PasswordContext): PasswordFault | undefined {
  const { length } = Array.from(password);
  if (length < leastPasswordLength(context.role)) return 'too_short';
  const text = plain(password);
  const known = context.known.flatMap((fact) => {
    const parts = plain(fact).split(/[^a-z0-9]+/);
    return [...parts, parts.join('')].filter((part) => part.length >= 3);
  });
  const words = new Set([...WORDS, ...known]);
  const isCommon = new Set(text).size < 5 || isRuns(text) || isRepetition(text) || isWords(text, words);
  return isCommon ? 'common' : undefined;
}
