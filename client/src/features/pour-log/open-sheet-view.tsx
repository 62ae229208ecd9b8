import type { ReactNode } from 'react';
import type { Board } from './board.ts';
import { EditLoadSheet } from './edit-load-sheet.tsx';
import { EventEditSheet } from './event-edit-sheet.tsx';
import { DelaySheet, FinishingSheet, NoteSheet } from './event-sheets.tsx';
import { CrewSheet, TimesSheet } from './header-sheets.tsx';
import { HistorySheet } from './history-sheet.tsx';
import { LoadSheet } from './load-sheet.tsx';
import type { LogActions, OpenSheet } from './log-actions.ts';
import { MoreSheet } from './more-sheet.tsx';
import { PhotoSheet } from './photo-sheet.tsx';
import { PhotosSheet } from './photos-sheet.tsx';
import { SealSheet } from './seal-sheet.tsx';
import { SignSheet } from './sign-sheet.tsx';
import { useText } from './strings.ts';
import { TestSheet } from './test-sheet.tsx';
import { RejectSheet, VoidSheet, WaiveSheet } from './verdict-sheets.tsx';

/** The sheet that is open. One about a load or event that another tablet has just taken away is nothing. */
export function OpenSheetView({
  sheet,
  board,
  act,
  actions,
}: {
  readonly sheet: OpenSheet;
  readonly board: Board;
  readonly act: LogActions;
  /** What other features lend, for screens without room in the bar. */
  readonly actions?: ReactNode;
}) {
  const text = useText();
  switch (sheet.kind) {
    case 'load':
      return <LoadSheet board={board} act={act} />;
    case 'edit':
    case 'test':
    case 'reject':
    case 'waive': {
      const view = board.views.find(({ load }) => load.id === sheet.loadId);
      if (!view) return null;
      if (sheet.kind === 'edit')
        return <EditLoadSheet board={board} view={view} first={sheet.first} act={act} />;
      if (sheet.kind === 'test') return <TestSheet board={board} view={view} act={act} />;
      if (sheet.kind === 'reject') return <RejectSheet board={board} view={view} act={act} />;
      return <WaiveSheet board={board} view={view} act={act} />;
    }
    case 'event': {
      const event = board.events.find(({ id }) => id === sheet.eventId);
      return event ? <EventEditSheet board={board} act={act} event={event} /> : null;
    }
    case 'photo':
    case 'seal': {
      const event = board.events.find(({ id }) => id === sheet.eventId);
      if (!event) return null;
      return sheet.kind === 'photo' ? (
        <PhotoSheet board={board} act={act} event={event} />
      ) : (
        <SealSheet board={board} act={act} event={event} />
      );
    }
    case 'photos':
      return <PhotosSheet board={board} act={act} />;
    case 'sign':
      return <SignSheet board={board} act={act} />;
    case 'void':
      return <VoidSheet sheet={sheet} title={text('voidTitle')} act={act} />;
    case 'delay':
      return <DelaySheet act={act} />;
    case 'finishing':
      return <FinishingSheet board={board} act={act} />;
    case 'note':
      return <NoteSheet act={act} />;
    case 'crew':
      return <CrewSheet board={board} act={act} />;
    case 'times':
      return <TimesSheet board={board} act={act} />;
    case 'history':
      return <HistorySheet board={board} act={act} />;
    case 'more':
      return <MoreSheet act={act} actions={actions} />;
    default:
      return sheet satisfies never;
  }
}
