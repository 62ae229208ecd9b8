import { addDays, daysBetween } from 'shared/lib/days.ts';
import { mondayAt } from './company.ts';
import { loadSizeFor, placingMs, pourId, rateFor, wholeMs, type Draft, type Status } from './draft.ts';
import type { Person } from './people.ts';
import { drawCy, drawKind, GIANT_CY, GIANT_SHARE, kindOf, nameOf, type Method } from './pour-kinds.ts';
import type { Parts } from './parts.ts';
import { randomFor, type Random } from './random.ts';
import type { Pump } from './supplies.ts';
import { HOUR_MS, siteMs } from './time.ts';
import { workOf } from './work.ts';

const NIGHT_SHARE = 0.1;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Who and what is taken when, within one week. */
interface Book {
  free(key: string, span: Span): boolean;
  take(key: string, span: Span): void;
}

function newBook(): Book {
  const taken = new Map<string, Span[]>();
  return {
    free: (key, span) => (taken.get(key) ?? []).every(({ from, to }) => span.to <= from || to <= span.from),
    take: (key, span) => taken.set(key, [...(taken.get(key) ?? []), span]),
  };
}

/** The committed pours of a week, beside those already known: no foreman and no pump in two places at once. */
export function draftCommitted(parts: Parts, week: number, count: number, known: readonly Draft[]): Draft[] {
  const { company, people } = parts;
  const book = newBook();
  for (const draft of known) enter(book, draft);
  const first = Math.abs((week + 1_000) * company.scale.poursAWeek);
  return Array.from({ length: count }, (_, nth): Draft => {
    const random = randomFor(`pour ${company.size} ${week} ${nth}`);
    const foreman = people.foremen[(first + nth * 7) % people.foremen.length];
    if (foreman === undefined) throw new Error('a company without foremen');
    const draft = draw(parts, week, nth, foreman, book, random);
    enter(book, draft);
    return draft;
  });
}

function enter(book: Book, draft: Draft): void {
  if (draft.startMs === undefined) return;
  const { startMs: from } = draft;
  if (draft.foreman !== undefined) book.take(draft.foreman.id, { from, to: from + wholeMs(draft) });
  if (draft.pump !== undefined)
    book.take(draft.pump.id, { from: from - HOUR_MS, to: from + placingMs(draft) + HOUR_MS });
}

function draw(parts: Parts, week: number, nth: number, first: Person, book: Book, random: Random): Draft {
  const { company, people, supplies } = parts;
  const giant = random.chance(GIANT_SHARE);
  let foreman = first;
  let { main, second } = workOf(parts, foreman.foreman, week);
  const job = random.chance(0.82) ? main : second;
  const kind = giant ? kindOf('slab_on_grade') : drawKind(job.kind, random);
  const orderedCy = giant ? random.int(...GIANT_CY) : drawCy(kind, random);
  const method = giant ? 'boom_pump' : random.weighted(kind.methods);
  const shape = { orderedCy, element: kind.element, rateCyPerHour: rateFor(method, orderedCy, random) };

  let when = drawStart(parts, week, job.zone, random);
  const busy = (person: Person) =>
    !book.free(person.id, { from: when.startMs, to: when.startMs + wholeMs(shape) });
  for (let tries = 0; tries < 8 && busy(foreman); tries += 1) when = drawStart(parts, week, job.zone, random);
  if (busy(foreman))
    foreman = people.foremen.find((other) => other.region === first.region && !busy(other)) ?? foreman;

  return {
    id: pourId(company, `${week} ${nth}`),
    week,
    ...when,
    job,
    foreman,
    ...shape,
    name: nameOf(kind.element, job.kind, week + company.weeksBack + job.index * 3 + random.int(0, 2), random),
    method,
    loadSizeCy: loadSizeFor(orderedCy, random),
    plant: random.pick(supplies.plants),
    ...pumpFor(parts, method, { from: when.startMs, to: when.startMs + placingMs(shape) }, book, random),
    status: statusBy(parts, when, placingMs(shape), random),
  };
}

function pumpFor(
  { supplies }: Parts,
  method: Method,
  span: Span,
  book: Book,
  random: Random,
): { pump: Pump } | undefined {
  if (method !== 'boom_pump' && method !== 'line_pump') return undefined;
  const type = method === 'boom_pump' ? 'boom' : 'line';
  const pump = random
    .shuffled(supplies.pumps)
    .find(
      (each) =>
        each.type === type && book.free(each.id, { from: span.from - HOUR_MS, to: span.to + HOUR_MS }),
    );
  return pump && { pump };
}

/** Between one and seven in the morning, most at four to six; one in ten in the night before. */
function drawStart(
  { company }: Parts,
  week: number,
  zone: string,
  random: Random,
): { day: string; startMs: number } {
  const at = random.weighted([
    [0, 18],
    [1, 20],
    [2, 20],
    [3, 20],
    [4, 18],
    [5, 4],
  ]);
  const day = addDays(mondayAt(company, week), at);
  const minutes = random.chance(NIGHT_SHARE)
    ? random.int(76, 94) * 15
    : random.weighted([
        [random.int(4, 15), 25],
        [random.int(16, 24), 60],
        [random.int(25, 28), 15],
      ]) * 15;
  return { day, startMs: siteMs(day, minutes, zone) };
}

function statusBy(
  { company }: Parts,
  { day, startMs }: { readonly day: string; readonly startMs: number },
  lastsMs: number,
  random: Random,
): Status {
  if (startMs <= company.nowMs) {
    if (startMs + lastsMs > company.nowMs) return 'in_progress';
    const daysAgo = daysBetween(day, company.today);
    return daysAgo <= 1 || (daysAgo <= 3 && random.chance(0.35)) ? 'placed' : 'complete';
  }
  const ahead = daysBetween(company.today, day);
  if (ahead > 1 && random.chance(0.03)) return 'on_hold';
  return random.chance(ahead <= 2 ? 0.8 : ahead <= 6 ? 0.6 : ahead <= 13 ? 0.3 : 0.12)
    ? 'confirmed'
    : 'scheduled';
}
