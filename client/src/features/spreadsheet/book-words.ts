import { DELAY_CAUSES, EVENT_KINDS, FINISHING_PASSES } from 'shared/schema/pour-events.ts';
import { CURES, SAW_CUTS } from 'shared/schema/pours.ts';
import { ABSENCE_KINDS } from 'shared/schema/absences.ts';
import { TRADES } from 'shared/schema/fields.ts';
import { REJECT_REASONS } from 'shared/schema/loads.ts';
import { LABEL_KEYS, type PourLogWords } from './pour-log-book.ts';
import type { useSpreadsheetText } from './spreadsheet-strings.ts';

type Say = typeof useSpreadsheetText.now;

/** A worker has no language of its own: it is handed every word that it may need. */
const wordsFor = (
  say: Say,
  prefix: 'trade' | 'absent' | 'value',
  values: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    values.map((value) => [value, say(`${prefix}-${value === 'other' ? 'else' : value}` as 'trade-else')]),
  );

export const tradeWords = (say: Say): Record<string, string> => wordsFor(say, 'trade', TRADES);
export const absenceWords = (say: Say): Record<string, string> => wordsFor(say, 'absent', ABSENCE_KINDS);

export const pourLogWords = (say: Say): PourLogWords => ({
  pour: say('pour'),
  loads: say('loads'),
  events: say('events'),
  crew: say('crew'),
  labels: Object.fromEntries(LABEL_KEYS.map((key) => [key, say(`label-${key}`)])) as PourLogWords['labels'],
  values: wordsFor(say, 'value', [
    'accepted',
    'rejected',
    ...REJECT_REASONS,
    ...EVENT_KINDS,
    ...DELAY_CAUSES,
    ...FINISHING_PASSES,
    ...CURES,
    ...SAW_CUTS.filter((method) => method !== 'none'),
  ]),
});
