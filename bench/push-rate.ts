import { mondayOf } from 'shared/lib/days.ts';
import { startServer } from '../e2e/harness/server-process.ts';
import { newWeekRows } from './documents.ts';
import type { Bench } from './figure.ts';
import { signUp } from './wire-client.ts';

const TENANTS = 4;
const BATCH = 200;
const BATCHES_EACH = 40;

/** New weeks in batches of 200 from several companies at once, over HTTP, with validation, audit rows and chain. */
async function measure() {
  const server = await startServer({ demoSize: 'none' });
  try {
    const monday = mondayOf(new Date().toISOString().slice(0, 10));
    const clients = await Promise.all(
      Array.from({ length: TENANTS }, (_, at) => signUp(server.url, `bench-${at}`)),
    );
    // The first pushes prepare statements and plans.
    for (const client of clients) await client.push(newWeekRows(client.userId, BATCH, monday));
    // Devices write their requests on their own processors: that is done before the time starts.
    const batches = clients.map((client) =>
      Array.from({ length: BATCHES_EACH }, () => client.bodyOf(newWeekRows(client.userId, BATCH, monday))),
    );
    const started = performance.now();
    await Promise.all(
      clients.map(async (client, at) => {
        for (const body of batches[at] ?? []) {
          const answer = await client.send(body);
          if (answer.rejected.length > 0) throw new Error(`refused: ${JSON.stringify(answer.rejected[0])}`);
        }
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const documents = TENANTS * BATCHES_EACH * BATCH;
    return [
      {
        name: 'pushed documents a second',
        value: documents / seconds,
        unit: '/s',
        bound: { atLeast: 7000 },
        detail: `${documents} new weeks from ${TENANTS} companies in ${seconds.toFixed(1)} s; the senders, server and database on one machine`,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const pushRate: Bench = { name: 'push-rate', title: 'Pushed documents a second', measure };
