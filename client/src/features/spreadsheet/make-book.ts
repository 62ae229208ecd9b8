import workerAddress from './spreadsheet.worker.ts?worker&url';
import { scriptUrl } from '../../lib/script-url.ts';
import type { BookAnswer, BookRequest } from './book-request.ts';

/** Has a file made in a worker of its own, which ends with it. Fails with the worker's own words. */
export function makeBook(request: BookRequest): Promise<Blob> {
  return new Promise((done, failed) => {
    const worker = new Worker(scriptUrl(workerAddress), { type: 'module' });
    const end = (): void => worker.terminate();
    worker.addEventListener('message', ({ data }: MessageEvent<BookAnswer>) => {
      end();
      if ('file' in data) done(data.file);
      else failed(new Error(data.failed));
    });
    worker.addEventListener('error', (event) => {
      end();
      failed(new Error(event.message || 'The worker could not start'));
    });
    worker.postMessage(request);
  });
}

/** Hands a file to the person, as any download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
