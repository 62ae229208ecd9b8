import { mondayOf } from 'shared/lib/days.ts';
import { startServer } from '../e2e/harness/server-process.ts';
import { newWeekRows } from './documents.ts';
import { median, type Bench } from './figure.ts';
import { fillWeeks, leaveRoomInTheOrder } from './fill.ts';
import { signInAgain, signUp, type WireClient } from './wire-client.ts';

const FEW = 10_000;
const MANY = 10_000_000;
/** So many are filled in at once: a statement of ten million rows would need the memory of all of them. */
const AT_ONCE = 1_000_000;
const PULLS = 300;

/** Milliseconds from asking to holding one change, the middle of many. */
async function onePull(client: WireClient, monday: string, began: Awaited<ReturnType<WireClient['pull']>>) {
  let { checkpoint } = began;
  const times: number[] = [];
  for (let at = 0; at < PULLS; at++) {
    await client.push(newWeekRows(client.userId, 1, monday));
    const started = performance.now();
    const page = await client.pull('schedule_weeks', checkpoint);
    times.push(performance.now() - started);
    if (page.documents.length !== 1 || page.more) throw new Error(`not one change: ${page.documents.length}`);
    checkpoint = page.checkpoint;
  }
  return { time: median(times), last: { ...began, checkpoint } };
}

/** One change pulled by a device that has the rest, as the collection grows a thousandfold. */
async function measure() {
  const server = await startServer({ demoSize: 'none' });
  try {
    const monday = mondayOf(new Date().toISOString().slice(0, 10));
    const slug = 'bench-many';
    const client = await signUp(server.url, slug);
    await leaveRoomInTheOrder(server.databaseUrl, slug, 2 * MANY);
    // The device holds everything below: it is filled in under its checkpoint.
    const began = await client.pull('schedule_weeks');
    await fillWeeks(server.databaseUrl, { slug, monday, from: 1, to: FEW });
    // The first pulls of a connection prepare their statements.
    const warm = await onePull(client, monday, began);
    const few = await onePull(client, monday, warm.last);
    for (let from = FEW + 1; from <= MANY; from += AT_ONCE)
      await fillWeeks(server.databaseUrl, { slug, monday, from, to: Math.min(MANY, from + AT_ONCE - 1) });
    // Ten million rows take longer than a token lives.
    const later = await signInAgain(server.url, slug);
    const again = await onePull(later, monday, few.last);
    const many = await onePull(later, monday, again.last);
    return [
      {
        name: `one change pulled from ${MANY.toLocaleString('en')} rows ÷ from ${FEW.toLocaleString('en')}`,
        value: many.time / few.time,
        unit: '×',
        bound: { atMost: 2 },
        detail: `${many.time.toFixed(1)} ms and ${few.time.toFixed(1)} ms, the middle of ${PULLS}; rows filled in by SQL`,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const changeOfMany: Bench = { name: 'change-of-many', title: 'One change among many rows', measure };
