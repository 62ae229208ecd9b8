import { expect, test } from 'vitest';
import type { Newest } from 'shared/protocol/stream.ts';
import { EventStream } from './event-stream.ts';
import { backAfterMs } from './stream.route.ts';

const asOf = (counter: number) => ({ epoch: 'e', counter });
const hello = { asOf: asOf(1), newest: {} as Newest, stream: 's' };
const taken = (stream: EventStream): string => String(stream.read() ?? '');

test('hello comes first, whatever was written before it', () => {
  const stream = new EventStream();
  stream.poke({ collections: ['loads'], asOf: asOf(2) });
  expect(taken(stream)).toBe('');
  stream.hello(hello);
  expect(taken(stream)).toMatch(
    /^event: hello\ndata: \{"asOf":\{"epoch":"e","counter":1\},"newest":\{\},"stream":"s"\}\n\nevent: poke\n/,
  );
});

test('pokes that a slow line has not taken become one', () => {
  const stream = new EventStream();
  stream.read();
  stream.hello(hello);
  for (let n = 2; n < 1000; n += 1) stream.poke({ collections: [n % 2 ? 'loads' : 'pours'], asOf: asOf(n) });
  const text = taken(stream);
  expect(text.split('\n\n')).toEqual([
    expect.stringContaining('hello'),
    'event: poke\ndata: {"collections":["pours","loads"],"asOf":{"epoch":"e","counter":999}}',
    '',
  ]);
});

test('a heartbeat is a comment line', () => {
  const stream = new EventStream();
  stream.hello(hello);
  taken(stream);
  stream.beat();
  expect(taken(stream)).toBe(': heartbeat\n\n');
});

test('N3 bye comes after everything else, also on a line that has taken nothing yet, and is the end', async () => {
  const stream = new EventStream();
  stream.hello(hello);
  stream.poke({ collections: ['loads'], asOf: asOf(2) });
  stream.bye(1234);
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text.match(/^(event: .*|data: \{"retryMs.*)$/gm)).toEqual([
    'event: hello',
    'event: poke',
    'event: bye',
    'data: {"retryMs":1234}',
  ]);
});

test('N3 pauses are spread over ten milliseconds a stream, and never over less than two seconds', () => {
  expect(backAfterMs(1, [0, 0])).toBe(500);
  expect(backAfterMs(1, [255, 255])).toBe(2_499);
  expect(backAfterMs(1_000, [255, 255])).toBe(10_499);
  expect(backAfterMs(1_000, [128, 0])).toBe(5_500);
});

test('W2 of what a slow line has not taken yet only the last word about somebody is said', () => {
  const stream = new EventStream();
  stream.hello(hello);
  taken(stream);
  const at = (key: string, place: string) => ({ key, userId: 'u', name: 'Maria', place });
  stream.presence({ people: [at('a', 'week:2026-11-23'), at('b', 'pour:1')], gone: [] });
  stream.presence({ people: [at('a', 'pour:1')], gone: ['b', 'c'] });
  stream.presence({ people: [at('c', 'pour:2')], gone: [] });
  expect(taken(stream)).toBe(
    `event: presence\ndata: ${JSON.stringify({ people: [at('a', 'pour:1'), at('c', 'pour:2')], gone: ['b'] })}\n\n`,
  );
});
