import { useState } from 'react';
import { WORKSPACE_DEFAULTS } from 'shared/domain/workspace-defaults.ts';
import { isStorageFull } from '../../db/storage-errors.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Board } from './board.ts';
import type { LogActions } from './log-actions.ts';
import { addEvent } from './log-changes.ts';
import { editsOf } from './log-edits.repo.ts';
import { readPhoto, UnreadablePhoto } from './photo-intake.ts';
import { useText } from './strings.ts';

export interface PhotoIntake {
  /** How many are still being made small; 0 while nothing is. */
  readonly left: number;
  readonly take: (files: readonly File[]) => Promise<void>;
}

/**
 * Takes photos into the log one after the other: first the bytes, then the record that names them, so that a battery
 * that ends in the middle of forty leaves every one that was done.
 */
export function usePhotoIntake(board: Board, act: LogActions): PhotoIntake {
  const text = useText();
  const { blobs, saveAll, user } = useWorkspace();
  const [left, setLeft] = useState(0);
  const keepPosition = board.workspace?.keepPhotoPositions ?? WORKSPACE_DEFAULTS.keepPhotoPositions;

  const takeOne = async (file: File): Promise<void> => {
    const { position, ...blob } = await readPhoto(file, keepPosition);
    const sha256 = await blobs.add(blob);
    const fields = {
      sha256,
      contentType: blob.contentType,
      sizeBytes: blob.bytes.byteLength,
      takenBy: user.id,
      ...position,
    };
    await saveAll(text('didPhoto'), editsOf(addEvent(act.writing(), 'photo', fields)));
  };

  const take = async (files: readonly File[]): Promise<void> => {
    setLeft((before) => before + files.length);
    for (const file of files) {
      try {
        await takeOne(file);
      } catch (error) {
        toast({
          message: text(error instanceof UnreadablePhoto ? 'photoUnreadable' : 'photoNotKept'),
          detail: text(isStorageFull(error) ? 'photoNoRoom' : 'photoTryAgain', { name: file.name }),
          tone: 'stop',
          lastsMs: 0,
        });
      } finally {
        setLeft((before) => before - 1);
      }
    }
  };
  return { left, take };
}
