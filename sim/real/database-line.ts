import type { Database } from '../../sync-server/src/db/database.ts';

/** A statement on its way to PostgreSQL. */
export interface Asked {
  readonly text: string;
  readonly name?: string;
  readonly values?: readonly unknown[];
}

export interface Answered {
  readonly rows: readonly Record<string, unknown>[];
  readonly rowCount: number | null;
}

/** Gets between the server and its database; `run` sends what it is given. */
export type Tamper = (asked: Asked, run: (asked: Asked) => Promise<Answered>) => Promise<Answered>;

const isStatement = (asked: unknown): asked is string | Asked =>
  typeof asked === 'string' || (typeof asked === 'object' && asked !== null && 'text' in asked);

/** Everything of `target` but its method `name`; private fields stay reachable, since methods keep their own `this`. */
function withMethod<T extends object>(target: T, name: string, method: (...args: never[]) => unknown): T {
  return new Proxy(target, {
    get(of, property) {
      if (property === name) return method;
      const value: unknown = Reflect.get(of, property, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}

/** The same database, whose statements pass through `tamper`. */
export function tampered(database: Database, tamper: Tamper): Database {
  return {
    ...database,
    pool(role) {
      const pool = database.pool(role);
      return withMethod(pool, 'connect', async () => {
        const client = await pool.connect();
        const run = (asked: Asked): Promise<Answered> =>
          client.query({ ...asked, values: asked.values ? [...asked.values] : undefined } as never);
        return withMethod(client, 'query', (asked: unknown, values?: readonly unknown[]) => {
          if (!isStatement(asked)) throw new TypeError('The server asks in texts');
          // What has no values goes as a simple query, which alone may hold several statements.
          if (typeof asked === 'string') return tamper({ text: asked, ...(values && { values }) }, run);
          return tamper(asked, run);
        });
      });
    },
  };
}

/** How the connection to the database fails: before a commit nothing was stored, after it everything was. */
export class DatabaseLine {
  readonly #counts = new Map<string, number>();
  #losing: { readonly moment: 'before' | 'after'; left: number; isWritten: boolean } | undefined;
  /** A pause in milliseconds before a commit and after an opening; 0 for none. */
  pause: () => number = () => 0;

  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** The connection breaks at the commit of the n-th write of documents from now, counted from 0. */
  loseCommit(moment: 'before' | 'after', after: number): void {
    this.#losing = { moment, left: after, isWritten: false };
  }

  heal(): void {
    this.#losing = undefined;
    this.pause = () => 0;
  }

  #struck(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  readonly tamper: Tamper = async (asked, run) => {
    const losing = this.#losing;
    if (asked.text !== 'commit') {
      if (losing && asked.name?.startsWith('write ') === true && losing.left-- === 0) losing.isWritten = true;
      const answer = await run(asked);
      if (/^\s*begin/.test(asked.text)) await this.#wait();
      return answer;
    }
    await this.#wait();
    if (losing?.isWritten !== true) return run(asked);
    this.#losing = undefined;
    await run(losing.moment === 'before' ? { text: 'rollback' } : asked);
    this.#struck(`connection lost ${losing.moment} commit`);
    throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  };

  async #wait(): Promise<void> {
    const ms = this.pause();
    if (ms <= 0) return;
    this.#struck('slow statement');
    await new Promise((next) => setTimeout(next, ms));
  }
}
