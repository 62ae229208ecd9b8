import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { mondayOf } from 'shared/lib/days.ts';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { pulledEverything } from '../e2e/harness/network-quiet.ts';
import { askDatabase } from '../e2e/harness/oracle.ts';
import { badge, demoLogin, fillSignIn } from '../e2e/harness/people.ts';
import { startServer, type RunningServer } from '../e2e/harness/server-process.ts';
import { withDevice } from './devices.ts';
import type { Bench } from './figure.ts';
import { fillWeeks } from './fill.ts';

const DOCUMENTS = 50_000;
/** As the app asks for them when it begins. */
const PAGE_SIZE = 4_000;

/** The company of size S, filled up with weeks of more people until it has this many documents. */
async function fillUp({ databaseUrl }: RunningServer): Promise<void> {
  const oracle = await askDatabase(databaseUrl);
  const counts = COLLECTION_NAMES.map((name) => `(select count(*) from app.${name})`).join(' + ');
  const { held } = await oracle.one(`select ${counts} as held`);
  const { counter } = await oracle.one('select counter from app.workspace_counters');
  const to = Number(counter) + DOCUMENTS - Number(held);
  await fillWeeks(databaseUrl, {
    slug: 'demo',
    monday: mondayOf(new Date().toISOString().slice(0, 10)),
    from: Number(counter) + 1,
    to,
  });
  await oracle.rows('update app.workspace_counters set counter = $1', [to]);
  await oracle.close();
}

interface Measured {
  readonly ms: number;
  readonly documents: number;
}

/** By the product itself: from the first question until its badge says that everything is there, in ms. */
async function firstSync(page: Page, server: RunningServer): Promise<number> {
  await page.goto(`${server.url}/sign-in`, { waitUntil: 'networkidle' });
  await fillSignIn(page, demoLogin('viewer', server.password));
  await badge(page, /^Saved$/, 170_000);
  return page.evaluate(() => {
    const pulls = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/pull?'));
    return performance.now() - Math.min(...pulls.map(({ startTime }) => startTime));
  });
}

/** What the same pages cost without a product: fetch, JSON, bulkPut into tables with the same indexes. */
async function rawSync(page: Page, server: RunningServer): Promise<Measured> {
  const answer = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(demoLogin('viewer', server.password)),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  const dexie = createRequire(import.meta.url).resolve('dexie');
  await page.evaluate(readFileSync(dexie.replace(/dexie\.(m?js)$/, 'dexie.min.js'), 'utf8'));
  return page.evaluate(
    async ({ token, collections, pageSize }) => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      const indexesOf = async (collection: string): Promise<string> => {
        const name = names.find((one) => one.startsWith('rxdb-dexie-') && one.includes(`--${collection}`));
        if (name === undefined) throw new Error(`no table of ${collection} among ${names.join(', ')}`);
        const database = await new Promise<IDBDatabase>((done, failed) => {
          const opening = indexedDB.open(name);
          opening.addEventListener('success', () => done(opening.result));
          opening.addEventListener('error', () => failed(opening.error ?? new Error('not opened')));
        });
        const store = database.transaction('docs').objectStore('docs');
        const paths = [...store.indexNames].map((index) => store.index(index).keyPath);
        const key = String(store.keyPath);
        database.close();
        return [key, ...paths.map((path) => (Array.isArray(path) ? `[${path.join('+')}]` : path))].join(',');
      };
      interface Table {
        bulkPut(rows: readonly object[]): Promise<unknown>;
      }
      interface Store {
        version(number: number): { stores(schema: Record<string, string>): void };
        open(): Promise<unknown>;
        table(name: string): Table;
        delete(): Promise<void>;
        close(): void;
      }
      const { Dexie } = globalThis as unknown as { Dexie: new (name: string, options: object) => Store };
      const tables = new Map<string, Store>();
      for (const collection of collections) {
        const store = new Dexie(`raw-${collection}`, { chromeTransactionDurability: 'strict' });
        store.version(1).stores({ docs: await indexesOf(collection) });
        await store.open();
        tables.set(collection, store);
      }
      const headers = {
        authorization: `Bearer ${token}`,
        'x-protocol-version': '1',
        'x-device-id': '0194d3a0-0000-7000-8000-000000000001',
      };
      const started = performance.now();
      let documents = 0;
      for (const collection of collections) {
        let checkpoint: unknown;
        for (let more = true; more;) {
          const query = new URLSearchParams({ limit: String(pageSize) });
          if (checkpoint !== undefined) query.set('checkpoint', JSON.stringify(checkpoint));
          const pulled = await fetch(`/api/v1/sync/${collection}/pull?${query}`, { headers });
          const page = (await pulled.json()) as { documents: object[]; checkpoint: unknown; more: boolean };
          // Two fields lead every index, as in the product's own table.
          const rows = page.documents.map((document) => ({ ...document, _deleted: '0', unsent: '0' }));
          await tables.get(collection)?.table('docs').bulkPut(rows);
          documents += rows.length;
          ({ checkpoint, more } = page);
        }
      }
      const ms = performance.now() - started;
      for (const store of tables.values()) await store.delete();
      return { ms, documents };
    },
    { token: accessToken, collections: [...COLLECTION_NAMES], pageSize: PAGE_SIZE },
  );
}

async function measure() {
  const server = await startServer();
  try {
    await fillUp(server);
    const { ours, raw } = await withDevice(async ({ page }) => {
      const own = await firstSync(page, server);
      await pulledEverything(page);
      // A page of the same origin on which nothing else runs.
      await page.goto(`${server.url}/icon.svg`);
      return { ours: own, raw: await rawSync(page, server) };
    });
    if (Math.abs(raw.documents - DOCUMENTS) > DOCUMENTS / 50)
      throw new Error(`${raw.documents} documents came`);
    return [
      {
        name: `first sync of ${DOCUMENTS} documents ÷ raw fetch and Dexie bulkPut`,
        value: ours / raw.ms,
        unit: '×',
        bound: { atMost: 1.5 },
        detail: `${(ours / 1000).toFixed(1)} s and ${(raw.ms / 1000).toFixed(1)} s for ${raw.documents} documents, one browser`,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const firstSyncBench: Bench = { name: 'first-sync', title: 'First sync of a device', measure };
