import type { Load } from 'shared/schema/loads.ts';
import { DELAY_CAUSES, FINISHING_PASSES, type PourEvent } from 'shared/schema/pour-events.ts';
import { CURES, SAW_CUTS } from 'shared/schema/pours.ts';
import { delayMin, isRunning } from 'shared/domain/pour-log/delays.ts';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import {
  airLimitsPct,
  concreteLimitsF,
  slumpLimitsIn,
  type Asked,
} from 'shared/domain/concrete/tolerances.ts';
import type { PourTerms } from 'shared/domain/pour-log/terms.ts';
import type { Format } from '../../lib/format.ts';
import { cyText, inchText, minutesText } from './figures.ts';
import type { useText } from './strings.ts';

export type LogText = ReturnType<typeof useText>;

/** What the words of the log need to know besides the words. */
export interface Speech {
  readonly text: LogText;
  readonly format: Format;
  readonly zone: string;
}

const time = ({ format, zone }: Speech, at: string): string => format.time(at, zone, { meridiem: false });

const isKnown = <T extends string>(known: readonly T[], value: string | undefined): value is T =>
  known.some((one) => one === value);

const SKIES = ['clear', 'clouds', 'rain', 'fog', 'snow'] as const;

/** Words from a list are translated; anything else stands as somebody typed it. */
function word(text: LogText, value: string | undefined): string | undefined {
  if (isKnown(FINISHING_PASSES, value)) return text(`pass_${value}`);
  if (isKnown(CURES, value)) return text(`cure_${value}`);
  if (isKnown(SAW_CUTS, value) && value !== 'none') return text(`saw_${value}`);
  if (isKnown(SKIES, value)) return text(`sky_${value}`);
  return value;
}

/** Why a load went back, with what was measured and what was asked: "Slump 7½″, limit 5". */
export function rejectedFor(load: Load, terms: PourTerms, { text, format }: Speech): string {
  const reason = load.rejectReason === undefined ? text('rejected') : text(`${load.rejectReason}_reject`);
  const measured = measuredFor(load, terms);
  if (measured?.value === undefined) return [reason, load.rejectNote].filter(Boolean).join(', ');
  const { value, asked, unit } = measured;
  const say = (number: number): string => (unit === '″' ? inchText(number, format) : format.number(number));
  const limit = asked.min !== undefined && value < asked.min ? asked.min : asked.max;
  return [`${reason} ${say(value)}${unit}`, limit !== undefined && text('limit', { limit: say(limit) })]
    .filter(Boolean)
    .join(', ');
}

function measuredFor(
  load: Load,
  terms: PourTerms,
): { value: number | undefined; asked: Asked; unit: string } | undefined {
  if (load.rejectReason === 'slump')
    return { value: load.slumpIn, asked: slumpLimitsIn(terms.slumpIn), unit: '″' };
  if (load.rejectReason === 'air')
    return { value: load.airPct, asked: airLimitsPct(terms.airPct), unit: ' %' };
  if (load.rejectReason === 'temperature')
    return { value: load.concreteF, asked: concreteLimitsF(terms.concreteF), unit: ' °F' };
  return undefined;
}

/** One line about a load: its times, its tests, what became of it. */
export function loadLine({ load, age }: LoadView, speech: Speech): string {
  const { text, format } = speech;
  return [
    load.ticketNumber && text('ticketIs', { ticket: load.ticketNumber }),
    load.batchedAt && text('batchedAt', { time: time(speech, load.batchedAt) }),
    load.arrivedAt && text('arrivedAt', { time: time(speech, load.arrivedAt) }),
    load.dischargeStartedAt && text('startedAt', { time: time(speech, load.dischargeStartedAt) }),
    load.dischargeEndedAt && text('doneAt', { time: time(speech, load.dischargeEndedAt) }),
    age && !age.running && text('ageAtEnd', { minutes: age.min }),
    load.slumpIn !== undefined && text('slumpIs', { slump: inchText(load.slumpIn, format) }),
    load.airPct !== undefined && text('airIs', { air: format.number(load.airPct) }),
    load.concreteF !== undefined && `${format.number(load.concreteF)} °F`,
    load.waterAddedGal !== undefined &&
      load.waterAddedGal > 0 &&
      text('waterIs', { water: format.number(load.waterAddedGal) }),
    load.returnedCy !== undefined &&
      load.returnedCy > 0 &&
      text('returnedIs', { cy: cyText(load.returnedCy, format) }),
    load.cylinderSetIds?.length && text('cylindersAre', { sets: load.cylinderSetIds.join(', ') }),
    load.waiver && text('waivedBy', { name: load.waiver.name ?? '–' }),
    load.note,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What happened, in a few words, without its time. */
export function eventTitle(event: PourEvent, { text }: Speech): string {
  const { kind, fields = {} } = event;
  if (kind === 'delay' || kind === 'breakdown') {
    const cause = isKnown(DELAY_CAUSES, fields.cause) ? text(`${fields.cause}_cause`) : undefined;
    return [text(`event_${kind}`), cause].filter(Boolean).join(', ');
  }
  if (kind === 'finishing_pass') return word(text, fields.pass) ?? text('event_finishing_pass');
  if (kind === 'saw_cut' || kind === 'cure')
    return [text(`event_${kind}`), word(text, fields.method)].filter(Boolean).join(', ');
  return text(`event_${kind}`);
}

/** The rest of it: how long, how much, and what somebody wrote. */
export function eventLine(event: PourEvent, speech: Speech, nowMs: number): string {
  const { text, format } = speech;
  const { kind, fields = {} } = event;
  const { airF, rhPct, windMph, concreteF } = fields;
  return [
    (kind === 'delay' || kind === 'breakdown') &&
      (isRunning(event)
        ? text('stillRunning', { minutes: minutesText(delayMin(event, nowMs)) })
        : minutesText(delayMin(event, nowMs))),
    kind === 'saw_cut' && fields.endedAt && text('until', { time: time(speech, fields.endedAt) }),
    word(text, fields.sky),
    airF !== undefined && text('airTemperatureIs', { air: format.number(airF) }),
    rhPct !== undefined && text('humidityIs', { humidity: format.number(rhPct) }),
    windMph !== undefined && text('windIs', { wind: format.number(windMph) }),
    concreteF !== undefined && text('concreteIs', { concrete: format.number(concreteF) }),
    fields.setId,
    fields.cylinders !== undefined && text('cylindersCount', { count: fields.cylinders }),
    fields.ageDays !== undefined && text('daysOld', { count: fields.ageDays }),
    fields.strengthPsi !== undefined && `${format.number(fields.strengthPsi)} psi`,
    fields.photoKind && text(`photo_${fields.photoKind}`),
    fields.signerName,
    fields.signerRole && text(`signer_${fields.signerRole}`),
    fields.location,
    fields.text,
  ]
    .filter(Boolean)
    .join(' · ');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

const FIELD_NAMES = [
  'truckNumber',
  'ticketNumber',
  'batchedAt',
  'arrivedAt',
  'dischargeStartedAt',
  'dischargeEndedAt',
  'loadCy',
  'returnedCy',
  'slumpIn',
  'airPct',
  'concreteF',
  'waterAddedGal',
  'maxWaterGal',
  'unitWeightPcf',
  'waterAddedBy',
  'placedAt',
  'note',
  'startedAt',
  'pumpArrivedAt',
  'pumpStartedAt',
  'pumpFinishedAt',
  'pumpWashedOutAt',
  'endedAt',
  'minutes',
  'text',
  'at',
  'cause',
  'location',
] as const;

/** "Slump: 4.5 → 5". */
export function correctionLine(event: PourEvent, speech: Speech): string {
  const { field, before, after } = event.fields ?? {};
  const say = (value: string | undefined): string => {
    if (value === undefined) return speech.text('nothing');
    if (INSTANT.test(value)) return time(speech, value);
    return isKnown(DELAY_CAUSES, value) ? speech.text(`${value}_cause`) : value;
  };
  const name = isKnown(FIELD_NAMES, field) ? speech.text(`field_${field}`) : (field ?? '');
  return `${name}: ${say(before)} → ${say(after)}`;
}
