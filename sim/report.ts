import type { Tally } from './tally.ts';

type Numbers = Readonly<Record<string, number>>;

/** What several files of one part counted, added up. */
export interface Sum {
  readonly schedules: number;
  readonly faults: Numbers;
  readonly states: Numbers;
  readonly figures: Numbers;
  readonly broken: Numbers;
  readonly planted: Readonly<Record<string, boolean>>;
}

export interface Ran {
  readonly part: string;
  readonly title: string;
  readonly seconds: number;
  /** Tests. */
  readonly passed: number;
  readonly failed: number;
  readonly tally: Sum;
}

function added(all: readonly (Numbers | undefined)[]): Numbers {
  const sums = new Map<string, number>();
  for (const one of all)
    for (const [name, times] of Object.entries(one ?? {})) sums.set(name, (sums.get(name) ?? 0) + times);
  return Object.fromEntries(sums);
}

export function sumOf(tallies: readonly Tally[]): Sum {
  const planted = new Map<string, boolean>();
  for (const tally of tallies)
    for (const [bug, isCaught] of Object.entries(tally.planted ?? {}))
      planted.set(bug, isCaught && planted.get(bug) !== false);
  return {
    schedules: tallies.reduce((sum, { schedules }) => sum + (schedules ?? 0), 0),
    faults: added(tallies.map(({ faults }) => faults)),
    states: added(tallies.map(({ states }) => states)),
    figures: Object.assign({}, ...tallies.map(({ figures }) => figures)) as Numbers,
    broken: added(tallies.map(({ broken }) => broken)),
    planted: Object.fromEntries(planted),
  };
}

const lines = (title: string, numbers: Numbers): string[] =>
  Object.keys(numbers).length === 0
    ? []
    : [
        `  ${title}`,
        ...Object.entries(numbers).map(([name, n]) => `${n.toLocaleString('en-US').padStart(15)}  ${name}`),
      ];

/** For the screen: every part with its schedules, faults, states, planted bugs and broken promises. */
export function tableOf(ran: readonly Ran[]): string {
  return ran
    .map(({ part, title, seconds, passed, failed, tally }) => {
      const bugs = Object.entries(tally.planted);
      const missed = bugs.filter(([, isCaught]) => !isCaught).map(([bug]) => bug);
      return [
        `${part}: ${title}`,
        `  ${tally.schedules.toLocaleString('en-US')} schedules in ${seconds.toFixed(0)} s; tests: ${passed} passed, ${failed} failed`,
        ...lines('faults', tally.faults),
        ...lines('states reached', tally.states),
        ...lines('figures', tally.figures),
        ...lines('broken promises', tally.broken),
        ...(bugs.length > 0
          ? [`  planted bugs caught: ${bugs.length - missed.length} of ${bugs.length}`]
          : []),
        ...missed.map((bug) => `    NOT CAUGHT  ${bug}`),
        '',
      ].join('\n');
    })
    .join('\n');
}
