import { useParams } from '@tanstack/react-router';
import { ArrowLeft, CloudOff, MapPinOff } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { defer, map } from 'rxjs';
import { useLive } from '../../db/use-live.ts';
import {
  useArchive,
  useWhereabouts,
  useWindowEdge,
  type ArchiveState,
  type Whereabouts,
} from '../../sync/use-archive.ts';
import { useMinute } from '../../sync/use-clock.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { boardOf, type PourLogData } from './board.ts';
import { BoardView } from './board-view.tsx';
import { OldLogLine } from './old-log-line.tsx';
import { OpenSheetView } from './open-sheet-view.tsx';
import { isOldPour, oldLogSpans, watchPourLog } from './pour-log.repo.ts';
import { SheetKeeperContext } from './sheet-draft.ts';
import { keptSheet, type KeptSheet } from './sheet-drafts.repo.ts';
import { useText } from './strings.ts';
import { UndoChip } from './undo-chip.tsx';
import { useLogActions } from './use-log-actions.ts';
import { useThumbsAhead } from './use-thumbs-ahead.ts';
import { useWakeLock } from './use-wake-lock.ts';
import styles from './board.module.css';

export interface TruckBoardPageProps {
  /** Beside the badge: what the app adds to a log. */
  readonly actions?: ReactNode;
  /** The sync badge: this screen draws its own bar. */
  readonly badge?: ReactNode;
}

const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The log of one pour on a tablet: trucks on the way, on site and done, with no network ever. */
export function TruckBoardPage({ actions, badge }: TruckBoardPageProps) {
  const { db } = useWorkspace();
  const { workspace = '', pourId = '' } = useParams({ strict: false });
  const data = useLive(() => watchPourLog(db, pourId), [db, pourId]);
  const opening = useLive(
    () => defer(() => keptSheet(db, pourId)).pipe(map((kept) => ({ kept }))),
    [db, pourId],
  );
  const pour = data?.pour;
  const shown = pour ? (isOldPour(db, pour) ? 'old' : 'held') : 'absent';
  const where = useWhereabouts('pours', pourId, data && shown);
  const edge = useWindowEdge();
  const log = useArchive(useMemo(() => oldLogSpans(pour?.day, edge), [pour?.day, edge]));
  if (data === undefined)
    return (
      <div className={styles.board} data-density="glove">
        <SkeletonRows rows={6} />
      </div>
    );
  if (data.pour === undefined) return <NotHeld where={where} slug={workspace} />;
  if (opening === undefined) return <div className={styles.board} />;
  return (
    <LogOf
      data={data}
      log={log}
      kept={log.kind === 'none' ? opening.kept : undefined}
      slug={workspace}
      actions={actions}
      badge={badge}
    />
  );
}

/** Somebody came by the address of a log whose pour is not on this device. */
function NotHeld({ where, slug }: { readonly where: Whereabouts; readonly slug: string }) {
  const text = useText();
  if (where.kind !== 'away' && where.kind !== 'missing')
    return (
      <div className={styles.board} data-density="glove">
        <OldLogLine state={{ kind: 'asking' }} />
        <SkeletonRows rows={6} />
      </div>
    );
  const isAway = where.kind === 'away';
  return (
    <EmptyState
      title={text('unknownPour')}
      icon={isAway ? <CloudOff aria-hidden /> : <MapPinOff aria-hidden />}
      actions={<ButtonLink href={`/w/${slug}/pours`}>{text('backToPours')}</ButtonLink>}
    >
      {text(isAway ? 'old-away' : 'unknownPourHint')}
    </EmptyState>
  );
}

function LogOf({
  data,
  log,
  kept,
  slug,
  actions,
  badge,
}: TruckBoardPageProps & {
  readonly data: PourLogData;
  readonly log: ArchiveState;
  readonly kept: KeptSheet | undefined;
  readonly slug: string;
}) {
  const text = useText();
  const { clock } = useWorkspace();
  const nowMs = useMinute(clock);
  const board = boardOf(data, nowMs, deviceZone());
  const { act, sheet, keeper, last, forgetLast } = useLogActions(board, { kept, isOld: log.kind !== 'none' });
  useWakeLock(true);
  useThumbsAhead(board);
  return (
    <>
      <BoardView
        board={board}
        act={act}
        badge={badge}
        actions={actions}
        {...(log.kind !== 'none' && { notice: <OldLogLine state={log} /> })}
        back={
          <ButtonLink
            variant="frame"
            className={styles.back ?? ''}
            aria-label={text('back')}
            href={`/w/${slug}/pours/${data.pour.id}`}
          >
            <ArrowLeft aria-hidden />
          </ButtonLink>
        }
        {...(last && {
          undo: <UndoChip key={last.key} label={last.label} onUndo={last.undo} onEnd={forgetLast} />,
        })}
      />
      {sheet && (
        <SheetKeeperContext value={keeper}>
          <OpenSheetView
            key={JSON.stringify(sheet)}
            sheet={sheet}
            board={board}
            act={act}
            actions={actions}
          />
        </SheetKeeperContext>
      )}
    </>
  );
}
