import workerAddress from './spreadsheet.worker.ts?worker&url';
import { scriptUrl } from '../../lib/script-url.ts';
import type { BookAnswer, BookPart, BookRequest } from './book-request.ts';

type Parts = AsyncIterable<Omit<BookPart, 'kind'>>;

/** The next file is made in half of the time by a worker that has made one; after this long it is let go. */
const KEPT_MS = 60_000;

let kept: Worker | undefined;
let letGo: ReturnType<typeof setTimeout> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Has a file made in a worker, one after the other. Fails with the worker's own words. `parts` go before the request,
 * each as soon as it is read.
 */
export function makeBook(request: BookRequest, parts?: Parts): Promise<Blob> {
  const made = last.then(() => makeNow(request, parts));
  last = made.catch(() => undefined);
  return made;
}

async function makeNow(request: BookRequest, parts: Parts | undefined): Promise<Blob> {
  clearTimeout(letGo);
  const worker = (kept ??= new Worker(scriptUrl(workerAddress), { type: 'module' }));
  const listening = new AbortController();
  const made = answerOf(worker, listening.signal);
  // Watched from the beginning: a worker that cannot start is known before the parts are read.
  made.catch(() => undefined);
  try {
    for await (const part of parts ?? []) worker.postMessage({ kind: 'part', ...part } satisfies BookPart);
    worker.postMessage(request);
    const file = await made;
    letGo = setTimeout(end, KEPT_MS);
    return file;
  } catch (error) {
    // Whatever it holds of this book must not come into the next.
    end();
    throw error;
  } finally {
    listening.abort();
  }
}

function end(): void {
  kept?.terminate();
  kept = undefined;
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<Blob> {
  return new Promise((done, failed) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<BookAnswer>) => {
        if ('file' in data) done(data.file);
        else failed(new Error(data.failed));
      },
      { signal },
    );
    worker.addEventListener(
      'error',
      (event) => failed(new Error(event.message || 'The worker could not start')),
      { signal },
    );
  });
}
