import { placedCy, yieldPct } from 'shared/domain/concrete/yield.ts';
import { termsOf } from 'shared/domain/pour-log/terms.ts';
import { viewLoads, type LoadView } from 'shared/domain/pour-log/load-view.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Resource } from 'shared/schema/resources.ts';
import { sheetName, type CellModel, type SheetModel } from './sheet-model.ts';

/** A pour log as documents, with what is needed to say them in words. */
export interface PourLogBook {
  readonly pour: Pour;
  readonly log?: PourLog;
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
  readonly mix?: Resource;
  readonly workspaceLimitMin?: number;
  /** The site's zone: all times stand in it. */
  readonly zone: string;
  readonly locale: string;
  /** Milliseconds since 1970; the age of a load that is still open counts to here. */
  readonly now: number;
  readonly words: PourLogWords;
  /** Names by id: people, plants, mixes, projects. */
  readonly names: Readonly<Record<string, string>>;
}

/** Every word of the book in the user's language; kinds, causes and reasons by their value. */
export interface PourLogWords {
  readonly pour: string;
  readonly loads: string;
  readonly events: string;
  readonly crew: string;
  readonly labels: Readonly<Record<LabelKey, string>>;
  readonly values: Readonly<Record<string, string>>;
}

export const LABEL_KEYS = [
  'number', 'name', 'project', 'day', 'mix', 'foreman', 'ordered', 'theoretical', 'placed', 'yield', 'start', 'end',
  'firstTruck', 'lastTruck', 'pumpArrived', 'pumpStarted', 'pumpFinished', 'pumpWashedOut', 'notes', 'zone',
  'load', 'ticket', 'truck', 'plant', 'batched', 'arrived', 'discharging', 'done', 'age', 'cy', 'slump', 'air',
  'temperature', 'waterAdded', 'verdict', 'reason', 'returned', 'waiver', 'note', 'voided', 'duplicate',
  'time', 'kind', 'cause', 'minutes', 'text', 'person', 'hours', 'total', 'overLimit',
] as const; // prettier-ignore
export type LabelKey = (typeof LABEL_KEYS)[number];

/** Three sheets: the header with crew hours, the loads in the order in which they were batched, and the events. */
export function pourLogSheets(book: PourLogBook): SheetModel[] {
  const names: string[] = [];
  const named = (wanted: string): string => {
    const name = sheetName(wanted, names);
    names.push(name);
    return name;
  };
  const title = [book.pour.number, book.pour.name].filter(Boolean).join(' ');
  return [
    headerSheet(named(`${book.words.pour} ${title}`), book),
    loadsSheet(named(book.words.loads), book),
    eventsSheet(named(book.words.events), book),
  ];
}

const PAGE = { orientation: 'landscape', fit: 'one page wide' } as const;

function headerSheet(name: string, book: PourLogBook): SheetModel {
  const { pour, log, words } = book;
  const accepted = book.loads.filter((load) => load.void === undefined && load.verdict === 'accepted');
  const placed = placedCy(accepted.map((load) => ({ ...load, loadCy: load.loadCy ?? 0 })));
  const terms = termsOf(pour, book.mix);
  const gained = terms.theoreticalCy === undefined ? undefined : yieldPct(placed, terms.theoreticalCy);
  const line = (label: LabelKey, value: string | number | undefined, format?: string): CellModel[] => [
    { value: words.labels[label], bold: true, border: 'thin' },
    { value: value ?? '', border: 'thin', align: 'left', ...(format && { format }) },
  ];
  const hours = Object.entries(log?.crewHours ?? {});
  return {
    name,
    widths: [26, 44, 12],
    page: { orientation: 'portrait', fit: 'one page' },
    rows: [
      line('number', pour.number),
      line('name', pour.name),
      line('project', nameOf(book, pour.projectId)),
      line('day', pour.day),
      line('zone', book.zone),
      line('foreman', nameOf(book, pour.foremanId)),
      line('mix', nameOf(book, pour.mixId)),
      line('ordered', terms.plannedCy, '0.0'),
      line('theoretical', terms.theoreticalCy, '0.0'),
      line('placed', placed, '0.0'),
      line('yield', gained, '0.0'),
      line('start', time(book, log?.startedAt)),
      line('firstTruck', time(book, log?.firstTruckAt)),
      line('lastTruck', time(book, log?.lastTruckAt)),
      line('end', time(book, log?.endedAt)),
      line('pumpArrived', time(book, log?.pumpArrivedAt)),
      line('pumpStarted', time(book, log?.pumpStartedAt)),
      line('pumpFinished', time(book, log?.pumpFinishedAt)),
      line('pumpWashedOut', time(book, log?.pumpWashedOutAt)),
      line('notes', log?.notes),
      [],
      [{ value: words.crew, bold: true }],
      header([words.labels.person, words.labels.note, words.labels.hours]),
      ...hours.map(([id, worked]) => row([nameOf(book, id), worked.note, worked.hours])),
      row([words.labels.total, undefined, hours.reduce((sum, [, worked]) => sum + worked.hours, 0)]),
    ],
  };
}

function loadsSheet(name: string, book: PourLogBook): SheetModel {
  const { labels } = book.words;
  const columns: readonly LabelKey[] = [
    'load', 'ticket', 'truck', 'plant', 'batched', 'arrived', 'discharging', 'done', 'age', 'cy', 'slump', 'air',
    'temperature', 'waterAdded', 'verdict', 'reason', 'returned', 'waiver', 'note',
  ]; // prettier-ignore
  const limit = book.workspaceLimitMin;
  const terms = termsOf(book.pour, book.mix, limit === undefined ? undefined : { dischargeLimitMin: limit });
  return {
    name,
    widths: columns.map((column) => (column === 'note' || column === 'reason' ? 24 : 11)),
    frozen: { rows: 1, columns: 2 },
    page: PAGE,
    rows: [
      header(columns.map((column) => labels[column])),
      ...viewLoads(book.loads, terms, book.now).map((view) => loadRow(book, view)),
    ],
  };
}

function loadRow(book: PourLogBook, view: LoadView): CellModel[] {
  const { load } = view;
  const { labels } = book.words;
  const flags = [
    load.note,
    view.duplicateTicket ? labels.duplicate : undefined,
    load.void ? `${labels.voided}: ${load.void.reason ?? ''}` : undefined,
    view.age?.band === 'over' ? labels.overLimit : undefined,
  ];
  const cells = row([
    view.number,
    load.ticketNumber,
    load.truckNumber,
    nameOf(book, load.plantId),
    time(book, load.batchedAt),
    time(book, load.arrivedAt),
    time(book, load.dischargeStartedAt),
    time(book, load.dischargeEndedAt),
    view.age?.min,
    load.loadCy,
    load.slumpIn,
    load.airPct,
    load.concreteF,
    load.waterAddedGal,
    word(book, load.verdict),
    [word(book, load.rejectReason), load.rejectNote].filter(Boolean).join(': '),
    load.returnedCy,
    load.waiver
      ? [load.waiver.name ?? nameOf(book, load.waiver.by), load.waiver.reason].filter(Boolean).join(': ')
      : undefined,
    flags.filter(Boolean).join('; '),
  ]);
  const isOut = load.void !== undefined || load.verdict === 'rejected';
  return isOut ? cells.map((cell) => ({ ...cell, ink: '#B3261E', italic: true })) : cells;
}

function eventsSheet(name: string, book: PourLogBook): SheetModel {
  const { labels } = book.words;
  const columns: readonly LabelKey[] = ['time', 'kind', 'cause', 'minutes', 'text', 'person', 'note'];
  const inOrder = book.events.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return {
    name,
    widths: [11, 18, 14, 10, 60, 22, 24],
    frozen: { rows: 1, columns: 1 },
    page: PAGE,
    rows: [header(columns.map((column) => labels[column])), ...inOrder.map((event) => eventRow(book, event))],
  };
}

function eventRow(book: PourLogBook, event: PourEvent): CellModel[] {
  const { fields } = event;
  const measured = [
    fields?.pass,
    fields?.location,
    fields?.airF === undefined ? undefined : `${fields.airF} °F`,
    fields?.rhPct === undefined ? undefined : `${fields.rhPct} % RH`,
    fields?.windMph === undefined ? undefined : `${fields.windMph} mph`,
    fields?.setId,
    fields?.strengthPsi === undefined ? undefined : `${fields.strengthPsi} psi`,
    fields?.text,
  ];
  return row([
    time(book, event.at),
    word(book, event.kind),
    word(book, fields?.cause),
    fields?.minutes,
    measured.filter(Boolean).join(', '),
    nameOf(book, fields?.employeeId),
    event.void ? `${book.words.labels.voided}: ${event.void.reason ?? ''}` : undefined,
  ]);
}

const header = (titles: readonly string[]): CellModel[] =>
  titles.map((value) => ({ value, bold: true, border: 'medium', fill: '#E3E8E5' }));

const row = (values: readonly (string | number | undefined)[]): CellModel[] =>
  values.map((value) => ({
    value: value ?? '',
    border: 'thin',
    ...(typeof value === 'number' && { align: 'right' as const }),
  }));

const nameOf = (book: PourLogBook, id: string | undefined): string | undefined =>
  id === undefined ? undefined : (book.names[id] ?? '?');

const word = (book: PourLogBook, value: string | undefined): string | undefined =>
  value === undefined ? undefined : (book.words.values[value] ?? value);

const time = (book: PourLogBook, instant: string | undefined): string | undefined =>
  instant === undefined
    ? undefined
    : new Intl.DateTimeFormat(book.locale, {
        hour: 'numeric',
        minute: '2-digit',
        timeZone: book.zone,
      }).format(Date.parse(instant));
