import { shapeOf, unitsOf } from 'shared/merge/units.ts';
import type { Attention } from '../../db/local-tables.ts';
import type { RecordWords } from '../../sync/record-words.ts';

/** A place inside of a document as the server names it: `plannedPlacers`, `days.mon.0.part`. */
const PLACE = /[A-Za-z_][\w-]*(\.[\w-]+)*/g;

/** What the server said, with each field's name in the trade's words: "Placers is more than 500". */
export function refusalWords(
  { collection, document, message }: Pick<Attention, 'collection' | 'document' | 'message'>,
  words: Pick<RecordWords, 'unit'>,
): string {
  const units = [...unitsOf(shapeOf(collection), document).keys()];
  return message.replaceAll(PLACE, (place) => {
    const unit = units.find((one) => place === one || place.startsWith(`${one}.`));
    return unit === undefined ? place : words.unit(collection, unit);
  });
}
