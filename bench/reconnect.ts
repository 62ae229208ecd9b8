import { startServer } from '../e2e/harness/server-process.ts';
import { countingLine } from './counting-line.ts';
import { median, type Bench } from './figure.ts';
import { openTablet } from './tablet.ts';
import { openSession } from './wire-client.ts';

const TIMES = 21;
/** Everything that follows a hello has been asked for by then. */
const QUIET_MS = 400;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A tablet whose line was away comes back, and nothing was written meanwhile. */
async function measure() {
  const server = await startServer({ demoSize: 'S' });
  const line = await countingLine(server.url);
  const session = await openSession(server.url, 'demo', 'foreman@demo.example', server.password);
  const tablet = await openTablet({ url: line.url, session });
  try {
    await tablet.saved();
    while (tablet.hellos() === 0) await pause(20);
    await pause(QUIET_MS);
    const bytes: number[] = [];
    const calls: number[] = [];
    for (let at = 0; at < TIMES; at++) {
      const hellos = tablet.hellos();
      line.reset();
      tablet.wake();
      while (tablet.hellos() === hellos) await pause(5);
      await pause(QUIET_MS);
      bytes.push(line.bytes());
      calls.push(line.requests());
    }
    return [
      {
        name: 'reconnect with nothing new, on the wire',
        value: median(bytes) / 1024,
        unit: 'KB',
        bound: { atMost: 2 },
        detail: `the middle of ${TIMES}; both ways with all headers, before TLS and whatever it compresses`,
      },
      {
        name: 'calls of such a reconnect besides the stream',
        value: Math.max(...calls) - 1,
        unit: 'calls',
        bound: { atMost: 0 },
      },
    ];
  } finally {
    await tablet.close();
    await line.close();
    await server.stop();
  }
}

export const reconnect: Bench = { name: 'reconnect', title: 'A line that comes back', measure };
