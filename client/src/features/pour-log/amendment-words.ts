import type { Amendment, SealedLog } from 'shared/domain/pour-log/seal.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Format } from '../../lib/format.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import type { Board } from './board.ts';
import { cyText } from './figures.ts';
import { eventTitle, type Speech } from './log-words.ts';

export interface AmendmentSpeech extends Speech {
  readonly words: Pick<RecordWords, 'unit' | 'value'>;
}

const COLLECTION: Readonly<Record<Amendment['about'], CollectionName>> = {
  log: 'pour_logs',
  load: 'loads',
  event: 'pour_events',
};

/** An amendment as a foreman reads it: which entry, and for each field what stood there and stands there. */
export function amendmentLines(
  amendment: Amendment,
  board: Board,
  speech: AmendmentSpeech,
): { readonly title: string; readonly lines: readonly string[] } {
  const title = titleOf(amendment, board, speech);
  if (amendment.how !== 'changed')
    return { title, lines: [speech.text(amendment.how === 'added' ? 'amendAdded' : 'amendMissing')] };
  return { title, lines: amendment.fields.map((field) => lineOf(amendment, field, board, speech)) };
}

function titleOf({ about, id }: Amendment, board: Board, speech: AmendmentSpeech): string {
  const { text } = speech;
  if (about === 'log') return text('logHeader');
  if (about === 'load') {
    const view = board.views.find(({ load }) => load.id === id);
    if (!view) return text('someLoad');
    const name = view.number === undefined ? text('withdrawnLoad') : text('load', { number: view.number });
    return [name, view.load.truckNumber].filter(Boolean).join(' · ');
  }
  const event = board.events.find((one) => one.id === id);
  return event ? eventTitle(event, speech) : text('someEntry');
}

function lineOf(
  { about }: Amendment,
  { field, before, after }: Amendment['fields'][number],
  board: Board,
  { words, text }: AmendmentSpeech,
): string {
  const [head = '', employeeId] = field.split('.');
  const name =
    head === 'crewHours'
      ? [text('crewHours'), board.employees.get(employeeId ?? '')?.name].filter(Boolean).join(': ')
      : words.unit(COLLECTION[about], field);
  const unit = head === 'crewHours' ? 'hours' : field;
  return `${name}: ${words.value(unit, before)} → ${words.value(unit, after)}`;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** What was signed for, in two figures. */
export function sealedFigures(
  { loads }: SealedLog,
  format: Format,
): { readonly count: number; readonly cy: string } {
  const accepted = Object.values(loads).filter(
    (load) => load['void'] === undefined && load['verdict'] === 'accepted',
  );
  const cy = accepted.reduce((sum, { loadCy, returnedCy }) => {
    const [size, back] = [loadCy, returnedCy].map((value) => (isNumber(value) ? value : 0));
    return sum + (size ?? 0) - (back ?? 0);
  }, 0);
  return { count: accepted.length, cy: cyText(cy, format) };
}
