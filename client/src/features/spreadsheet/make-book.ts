import workerAddress from './spreadsheet.worker.ts?worker&url';
import { scriptUrl } from '../../lib/script-url.ts';
import type { BookAnswer, BookPart, BookRequest } from './book-request.ts';

/**
 * Has a file made in a worker of its own, which ends with it. Fails with the worker's own words. `parts` go before the
 * request, each as soon as it is read.
 */
export async function makeBook(
  request: BookRequest,
  parts?: AsyncIterable<Omit<BookPart, 'kind'>>,
): Promise<Blob> {
  const worker = new Worker(scriptUrl(workerAddress), { type: 'module' });
  const made = answerOf(worker);
  // Watched from the beginning: a worker that cannot start is known before the parts are read.
  made.catch(() => undefined);
  try {
    for await (const part of parts ?? []) worker.postMessage({ kind: 'part', ...part } satisfies BookPart);
    worker.postMessage(request);
    return await made;
  } finally {
    worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<Blob> {
  return new Promise((done, failed) => {
    worker.addEventListener('message', ({ data }: MessageEvent<BookAnswer>) => {
      if ('file' in data) done(data.file);
      else failed(new Error(data.failed));
    });
    worker.addEventListener('error', (event) =>
      failed(new Error(event.message || 'The worker could not start')),
    );
  });
}
