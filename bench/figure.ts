/** One measured number with the bound that it is held to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
  /** What the number is made of, for whoever doubts it. */
  readonly detail?: string;
}

/** A benchmark: its name on the command line, what it shows, how it is measured. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  readonly measure: () => Promise<readonly Figure[]>;
}

export const isMet = ({ value, bound }: Figure): boolean =>
  'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;

/** The value below which this share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
