import { mondayOf } from 'shared/lib/days.ts';
import type { Checkpoint } from 'shared/protocol/pull.ts';
import { startServer } from '../e2e/harness/server-process.ts';
import { newWeekRows } from './documents.ts';
import { percentile, type Bench } from './figure.ts';
import { signIn } from './wire-client.ts';

const DEVICES = 200;
/** A session has no more than 100 streams: the devices are spread over these. */
const LISTENERS = ['owner', 'admin', 'foreman', 'viewer'] as const;
const CHANGES = 200;

/** From the start of a push on one device until another has pulled the change, with 200 devices listening. */
async function measure() {
  const server = await startServer({ demoSize: 'S' });
  try {
    const writer = await signIn(server.url, 'demo', 'scheduler@demo.example', server.password);
    // One login, many devices: the login's own limits are not what is measured here.
    const reader = await signIn(server.url, 'demo', 'viewer@demo.example', server.password);
    let checkpoint: Checkpoint | undefined;
    for (let more = true; more;) {
      const page = await reader.pull('schedule_weeks', checkpoint);
      checkpoint = page.checkpoint;
      more = page.more;
    }
    let poked: (() => void) | undefined;
    const stops = [await reader.listen((collections) => collections.includes('schedule_weeks') && poked?.())];
    const listeners = await Promise.all(
      LISTENERS.map((role) => signIn(server.url, 'demo', `${role}@demo.example`, server.password)),
    );
    for (let at = 1; at < DEVICES; at++) {
      const listener = listeners[at % listeners.length] ?? reader;
      stops.push(await listener.listen(() => undefined));
    }

    const monday = mondayOf(new Date().toISOString().slice(0, 10));
    const latencies: number[] = [];
    for (let at = 0; at < CHANGES; at++) {
      const [row] = newWeekRows(writer.userId, 1, monday);
      if (!row) throw new Error('no row');
      const arrived = new Promise<void>((done) => (poked = done));
      const started = performance.now();
      await Promise.all([writer.push([row]), arrived]);
      const page = await reader.pull('schedule_weeks', checkpoint);
      latencies.push(performance.now() - started);
      checkpoint = page.checkpoint;
      if (!page.documents.some(({ id }) => id === row.document.id))
        throw new Error('the change did not arrive');
    }
    for (const stop of stops) stop();
    return [
      {
        name: 'change to another device, p50',
        value: percentile(latencies, 0.5),
        unit: 'ms',
        bound: { atMost: 50 },
        detail: `${DEVICES} streams open, ${CHANGES} changes`,
      },
      {
        name: 'change to another device, p99',
        value: percentile(latencies, 0.99),
        unit: 'ms',
        bound: { atMost: 250 },
      },
    ];
  } finally {
    await server.stop();
  }
}

export const changeLatency: Bench = { name: 'change-latency', title: 'A change on another device', measure };
