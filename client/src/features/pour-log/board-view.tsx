import { useState, type ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';
import { usePlace, usePointing } from '../../sync/use-presence.ts';
import { Button } from '../../ui/button.tsx';
import { AllPlaced } from './all-placed.tsx';
import { BigFigures } from './big-figures.tsx';
import type { Board } from './board.ts';
import { BoardHeader } from './board-header.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ComingCard } from './coming-card.tsx';
import { DelayStrip } from './delay-strip.tsx';
import { DoneList } from './done-list.tsx';
import { LoadBar } from './load-bar.tsx';
import { LoadCard } from './load-card.tsx';
import type { LogActions } from './log-actions.ts';
import { photosOf } from './photos.ts';
import { SealStrip } from './seal-strip.tsx';
import { useIsPhone } from './use-is-phone.ts';
import { useText } from './strings.ts';
import styles from './board.module.css';

export interface BoardProps {
  readonly board: Board;
  readonly act: LogActions;
  readonly back: ReactNode;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  /** What is to be known of all of it. */
  readonly notice?: ReactNode;
  /** What the last tap wrote, and the way back. */
  readonly undo?: ReactNode;
}

const COLUMNS = ['coming', 'onSite', 'done'] as const;
type Column = (typeof COLUMNS)[number];

/** Three columns where there is room, one at a time on a phone. */
export function BoardView({ board, act, back, badge, actions, notice, undo }: BoardProps) {
  const text = useText();
  const isPhone = useIsPhone();
  usePlace(`pour:${board.pour.id}`);
  const point = usePointing();
  const [column, setColumn] = useState<Column>(
    board.onSite.length > 0 ? 'onSite' : act.isOld ? 'done' : 'coming',
  );
  const counts: Readonly<Record<Column, string>> = {
    coming: String(board.coming.length),
    onSite: String(board.onSite.length),
    done:
      board.progress.rejectedLoads > 0
        ? text('doneCount', { count: board.progress.doneLoads, rejected: board.progress.rejectedLoads })
        : text('loads', { count: board.progress.doneLoads }),
  };
  const contents: Readonly<Record<Column, ReactNode>> = {
    coming: (
      <ul className={styles.cards}>
        {board.coming.map((view) => (
          <ComingCard key={view.load.id} view={view} board={board} act={act} />
        ))}
        {board.coming.length === 0 && <li className={styles.empty}>{text('comingEmpty')}</li>}
      </ul>
    ),
    onSite: (
      <ul className={styles.cards}>
        {board.onSite.map((view) => (
          <LoadCard key={view.load.id} view={view} board={board} act={act} />
        ))}
        {board.onSite.length === 0 && (
          <li className={styles.empty}>
            {board.progress.finished ? (
              <AllPlaced board={board} act={act} />
            ) : (
              text(board.loads.length === 0 ? 'onSiteFirst' : 'onSiteEmpty')
            )}
            {isPhone && board.coming.length > 0 && (
              <Button size="l" fill className={styles.seeComing ?? ''} onPress={() => setColumn('coming')}>
                {text('seeComing', { count: board.coming.length })}
              </Button>
            )}
          </li>
        )}
      </ul>
    ),
    done: <DoneList board={board} act={act} />,
  };
  return (
    <div className={styles.board} data-density="glove" onFocus={point}>
      <BoardHeader board={board} back={back} badge={badge} actions={actions} />
      {notice}
      <div className={styles.top}>
        <BigFigures board={board} />
        <LoadBar board={board} />
        {board.runningDelays.map((event) => (
          <DelayStrip key={event.id} event={event} board={board} act={act} />
        ))}
        <SealStrip board={board} act={act} />
      </div>
      {isPhone && (
        <div className={styles.tabs} role="tablist" aria-label={text('loadsOfPour')}>
          {COLUMNS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={column === name}
              aria-controls={`column-${name}`}
              onClick={() => setColumn(name)}
            >
              {text(name)}
              <span>{name === 'done' ? board.done.length : counts[name]}</span>
            </button>
          ))}
        </div>
      )}
      <div className={styles.columns}>
        {COLUMNS.filter((name) => !isPhone || name === column).map((name) => (
          // Who may only look finds nothing in a column that takes the focus: it is scrolled by keys all the same.
          <section
            key={name}
            id={`column-${name}`}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className={cx(styles.column, styles[name])}
            {...(isPhone
              ? { role: 'tabpanel', 'aria-labelledby': `tab-${name}` }
              : { 'aria-labelledby': `head-${name}` })}
          >
            {!isPhone && (
              <header>
                <h2 id={`head-${name}`}>{text(name)}</h2>
                <span>{counts[name]}</span>
              </header>
            )}
            {contents[name]}
          </section>
        ))}
      </div>
      <BottomBar
        act={act}
        photos={photosOf(board.events).filter((photo) => !photo.void).length}
        undo={undo}
      />
    </div>
  );
}
