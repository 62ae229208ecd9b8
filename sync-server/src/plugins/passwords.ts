import { createHmac, hkdfSync, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash, verify } from '@node-rs/bcrypt';
import { makeTurns } from './turns.ts';

const derive = promisify(pbkdf2);

/** A tenth of a second and more per try on today's machines: dear for whoever stole the table, bearable at a login. */
const BCRYPT_COST = 12;
const HISTORY_ITERATIONS = 600_000;
const DIGEST_BYTES = 32;

/** Two at once leave room for everybody's sync on a small machine; a crowd at the gate waits in line. */
const AT_ONCE = 2;
const WAITING = 200;

/** One entry of the history of a user's passwords. */
export interface PastPassword {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly digest: Buffer;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an account that does not exist (no hash) as for one that does. */
  matches(password: string, storedHash: string | undefined): Promise<boolean>;
  /** For the history; slow in another way than the login's hash, so that one leak does not open the other. */
  past(password: string): Promise<PastPassword>;
  wasUsed(password: string, history: readonly PastPassword[]): Promise<boolean>;
}

export interface PasswordOptions {
  readonly secretKey: string;
  readonly random: (bytes: number) => Uint8Array;
  /** Tests alone make it cheaper. */
  readonly cost?: number;
  readonly iterations?: number;
}

export function makePasswords(options: PasswordOptions): Passwords {
  const pepper = Buffer.from(hkdfSync('sha256', options.secretKey, '', 'password pepper', 48));
  const cost = options.cost ?? BCRYPT_COST;
  const iterations = options.iterations ?? HISTORY_ITERATIONS;
  const turns = makeTurns({ atOnce: AT_ONCE, waiting: WAITING });

  /** 64 characters whatever was typed: bcrypt reads 72 bytes and silently drops the rest. */
  const peppered = (password: string): string =>
    createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64');

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const end = await turns.take('hashing');
    try {
      return await work();
    } finally {
      end();
    }
  }

  const digestOf = (password: string, salt: Buffer, rounds: number): Promise<Buffer> =>
    inTurn(() => derive(peppered(password), salt, rounds, DIGEST_BYTES, 'sha256'));

  /** Of nobody's password: what an unknown account is compared with. */
  let nobody: Promise<string> | undefined;
  const nobodysHash = (): Promise<string> =>
    (nobody ??= hash(Buffer.from(options.random(48)).toString('base64'), { cost }));

  return {
    hash: (password) => inTurn(() => hash(peppered(password), { cost })),
    matches: async (password, storedHash) => {
      // Awaited for everybody, so that its first making tells nothing either.
      const dummy = await nobodysHash();
      const isRight = await inTurn(() => verify(peppered(password), storedHash ?? dummy));
      return isRight && storedHash !== undefined;
    },
    past: async (password) => {
      const salt = Buffer.from(options.random(16));
      return { salt, iterations, digest: await digestOf(password, salt, iterations) };
    },
    wasUsed: async (password, history) => {
      let used = false;
      for (const entry of history) {
        const digest = await digestOf(password, entry.salt, entry.iterations);
        used = timingSafeEqual(digest, entry.digest) || used;
      }
      return used;
    },
  };
}
