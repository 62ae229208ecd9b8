import { randomUUID } from 'node:crypto';
import { mondayOf } from 'shared/lib/days.ts';
import type { Edit } from '../client/src/sync/write.ts';
import { startServer } from '../e2e/harness/server-process.ts';
import { countingLine } from './counting-line.ts';
import type { Bench } from './figure.ts';
import { openTablet } from './tablet.ts';
import { openSession } from './wire-client.ts';

const [LOADS, EVENTS, CELLS] = [20, 60, 30];
/** After its ticket, a load is tapped as it goes along. */
const TAPS = ['arrivedAt', 'dischargeStartedAt', 'dischargeEndedAt'] as const;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A foreman's day, tap by tap: each is on the wire before the next, as on a site where trucks are minutes apart. */
function* dayOf(pourId: string, pourDay: string): Generator<Edit> {
  for (let at = 0; at < LOADS; at++) {
    const id = randomUUID();
    const instant = (minute: number): string =>
      new Date(Date.parse(`${pourDay}T12:00:00.000Z`) + (at * 9 + minute) * 60_000).toISOString();
    const ticket = {
      pourId,
      pourDay,
      ticketNumber: `T${48_200 + at}`,
      truckNumber: `${at + 11}`,
      loadCy: 10,
    };
    yield { collection: 'loads', id, change: () => ({ ...ticket, batchedAt: instant(0) }) };
    for (const [tap, field] of TAPS.entries())
      yield { collection: 'loads', id, change: () => ({ [field]: instant(30 + 5 * tap) }) };
  }
  for (let at = 0; at < EVENTS; at++)
    yield {
      collection: 'pour_events',
      id: randomUUID(),
      change: () => ({
        pourId,
        pourDay,
        kind: 'note',
        at: new Date().toISOString(),
        fields: { text: 'Slump 5 1/4 at the chute, air 5.8 %, 68 °F; two cylinders taken.' },
      }),
    };
  const monday = mondayOf(pourDay);
  for (let at = 0; at < CELLS; at++) {
    const employeeId = `00000000-0000-4000-8000-0000000000${String(10 + Math.floor(at / DAYS.length))}`;
    const day = DAYS[at % DAYS.length] ?? 'mon';
    yield {
      collection: 'schedule_weeks',
      id: `${employeeId}_${monday}`,
      change: (week) => ({
        employeeId,
        weekStart: monday,
        days: {
          ...(week as { days?: object } | undefined)?.days,
          [day]: [{ part: 'full', projectId: pourId }],
        },
      }),
    };
  }
}

async function measure() {
  const server = await startServer({ demoSize: 'S' });
  const line = await countingLine(server.url);
  const session = await openSession(server.url, 'demo', 'scheduler@demo.example', server.password);
  const tablet = await openTablet({ url: line.url, session });
  try {
    await tablet.saved();
    line.reset();
    let taps = 0;
    for (const edit of dayOf(randomUUID(), new Date().toISOString().slice(0, 10))) {
      await tablet.save([edit]);
      await tablet.saved();
      taps += 1;
    }
    return [
      {
        name: `a tablet's day: ${LOADS} loads, ${EVENTS} events, ${CELLS} cells, on the wire`,
        value: line.bytes() / 1024,
        unit: 'KB',
        bound: { atMost: 1_000 },
        detail: `${taps} taps, each sent by itself, ${line.requests()} calls; both ways with all headers, before TLS and whatever it compresses`,
      },
    ];
  } finally {
    await tablet.close();
    await line.close();
    await server.stop();
  }
}

export const tabletDay: Bench = { name: 'tablet-day', title: "A tablet's day on the wire", measure };
