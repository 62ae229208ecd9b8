/** One part of the simulation: files of a vitest project. `npm test` runs the same files in the size of CI. */
export interface Part {
  readonly name: string;
  readonly title: string;
  readonly project: 'unit' | 'pg' | 'browser-sim';
  /** Files, or folders of files, from the root. */
  readonly files: readonly string[];
}

/** To register a part, add a line. What it counts it says with `tell` of `tally.ts`, under its name. */
export const PARTS: readonly Part[] = [
  { name: 'model', title: 'the pure core in a modelled world', project: 'unit', files: ['sim/model/'] },
  {
    name: 'real',
    title: 'real devices, server and PostgreSQL',
    project: 'pg',
    files: ['sim/real/'],
  },
  {
    name: 'tablets',
    title: 'light tablets under a server that is killed',
    project: 'pg',
    files: ['sim/tablets/'],
  },
  { name: 'fuzz', title: 'the wire, with what nobody should send', project: 'pg', files: ['sim/fuzz/'] },
  { name: 'browser', title: 'Chromium', project: 'browser-sim', files: ['sim/browser/'] },
];
