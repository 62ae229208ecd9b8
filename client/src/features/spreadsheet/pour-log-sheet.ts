import { yieldPct } from 'shared/domain/concrete/yield.ts';
import { crewHoursOf } from 'shared/domain/pour-log/crew-hours.ts';
import { totalDelayMin } from 'shared/domain/pour-log/delays.ts';
import { viewLoads, type LoadView } from 'shared/domain/pour-log/load-view.ts';
import { progressOf } from 'shared/domain/pour-log/progress.ts';
import { termsOf } from 'shared/domain/pour-log/terms.ts';
import type { LabelKey, PourLogBook } from './pour-log-book.ts';
import { header, nameOf, row, time } from './pour-log-cells.ts';
import { eventsSheet, loadsSheet } from './pour-log-rows.ts';
import { sheetName, type CellModel, type SheetModel } from './sheet-model.ts';

/** Three sheets: the header with crew hours, the loads in the order in which they were batched, and the events. */
export function pourLogSheets(book: PourLogBook): SheetModel[] {
  const names: string[] = [];
  const named = (wanted: string): string => {
    const name = sheetName(wanted, names);
    names.push(name);
    return name;
  };
  const title = [book.pour.number, book.pour.name].filter(Boolean).join(' ');
  const limit = book.workspaceLimitMin;
  const terms = termsOf(book.pour, book.mix, limit === undefined ? undefined : { dischargeLimitMin: limit });
  const views = viewLoads(book.loads, terms, book.now);
  const progress = progressOf(views, terms, book.now, book.log?.endedAt);
  const gained =
    terms.theoreticalCy === undefined ? undefined : yieldPct(progress.placedCy, terms.theoreticalCy);
  const sums = { ...progress, theoreticalCy: terms.theoreticalCy, yieldPct: gained };
  return [
    headerSheet(named(`${book.words.pour} ${title}`), book, views, sums),
    loadsSheet(named(book.words.loads), book, views),
    eventsSheet(named(book.words.events), book, views),
  ];
}

interface Sums {
  readonly placedCy: number;
  readonly plannedCy: number | undefined;
  readonly theoreticalCy: number | undefined;
  readonly yieldPct: number | undefined;
  readonly doneLoads: number;
  readonly rejectedLoads: number;
}

/** The numbers are those of the board; a time that nobody wrote into the header is read off the loads. */
function headerSheet(name: string, book: PourLogBook, views: readonly LoadView[], sums: Sums): SheetModel {
  const { pour, log, words } = book;
  const standing = views.filter(({ phase }) => phase !== 'void').map(({ load }) => load);
  const arrivals = standing.flatMap(({ arrivedAt }) => arrivedAt ?? []).toSorted();
  const starts = standing.flatMap(({ dischargeStartedAt }) => dischargeStartedAt ?? []).toSorted();
  const line = (label: LabelKey, value: string | number | undefined, format?: string): CellModel[] => [
    { value: words.labels[label], bold: true, border: 'thin' },
    { value: value ?? '', border: 'thin', align: 'left', ...(format && { format }) },
  ];
  const hours = Object.entries(log?.crewHours ?? {});
  const crew = crewHoursOf(log?.crewHours, sums.placedCy);
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
      line('ordered', sums.plannedCy, '0.0'),
      line('theoretical', sums.theoreticalCy, '0.0'),
      line('placed', sums.placedCy, '0.0'),
      line('yield', sums.yieldPct, '0.0'),
      line('accepted', sums.doneLoads, '0'),
      line('rejected', sums.rejectedLoads, '0'),
      line('delays', totalDelayMin(book.events, book.now), '0'),
      line('start', time(book, log?.startedAt ?? starts[0])),
      line('firstTruck', time(book, log?.firstTruckAt ?? arrivals[0])),
      line('lastTruck', time(book, log?.lastTruckAt ?? arrivals.at(-1))),
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
      row([words.labels.total, undefined, crew.manHours]),
      row([words.labels.rate, undefined, crew.cyPerManHour && Math.round(crew.cyPerManHour * 100) / 100]),
    ],
  };
}
