import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { holdDataFolder } from './data-folder.ts';
import { inAccounts } from './db/scope.ts';
import { prepareDatabase } from './db/start.ts';
import { openDemoLogins } from './demo-logins.ts';
import { DEMO_USERS, DEMO_WORKSPACE } from './demo/company.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { blobStoresOnDisk, type BlobStores } from './features/blobs/blob-stores.ts';
import { keptSecret } from './kept-secret.ts';
import { makePasswords } from './plugins/passwords.ts';
import { forgetDryBuckets } from './plugins/rate-limits.ts';

const CLIENT_FOLDER = resolve(import.meta.dirname, '../../client/dist');

/** Calls in flight get this long to end before their connections are cut. */
const GRACE_MS = 10_000;

export interface RunningServer {
  /** Ends streams, finishes calls, closes the database, the embedded one too. */
  stop(): Promise<void>;
}

const random = (bytes: number): Uint8Array => randomBytes(bytes);

/** Easy to read aloud and type on a tablet: 5 groups of 4 out of 31 letters and digits, about 99 bits. */
function readablePassword(): string {
  const signs = '23456789abcdefghjkmnpqrstuvwxyz';
  const pick = (): string => {
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255;
      // The last, incomplete round of 31 would favour its letters.
      if (byte < 248) return signs.charAt(byte % 31);
    }
  };
  return Array.from({ length: 5 }, () => Array.from({ length: 4 }, pick).join('')).join('-');
}

/** Found out before the database is touched: the usual reason is that the product runs already. */
function refusePortInUse(host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done()));
  });
}

const addressFor = (host: string, port: number): string => {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
};

/** What stands in the terminal once it runs; automation reads the line that begins with `password: `. */
function greeting(address: string, password: string | undefined): string {
  const lines = ['', `Planning Ops runs at ${address}`, ''];
  if (password !== undefined)
    lines.push(
      `The demo company is at ${address}/w/${DEMO_WORKSPACE.slug} (workspace: ${DEMO_WORKSPACE.slug}). Sign in as`,
      ...Object.values(DEMO_USERS).map((user) => `  ${user.email.padEnd(24)} ${user.name}`),
      `password: ${password}`,
      '',
    );
  return `${lines.join('\n')}\n`;
}

/** Photos in the data folder, or in a bucket; what is on its way lies in the folder in either case. */
async function blobStoresOf(
  { blobBucket }: Config,
  dataDir: string,
): Promise<BlobStores & { close(): Promise<void> }> {
  const onDisk = blobStoresOnDisk(dataDir);
  if (!blobBucket) return { ...onDisk, close: async () => {} };
  // Its client takes a second to load: only whoever has a bucket waits for that.
  const { blobsInBucket } = await import('./features/blobs/blobs-in-bucket.ts');
  const kept = blobsInBucket(blobBucket);
  return { ...onDisk, kept, close: async () => kept.close() };
}

/** Now and every hour until the returned function is called; a failure waits for the next time. */
function everyHour(work: () => Promise<unknown>, onFailure: (error: unknown) => void): () => Promise<void> {
  let current = Promise.resolve();
  const go = (): void => {
    current = work().then(() => undefined, onFailure);
  };
  const timer = setInterval(go, 3_600_000);
  go();
  return () => {
    clearInterval(timer);
    return current;
  };
}

/**
 * From a configuration to a server that answers. `print` gets what a person should read; `interrupted` ends the start
 * at its next step, also in the middle of the demo company, and leaves a folder that starts again.
 */
export async function startServer(
  config: Config,
  print: (text: string) => void,
  interrupted: AbortSignal,
): Promise<RunningServer> {
  await refusePortInUse(config.host, config.port);
  const dataDir = resolve(config.dataDir);
  const release = config.databaseUrl === undefined ? await holdDataFolder(dataDir) : async () => {};
  const closers: (() => Promise<void>)[] = [release];
  const stop = async (): Promise<void> => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    const secretKey =
      config.secretKey ??
      (await keptSecret(join(dataDir, 'secret-key'), () => randomBytes(48).toString('base64url')));
    const prepared = await prepareDatabase({ ...config, dataDir, secretKey });
    closers.push(() => prepared.close());
    interrupted.throwIfAborted();

    const { database } = prepared;
    const now = (): number => Date.now();
    const passwords = makePasswords({ secretKey, random });
    let isUp = false;
    const blobs = await blobStoresOf(config, dataDir);
    closers.push(() => blobs.close());
    const app = await buildApp(config, {
      database,
      blobs,
      secretKey,
      passwords,
      now,
      random,
      sleep: async (ms) => {
        await sleep(ms);
      },
      ready: async () => {
        if (!isUp) throw new Error('still starting');
        await inAccounts(database, null, (tx) => tx.query('select 1'));
      },
      clientFolder: CLIENT_FOLDER,
    });
    closers.push(async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await app.close();
      clearTimeout(cut);
    });

    if (prepared.setBack.workspaces > 0)
      app.log.warn(
        { workspaces: prepared.setBack.workspaces },
        'the database was restored from a backup: devices will give back what they hold that is newer',
      );
    if (!prepared.setBack.isIdentified)
      app.log.warn(
        'the database does not say which one it is: after restoring a backup, run `npm run restored` before the start',
      );

    let password: string | undefined;
    if (config.demoSize !== 'none') {
      password = await keptSecret(join(dataDir, 'demo-password'), readablePassword);
      await seedDemo(database, {
        size: config.demoSize,
        nowMs: now(),
        password,
        hashPassword: (text) => passwords.hash(text),
        interrupted,
      });
      await openDemoLogins({ database, passwords, now }, password);
    }

    interrupted.throwIfAborted();
    await app.listen({ host: config.host, port: config.port });
    const bound = app.server.address();
    const port = typeof bound === 'object' && bound ? bound.port : config.port;
    print(greeting(addressFor(config.host, port), password));
    isUp = true;
    closers.push(
      everyHour(
        () => Promise.all([forgetDryBuckets(database, now()), blobs.uploads.deleteExpired()]),
        (error) => app.log.warn({ err: error }, 'tidying failed'),
      ),
    );
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
