import { Problem } from './problem.ts';

/**
 * At most `atOnce` holders of a key at a time; those beyond wait in order, up to `waiting` of them, and the rest are
 * refused. Used for a device's calls and for the costly hashing of passwords.
 */
export interface Turns {
  /** Resolves with the function that ends the turn, which may be called more than once. */
  take(key: string): Promise<() => void>;
  /** Keys that hold or await a turn. */
  readonly size: number;
}

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

export function makeTurns(limits: { readonly atOnce: number; readonly waiting: number }): Turns {
  const lines = new Map<string, Line>();

  const leave = (key: string, line: Line): void => {
    const next = line.waiting.shift();
    if (next) next();
    else {
      line.running -= 1;
      if (line.running === 0) lines.delete(key);
    }
  };

  const turnIn = (key: string, line: Line): (() => void) => {
    let over = false;
    return () => {
      if (over) return;
      over = true;
      leave(key, line);
    };
  };

  return {
    async take(key) {
      const line = lines.get(key) ?? { running: 0, waiting: [] };
      lines.set(key, line);
      if (line.running < limits.atOnce) {
        line.running += 1;
        return turnIn(key, line);
      }
      if (line.waiting.length >= limits.waiting) throw new Problem('busy', undefined, { retryAfterS: 1 });
      await new Promise<void>((next) => line.waiting.push(next));
      return turnIn(key, line);
    },
    get size() {
      return lines.size;
    },
  };
}
