import type { PresenceNews } from 'shared/protocol/presence.ts';
import { HEARTBEAT_MS, type Hello, type Poke } from 'shared/protocol/stream.ts';
import { NoLine } from './api.ts';

/** Pauses that can be called off; fixed in tests. */
export interface Timers {
  /** Runs `work` once after `ms`; the answer calls it off. */
  after(ms: number, work: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

export interface StreamListener {
  hello(hello: Hello): void;
  poke(poke: Poke): void;
  presence?(news: PresenceNews): void;
  /** Something came, if only a heartbeat: the device is awake anyway. */
  beat?(): void;
}

/** How a stream ended: by itself or silently, or because the server is stopping and says when to come back. */
export interface StreamEnd {
  readonly backAfterMs?: number;
}

/** A server may stop, but no device stays away for longer than this because of it. */
const LONGEST_ABSENCE_MS = 60_000;

interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Cuts a text stream of server-sent events into events; what is not complete yet is kept for the next piece. */
export function eventReader(): (text: string) => ServerEvent[] {
  let rest = '';
  return (text) => {
    rest += text.replaceAll('\r\n', '\n');
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const fields = block.split('\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trimStart()] as const;
      });
      const data = fields.filter(([name]) => name === 'data').map(([, value]) => value);
      const event = fields.find(([name]) => name === 'event')?.[1] ?? 'message';
      return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
    });
  };
}

/** Passes an event on; what it says about the end of the stream is the answer. */
function tell(listener: StreamListener, { event, data }: ServerEvent): StreamEnd | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    // A hint that cannot be read is no hint; the next pull brings what it was about.
    return undefined;
  }
  if (event === 'hello') listener.hello(parsed as Hello);
  if (event === 'poke') listener.poke(parsed as Poke);
  if (event === 'presence') listener.presence?.(parsed as PresenceNews);
  if (event !== 'bye') return undefined;
  return {
    backAfterMs: Math.min(LONGEST_ABSENCE_MS, Number((parsed as { retryMs?: unknown }).retryMs) || 0),
  };
}

/** A stream that is silent for three heartbeats died without saying so, as after a tablet's sleep. */
export const SILENCE_MS = HEARTBEAT_MS * 3;

/**
 * Reads one stream to its end; it also ends when nothing, not even a heartbeat, has come for too long.
 * @throws NoLine when the line is cut in the middle of it, which is how most streams end
 */
export async function listen(
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  listener: StreamListener,
  timers: Timers,
  signal: AbortSignal,
): Promise<StreamEnd> {
  const mine = new AbortController();
  const end = (): void => mine.abort();
  signal.addEventListener('abort', end, { once: true });
  let callOff = timers.after(SILENCE_MS, end);
  const body = await open(mine.signal).catch((error: unknown) => {
    callOff();
    signal.removeEventListener('abort', end);
    throw error;
  });
  const reader = body.getReader();
  // Cancelling ends a read that is waiting, whatever the connection underneath does.
  mine.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const decoder = new TextDecoder();
  const read = eventReader();
  let last: StreamEnd = {};
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new NoLine('The stream was cut', { cause: error });
      });
      if (done || mine.signal.aborted) return last;
      callOff();
      callOff = timers.after(SILENCE_MS, end);
      for (const event of read(decoder.decode(value, { stream: true }))) last = tell(listener, event) ?? last;
      listener.beat?.();
    }
  } finally {
    callOff();
    signal.removeEventListener('abort', end);
    mine.abort();
  }
}
