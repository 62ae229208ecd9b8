import { HEARTBEAT_MS, type Poke } from 'shared/protocol/stream.ts';
import type { AsOf } from 'shared/protocol/document.ts';

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
  hello(asOf: AsOf): void;
  poke(poke: Poke): void;
}

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

function tell(listener: StreamListener, { event, data }: ServerEvent): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    // A hint that cannot be read is no hint; the next pull brings what it was about.
    return;
  }
  if (event === 'hello') listener.hello((parsed as { asOf: AsOf }).asOf);
  if (event === 'poke') listener.poke(parsed as Poke);
}

/** A stream that is silent for three heartbeats died without saying so, as after a tablet's sleep. */
export const SILENCE_MS = HEARTBEAT_MS * 3;

/** Reads one stream to its end; it also ends when nothing, not even a heartbeat, has come for too long. */
export async function listen(
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  listener: StreamListener,
  timers: Timers,
  signal: AbortSignal,
): Promise<void> {
  const mine = new AbortController();
  const end = (): void => mine.abort();
  signal.addEventListener('abort', end, { once: true });
  let callOff = timers.after(SILENCE_MS, end);
  const reader = (await open(mine.signal).finally(() => mine.signal.aborted && callOff())).getReader();
  // Cancelling ends a read that is waiting, whatever the connection underneath does.
  mine.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const decoder = new TextDecoder();
  const read = eventReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || mine.signal.aborted) return;
      callOff();
      callOff = timers.after(SILENCE_MS, end);
      for (const event of read(decoder.decode(value, { stream: true }))) tell(listener, event);
    }
  } finally {
    callOff();
    signal.removeEventListener('abort', end);
    mine.abort();
  }
}
