import { expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

const asOf = (counter: number) => ({ epoch: 'e', counter });
const taken = (stream: EventStream): string => String(stream.read() ?? '');

test('hello comes first, whatever was written before it', () => {
  const stream = new EventStream();
  stream.poke({ collections: ['loads'], asOf: asOf(2) });
  expect(taken(stream)).toBe('');
  stream.hello(asOf(1));
  expect(taken(stream)).toMatch(
    /^event: hello\ndata: \{"asOf":\{"epoch":"e","counter":1\}\}\n\nevent: poke\n/,
  );
});

test('pokes that a slow line has not taken become one', () => {
  const stream = new EventStream();
  stream.read();
  stream.hello(asOf(1));
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
  stream.hello(asOf(1));
  taken(stream);
  stream.beat();
  expect(taken(stream)).toBe(': heartbeat\n\n');
});
