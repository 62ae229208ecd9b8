import { OldRecord } from '../db/shelf.ts';
import { isStorageFailure, isStorageFull } from '../db/storage-errors.ts';
import { toast } from '../ui/toast.tsx';
import { useFrameText } from './frame/frame-strings.ts';

/**
 * Work that the device could not store and that no screen speaks for is told here, wherever it was done: the promise
 * that nobody waited for ends at the window. Its form is still open with what was typed.
 */
export function sayWhatWasNotKept(target: Window): void {
  target.addEventListener('unhandledrejection', (event) => {
    const isOld = event.reason instanceof OldRecord;
    if (!isOld && !isStorageFailure(event.reason)) return;
    event.preventDefault();
    const text = useFrameText.now;
    toast({
      key: 'not kept',
      tone: 'stop',
      message: text('notKept'),
      detail: text(isOld ? 'notKeptOld' : isStorageFull(event.reason) ? 'notKeptFull' : 'notKeptElse'),
      lastsMs: 0,
    });
  });
}
