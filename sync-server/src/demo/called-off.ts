import { addDays, dayKeyOf } from 'shared/lib/days.ts';
import { DEMO_USERS, type Company } from './company.ts';
import { pourId, reasonOf, type Draft, type Status } from './draft.ts';
import { forecastFor, forecastText, rainyDay } from './forecast.ts';
import { portion, randomFor } from './random.ts';
import { DAY_MS, HOUR_MS, siteMs } from './time.ts';

/** Of committed pours; the trade says 12 to 18 %, most for the weather. */
const CALLED_OFF_SHARE = 0.15;

type ReasonKind = Parameters<typeof reasonOf>[0];

interface Outcome {
  readonly status: Extract<Status, 'rained_out' | 'postponed' | 'cancelled'>;
  readonly kind: ReasonKind;
  readonly note: string;
}

/** In turn, so that a small company has each of them too. */
const OUTCOMES: readonly Outcome[] = [
  { status: 'rained_out', kind: 'weather', note: 'standing water on the deck' },
  { status: 'postponed', kind: 'weather', note: 'called at six the evening before' },
  { status: 'cancelled', kind: 'design', note: 'detail changed, goes with the next bay' },
  { status: 'postponed', kind: 'weather', note: 'rain until noon' },
  { status: 'rained_out', kind: 'weather', note: 'stopped before the first truck' },
  { status: 'postponed', kind: 'gc_not_ready', note: 'sleeves missing' },
  { status: 'postponed', kind: 'weather', note: 'wind over 25 mph at the boom' },
  { status: 'postponed', kind: 'weather', note: 'too cold until ten' },
  { status: 'rained_out', kind: 'weather', note: 'lightning' },
  { status: 'postponed', kind: 'inspection_failed', note: 'rebar cover at the edge' },
  { status: 'postponed', kind: 'weather', note: 'rain on the finish was certain' },
  { status: 'cancelled', kind: 'weather', note: 'three days of rain, resequenced' },
  { status: 'postponed', kind: 'supplier', note: 'plant down' },
  { status: 'postponed', kind: 'weather', note: 'called at half past five' },
];

/** Some pours of a week do not happen. Those put off come back in the next week, under another number. */
export function callOff(
  company: Company,
  week: number,
  drafts: readonly Draft[],
): { readonly drafts: readonly Draft[]; readonly putOff: readonly Draft[] } {
  if (week > 0) return { drafts, putOff: [] };
  const done = (draft: Draft) => draft.day < company.today && draft.status !== 'in_progress';
  const may = drafts.filter((draft) => done(draft) && draft.postponedFrom === undefined);
  const nth = week + company.weeksBack;
  // Counted over the whole history, so that the share holds for six pours a week as for two hundred and fifty.
  const before = Math.floor(company.scale.poursAWeek * CALLED_OFF_SHARE * nth);
  const share = company.scale.poursAWeek * CALLED_OFF_SHARE;
  const wanted = week < 0 ? portion(share, nth) : Math.round(may.length * CALLED_OFF_SHARE);
  const random = randomFor(`called off ${company.size} ${week}`);
  const wet = rainyDay(company, week);
  const [onWetDays, others] = [
    may.filter((draft) => weekdayAt(draft) === wet),
    may.filter((draft) => weekdayAt(draft) !== wet),
  ];
  const [rainy, dry] = [random.shuffled(onWetDays), random.shuffled(others)];

  const outcomes = new Map<string, Outcome>();
  for (let at = 0; at < wanted; at += 1) {
    const outcome = OUTCOMES[(before + at) % OUTCOMES.length];
    const chosen = outcome?.kind === 'weather' ? (rainy.pop() ?? dry.pop()) : (dry.pop() ?? rainy.pop());
    if (outcome !== undefined && chosen !== undefined) outcomes.set(chosen.id, outcome);
  }
  const putOff: Draft[] = [];
  const after = drafts.map((draft): Draft => {
    const outcome = outcomes.get(draft.id);
    if (outcome === undefined) return draft;
    const called: Draft = { ...draft, ...calledOff(draft, outcome, weekdayAt(draft) === wet) };
    if (outcome.status !== 'postponed') return called;
    const again = comeBack(company, draft);
    putOff.push(again);
    return { ...called, postponedTo: again.id };
  });
  return { drafts: after, putOff };
}

const weekdayAt = ({ day }: Draft): number =>
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(dayKeyOf(day));

function calledOff(
  draft: Draft,
  { status, kind, note }: Outcome,
  wet: boolean,
): Pick<Draft, 'status' | 'reason'> {
  const start = draft.startMs ?? siteMs(draft.day, 300, draft.job.zone);
  const at = status === 'rained_out' ? start - HOUR_MS / 2 : siteMs(draft.day, -390, draft.job.zone);
  const forecast =
    kind === 'weather' ? forecastText(forecastFor(draft.day, wet || kind === 'weather')) : undefined;
  return { status, reason: reasonOf(kind, note, DEMO_USERS.scheduler.id, Math.min(at, start), forecast) };
}

/** The same pour a week less a day or two later, at the same hour. */
function comeBack(company: Company, draft: Draft): Draft {
  const random = randomFor(`again ${draft.id}`);
  const ahead =
    draft.day >= addDays(company.today, -6) ? 7 : Math.max(7 - weekdayAt(draft), random.int(5, 7));
  const day = addDays(draft.day, ahead);
  const startMs = (draft.startMs ?? siteMs(draft.day, 300, draft.job.zone)) + ahead * DAY_MS;
  const { reason: _, postponedTo: __, ...same } = draft;
  return {
    ...same,
    id: pourId(company, `again ${draft.id}`),
    week: draft.week + 1,
    day,
    startMs,
    postponedFrom: draft.id,
    status: startMs > company.nowMs ? 'scheduled' : day < company.today ? 'complete' : 'in_progress',
  };
}
