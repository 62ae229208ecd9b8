/**
 * How large a run is. `npm test` runs every part in the size of CI; `npm run sim -- --long` and its other arguments
 * arrive here through the environment.
 */
const number = (name: string): number | undefined => {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} has to be a whole number and is ${text}`);
  return value;
};

export const isLong = process.env['SIM_LONG'] === '1';

/** Where a run begins: the same seed gives the same schedules. */
export const seed = number('SIM_SEED') ?? 20_261_124;

/** How many schedules to play: what was asked for, else the part's own number for this size of run. */
export const schedules = (size: { readonly ci: number; readonly long: number }): number =>
  number('SIM_SCHEDULES') ?? (isLong ? size.long : size.ci);

/** How long a run may take, where that was said. */
export const minutes = number('SIM_MINUTES');
const began = Date.now();

/** Whether the time that a run was given is over: what has not begun by then is left out. */
export const isOver = (): boolean => minutes !== undefined && Date.now() - began > minutes * 60_000;
