import type { Oddity } from 'shared/domain/pour-log/odd-times.ts';
import type { LogText } from './log-words.ts';
import type { Tile } from './tiles.tsx';

/** Under a time: that it is none, or what is odd about it. */
export function timeNote(
  text: LogText,
  isWrong: boolean,
  odd: Oddity | undefined,
): Pick<Tile, 'note' | 'tone'> {
  if (isWrong) return { note: text('noTime'), tone: 'bad' };
  if (odd === undefined) return {};
  return {
    note: odd.kind === 'ahead' ? text('isAhead') : text('isBefore', { time: text(`field_${odd.of}`) }),
    tone: 'bad',
  };
}
