import { historyOf, type LogEntry } from 'shared/domain/pour-log/history.ts';
import { dayInZone } from 'shared/lib/days.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { Board } from './board.ts';
import type { BoardSheetProps } from './event-sheets.tsx';
import { cyText } from './figures.ts';
import type { LogActions, OpenSheet } from './log-actions.ts';
import { correctionLine, eventLine, eventTitle, loadLine, rejectedFor, type Speech } from './log-words.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { Sheet } from './sheet.tsx';
import { useText } from './strings.ts';
import styles from './history.module.css';

/** The whole log as one reads it: what happened when, latest first, with every correction under what it corrects. */
export function HistorySheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const recordTools = useRecordTools();
  const format = useFormat();
  const speech: Speech = { text, format, zone: board.zone };
  const amendments = board.events.filter((event) => event.kind === 'amendment' && !event.void);
  const happenings = board.events.filter((event) => event.kind !== 'amendment');
  const entries = historyOf(board.views, happenings, board.log);
  return (
    <Sheet
      title={text('history')}
      subtitle={text('historyHint', { count: entries.length })}
      actions={recordTools({ collection: 'pour_logs', documentId: board.pour.id, isOver: true })}
      width="wide"
      onClose={act.close}
    >
      {entries.length === 0 && (
        <EmptyState title={text('historyEmpty')}>{text('historyEmptyHint')}</EmptyState>
      )}
      <ol className={styles.list}>
        {entries.map((entry) => (
          <HistoryRow
            key={`${entry.kind} ${entry.id}`}
            entry={entry}
            board={board}
            speech={speech}
            act={act}
            corrections={amendments.filter(({ fields }) =>
              entry.kind === 'milestone'
                ? fields?.amends === board.pour.id && fields.field === entry.milestone
                : fields?.amends === entry.id,
            )}
          />
        ))}
      </ol>
    </Sheet>
  );
}

function HistoryRow({
  entry,
  board,
  speech,
  act,
  corrections,
}: {
  readonly entry: LogEntry;
  readonly board: Board;
  readonly speech: Speech;
  readonly act: LogActions;
  readonly corrections: readonly PourEvent[];
}) {
  const { text, format } = speech;
  const withdrawn =
    entry.kind === 'load' ? entry.view.load.void : entry.kind === 'event' ? entry.event.void : undefined;
  const words = wordsOf(entry, board, speech);
  const day = dayInZone(Date.parse(entry.at), board.zone);
  const open = (): void => {
    if (entry.kind === 'load') act.open({ kind: 'edit', loadId: entry.id });
    else if (entry.kind === 'event') act.open(sheetFor(entry.event));
    else act.open({ kind: 'times' });
  };
  return (
    <li className={cx(styles.row, withdrawn && styles.withdrawn)}>
      <time dateTime={entry.at}>
        {format.time(entry.at, board.zone, { meridiem: false })}
        {day !== board.pourDay && <small>{format.shortDay(day)}</small>}
      </time>
      <button type="button" disabled={!act.mayLog} onClick={open}>
        <strong>{words.title}</strong>
        {words.line !== '' && <span>{words.line}</span>}
        {corrections.map((correction) => (
          <em key={correction.id}>
            {text('corrected', { time: format.time(correction.at ?? correction.updatedAt, board.zone) })}{' '}
            {correctionLine(correction, speech)}
          </em>
        ))}
        {withdrawn && <em>{[text('withdrawn'), withdrawn.reason].filter(Boolean).join(': ')}</em>}
      </button>
      {words.isRejected && !withdrawn && <Pill tone="stop">{text('rejected')}</Pill>}
    </li>
  );
}

function sheetFor({ id, kind }: PourEvent): OpenSheet {
  if (kind === 'photo') return { kind: 'photo', eventId: id };
  return kind === 'signature' ? { kind: 'seal', eventId: id } : { kind: 'event', eventId: id };
}

function wordsOf(
  entry: LogEntry,
  board: Board,
  speech: Speech,
): { title: string; line: string; isRejected: boolean } {
  const { text, format } = speech;
  if (entry.kind === 'milestone')
    return { title: text(`field_${entry.milestone}`), line: '', isRejected: false };
  if (entry.kind === 'event') {
    const line = eventLine(entry.event, speech, board.nowMs);
    return { title: eventTitle(entry.event, speech), line, isRejected: false };
  }
  const { view } = entry;
  const name = view.number === undefined ? text('withdrawnLoad') : text('load', { number: view.number });
  const isRejected = view.phase === 'rejected';
  return {
    title: [name, view.load.truckNumber, `${cyText(view.cy, format)} CY`].filter(Boolean).join(' · '),
    line: [
      isRejected ? rejectedFor(view.load, board.terms, speech) : '',
      loadLine(view, speech),
      isRejected && view.load.rejectNote,
    ]
      .filter(Boolean)
      .join(' · '),
    isRejected,
  };
}
