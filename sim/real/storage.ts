import { IDBFactory as MemoryFactory, IDBKeyRange } from 'fake-indexeddb';

/** What goes on inside a transaction of the IndexedDB in memory, as far as a fault has to reach into it. */
interface Running extends IDBTransaction {
  _state: string;
  _start(): void;
  _abort(name: string): void;
}

interface Failing {
  /** Name of the error that a transaction ends with when it wants to commit. */
  readonly error: 'UnknownError' | 'QuotaExceededError';
  /** Writing transactions that pass before it. */
  after: number;
  times: number;
}

/** Before the transaction nothing of it is stored; after it everything is, and nobody hears of it. */
export type CutMoment = 'before' | 'after';

/**
 * One session of a device on its storage, from power on to power off. A cut takes effect between two transactions:
 * what was committed stays, what was under way is rolled back, and nothing of this session reaches the storage any
 * more, whatever its code still tries. To everything outside it is a process that was killed.
 */
export class Power {
  readonly #factory: IDBFactory;
  readonly #running = new Set<Running>();
  #isOn = true;
  #failing: Failing | undefined;
  #cut: { left: number; readonly moment: CutMoment } | undefined;
  /** Storage errors that really happened in this session. */
  failures = 0;

  constructor(factory: IDBFactory) {
    this.#factory = factory;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** As the client is given it. */
  get indexedDB(): IDBFactory {
    return {
      open: (name: string, version?: number) => {
        this.#need();
        const request = this.#factory.open(name, version);
        request.addEventListener('success', () => this.#guard(request.result));
        return request;
      },
      deleteDatabase: (name: string) => this.#factory.deleteDatabase(name),
      databases: () => this.#factory.databases(),
      cmp: (first: unknown, second: unknown) => this.#factory.cmp(first, second),
    };
  }

  fail(error: Failing['error'], after: number, times: number): void {
    this.#failing = { error, after, times };
  }

  heal(): void {
    this.#failing = undefined;
    this.#cut = undefined;
  }

  /** The power goes at the n-th transaction from now, counted from 0. */
  cutAt(transaction: number, moment: CutMoment): void {
    this.#cut = { left: transaction, moment };
  }

  off(): void {
    this.#isOn = false;
    for (const transaction of this.#running)
      if (transaction._state !== 'finished' && transaction._state !== 'committing') transaction.abort();
    this.#running.clear();
  }

  #need(): void {
    if (!this.#isOn) throw new DOMException('The device is off', 'InvalidStateError');
  }

  #guard(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      this.#need();
      const due = this.#cut !== undefined && this.#cut.left-- === 0 ? this.#cut : undefined;
      if (due?.moment === 'before') this.off();
      this.#need();
      const transaction = begin(stores, mode, options) as Running;
      this.#running.add(transaction);
      transaction.addEventListener('complete', () => {
        this.#running.delete(transaction);
        // A cut that was called off meanwhile would hit whoever looks at the device afterwards.
        if (due?.moment === 'after' && this.#cut === due) this.off();
      });
      transaction.addEventListener('abort', () => this.#running.delete(transaction));
      if (mode === 'readwrite') this.#failWhenDue(transaction);
      return transaction;
    };
  }

  /** Its first request succeeds and is then taken back: so a full disk shows, when the commit is tried. */
  #failWhenDue(transaction: Running): void {
    const failing = this.#failing;
    if (failing === undefined || failing.after-- > 0 || failing.times <= 0) return;
    failing.times -= 1;
    const start = transaction._start.bind(transaction);
    let turns = 0;
    transaction._start = () => {
      turns += 1;
      if (turns !== 2 || transaction._state === 'finished') return start();
      this.failures += 1;
      transaction._abort(failing.error);
    };
  }
}

/** The storage of a device, in memory; it outlives every session. */
export class Disk {
  readonly #factory = new MemoryFactory();
  readonly IDBKeyRange = IDBKeyRange;

  powerOn(): Power {
    return new Power(this.#factory);
  }
}
