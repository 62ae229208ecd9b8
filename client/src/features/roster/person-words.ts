import type { AbsenceKind } from 'shared/schema/absences.ts';
import type { Trade } from 'shared/schema/fields.ts';
import type { useRosterText } from './roster-strings.ts';

type Say = ReturnType<typeof useRosterText>;

export const tradeWord = (say: Say, trade: Trade | undefined): string =>
  trade === undefined ? '' : say(`trade-${trade === 'other' ? 'else' : trade}`);

export const absenceWord = (say: Say, kind: AbsenceKind | undefined): string =>
  say(`kind-${kind === undefined || kind === 'other' ? 'else' : kind}`);
