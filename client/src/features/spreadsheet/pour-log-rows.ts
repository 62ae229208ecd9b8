import { delayMin } from 'shared/domain/pour-log/delays.ts';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { compareText } from 'shared/lib/text-order.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import { header, nameOf, row, time, word } from './pour-log-cells.ts';
import type { LabelKey, PourLogBook } from './pour-log-book.ts';
import type { CellModel, SheetModel } from './sheet-model.ts';

const PAGE = { orientation: 'landscape', fit: 'one page wide' } as const;

/** Everything that the tickets and tests say, withdrawn and rejected loads in red among the others. */
export function loadsSheet(name: string, book: PourLogBook, views: readonly LoadView[]): SheetModel {
  const columns: readonly LabelKey[] = [
    'load', 'ticket', 'truck', 'plant', 'batched', 'arrived', 'discharging', 'done', 'age', 'cy', 'slump', 'air',
    'temperature', 'waterAdded', 'verdict', 'reason', 'returned', 'waiver', 'waterAddedBy', 'maxWater', 'unitWeight',
    'cylinders', 'placedAt', 'note',
  ]; // prettier-ignore
  return {
    name,
    widths: columns.map((column) => (column === 'note' || column === 'reason' ? 24 : 11)),
    frozen: { rows: 1, columns: 2 },
    page: PAGE,
    rows: [
      header(columns.map((column) => book.words.labels[column])),
      ...views.map((view) => loadRow(book, view)),
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
    load.waterAddedBy,
    load.maxWaterGal,
    load.unitWeightPcf,
    load.cylinderSetIds?.join(', '),
    load.placedAt,
    flags.filter(Boolean).join('; '),
  ]);
  const isOut = load.void !== undefined || load.verdict === 'rejected';
  return isOut ? cells.map((cell) => ({ ...cell, ink: '#B3261E', italic: true })) : cells;
}

export function eventsSheet(name: string, book: PourLogBook, views: readonly LoadView[]): SheetModel {
  const { labels } = book.words;
  const columns: readonly LabelKey[] = ['time', 'kind', 'cause', 'minutes', 'text', 'person', 'note'];
  const inOrder = book.events.toSorted((a, b) => compareText(a.at ?? '', b.at ?? ''));
  return {
    name,
    widths: [11, 18, 14, 10, 60, 22, 24],
    frozen: { rows: 1, columns: 1 },
    page: PAGE,
    rows: [
      header(columns.map((column) => labels[column])),
      ...inOrder.map((event) => eventRow(book, event, views)),
    ],
  };
}

function eventRow(book: PourLogBook, event: PourEvent, views: readonly LoadView[]): CellModel[] {
  const { fields, kind } = event;
  const measured = [
    correctionOf(book, event, views),
    word(book, fields?.pass),
    word(book, fields?.method),
    fields?.location,
    fields?.airF === undefined ? undefined : `${fields.airF} °F`,
    fields?.rhPct === undefined ? undefined : `${fields.rhPct} % RH`,
    fields?.windMph === undefined ? undefined : `${fields.windMph} mph`,
    fields?.setId,
    fields?.cylinders,
    fields?.ageDays === undefined ? undefined : `${fields.ageDays} d`,
    fields?.strengthPsi === undefined ? undefined : `${fields.strengthPsi} psi`,
    fields?.text,
    kind === 'saw_cut' && fields?.endedAt ? `– ${time(book, fields.endedAt)}` : undefined,
  ];
  const isStop = kind === 'delay' || kind === 'breakdown';
  return row([
    time(book, event.at),
    word(book, kind),
    word(book, fields?.cause),
    isStop ? delayMin(event, book.now) : undefined,
    measured.filter((part) => part !== undefined && part !== '').join(', '),
    nameOf(book, fields?.employeeId),
    event.void ? `${book.words.labels.voided}: ${event.void.reason ?? ''}` : undefined,
  ]);
}

/** The columns by the field that a correction names. */
const LABEL_OF: Readonly<Record<string, LabelKey>> = {
  ticketNumber: 'ticket',
  truckNumber: 'truck',
  batchedAt: 'batched',
  arrivedAt: 'arrived',
  dischargeStartedAt: 'discharging',
  dischargeEndedAt: 'done',
  loadCy: 'cy',
  returnedCy: 'returned',
  slumpIn: 'slump',
  airPct: 'air',
  concreteF: 'temperature',
  unitWeightPcf: 'unitWeight',
  maxWaterGal: 'maxWater',
  waterAddedGal: 'waterAdded',
  waterAddedBy: 'waterAddedBy',
  placedAt: 'placedAt',
  startedAt: 'start',
  endedAt: 'end',
  pumpArrivedAt: 'pumpArrived',
  pumpStartedAt: 'pumpStarted',
  pumpFinishedAt: 'pumpFinished',
  pumpWashedOutAt: 'pumpWashedOut',
  minutes: 'minutes',
  at: 'time',
  cause: 'cause',
  text: 'text',
  note: 'note',
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** "Load 3, Slump in: 4.5 → 5": what an amendment changed, and where. */
function correctionOf(
  book: PourLogBook,
  { kind, fields }: PourEvent,
  views: readonly LoadView[],
): string | undefined {
  if (kind !== 'amendment' || fields?.field === undefined) return undefined;
  const { labels } = book.words;
  const say = (value: string | undefined): string => {
    if (value === undefined) return '–';
    return (INSTANT.test(value) ? time(book, value) : word(book, value)) ?? value;
  };
  const number = views.find(({ load }) => load.id === fields.amends)?.number;
  const label = LABEL_OF[fields.field];
  const where = number === undefined ? '' : `${labels.load} ${number}, `;
  return `${where}${label ? labels[label] : fields.field}: ${say(fields.before)} → ${say(fields.after)}`;
}
