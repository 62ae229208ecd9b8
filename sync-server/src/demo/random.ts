/**
 * Chance that repeats itself: the same label gives the same numbers on every machine, so that the demo company is
 * the same for a given day and size, and one part can be made without the parts before it.
 */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Each choice with its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** Around a middle, rarely as far as `spread` away: the sum of two dice. */
  around(middle: number, spread: number): number;
  shuffled<T>(list: readonly T[]): T[];
}

/** 128 bits of a text (the cyrb128 construction: four multiplicative hashes that stir each other). */
function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597_399_067);
    b = c ^ Math.imul(b ^ code, 2_869_860_233);
    c = d ^ Math.imul(c ^ code, 951_274_213);
    d = a ^ Math.imul(d ^ code, 2_716_044_179);
  }
  a = Math.imul(c ^ (a >>> 18), 597_399_067);
  b = Math.imul(d ^ (b >>> 22), 2_869_860_233);
  c = Math.imul(a ^ (c >>> 17), 951_274_213);
  d = Math.imul(b ^ (d >>> 19), 2_716_044_179);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

const hex8 = (word: number): string => word.toString(16).padStart(8, '0');

/** A UUID made from a label: version 8, "as the maker likes". */
export function idOf(label: string): string {
  const [a, b, c, d] = hash128(label);
  const [second, third] = [hex8(b), hex8(c)];
  const variant = ((Number.parseInt(third.slice(0, 1), 16) & 3) | 8).toString(16);
  return `${hex8(a)}-${second.slice(0, 4)}-8${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${hex8(d)}`;
}

/** 64 hexadecimal digits made from a label. */
export const digestOf = (label: string): string =>
  [...hash128(label), ...hash128(`${label}\n`)].map(hex8).join('');

/** 12 hexadecimal digits made from a label. */
export function markOf(label: string): string {
  const [a, b] = hash128(label);
  return hex8(a) + hex8(b).slice(0, 4);
}

/** A stream of numbers for a label (sfc32: small, fast, passes PractRand). */
export function randomFor(label: string): Random {
  let [a, b, c, d] = hash128(label);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[int(0, list.length - 1)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    around: (middle, spread) => middle + (next() + next() - 1) * spread,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      const chosen = choices.find(([, weight]) => (left -= weight) < 0) ?? choices.at(-1);
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen[0];
    },
    shuffled: (list) => {
      const drawn = list.map((item) => ({ item, at: next() }));
      return drawn.sort((x, y) => x.at - y.at).map(({ item }) => item);
    },
  };
}

/**
 * How many of `each` fall to the nth of many equal portions, so that the running total never strays from the share
 * by more than one: shares come out right in small numbers too.
 */
export const portion = (share: number, nth: number): number =>
  Math.floor(share * (nth + 1) + 1e-9) - Math.floor(share * nth + 1e-9);
