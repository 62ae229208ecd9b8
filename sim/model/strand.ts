const DONE = Promise.resolve();
/** What a killed tab waits for: it is never heard of again. */
const NEVER = new Promise<never>(() => undefined);

/**
 * One tab's thread of work. Before everything that it reads or stores it asks for a step; without any left it stands
 * still, for as long as the schedule wants, while others go on: that is where it can be interrupted, and where it dies.
 */
export class Strand {
  #steps = Number.POSITIVE_INFINITY;
  #waiting: (() => void)[] = [];
  #isAlive = true;

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether it stands still between two steps. */
  get isHeld(): boolean {
    return this.#waiting.length > 0;
  }

  step(): Promise<void> {
    if (!this.#isAlive) return NEVER;
    if (this.#steps > 0) {
      this.#steps -= 1;
      return DONE;
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Lets it go so many steps from where it stands. */
  run(steps: number): void {
    this.#steps = steps;
    while (this.#steps > 0 && this.#waiting.length > 0) {
      this.#steps -= 1;
      this.#waiting.shift()?.();
    }
  }

  kill(): void {
    this.#isAlive = false;
    this.#waiting = [];
  }
}

/** Until everything that can go on has gone on. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
