import { canonicalText, sealedLog, type LogContent } from 'shared/domain/pour-log/seal.ts';
import type { SignerRole } from 'shared/schema/pour-events.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Board } from './board.ts';
import type { LogActions } from './log-actions.ts';
import { addEvent } from './log-changes.ts';
import { useText } from './strings.ts';

export interface Signing {
  readonly name: string;
  readonly role: SignerRole;
  readonly png: ArrayBuffer;
}

/** What of a board is sealed. */
export const contentOf = (board: Pick<Board, 'pour' | 'log' | 'loads' | 'events'>): LogContent => ({
  pourId: board.pour.id,
  log: board.log,
  loads: board.loads,
  events: board.events,
});

/** Seals the log as it is at this moment, and puts a signature under it: both are kept here before the entry is written. */
export function useSign(board: Board, act: LogActions): (signing: Signing) => Promise<void> {
  const text = useText();
  const { blobs } = useWorkspace();
  return async ({ name, role, png }) => {
    try {
      const sealed = new TextEncoder().encode(canonicalText(sealedLog(contentOf(board))));
      const sealSha256 = await blobs.add({ bytes: sealed.buffer, contentType: 'application/json' });
      const sha256 = await blobs.add({
        bytes: png,
        contentType: 'image/png',
        thumb: { bytes: png, contentType: 'image/png' },
      });
      act.write(
        text('didSign', { name }),
        addEvent(act.writing(), 'signature', {
          sha256,
          contentType: 'image/png',
          sizeBytes: png.byteLength,
          signerName: name,
          signerRole: role,
          sealSha256,
          takenBy: act.writing().userId,
        }),
      );
    } catch {
      toast({ message: text('notSaved'), detail: text('notSavedHint'), tone: 'stop', lastsMs: 0 });
    }
  };
}
