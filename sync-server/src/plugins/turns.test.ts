import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

const settled = async (): Promise<void> => {
  for (let at = 0; at < 5; at += 1) await Promise.resolve();
};

test('calls beyond the limit wait, in order, until one ends', async () => {
  const turns = makeTurns({ atOnce: 2, waiting: 10 });
  const order: number[] = [];
  const ends: (() => void)[] = [];
  for (const call of [1, 2, 3, 4])
    void turns.take('device').then((end) => ends.push(end) && order.push(call));
  await settled();
  expect(order).toEqual([1, 2]);
  ends[1]?.();
  await settled();
  expect(order).toEqual([1, 2, 3]);
});

test('a call beyond the queue is refused as busy, and one from another device is not', async () => {
  const turns = makeTurns({ atOnce: 1, waiting: 1 });
  await turns.take('a');
  void turns.take('a');
  await expect(turns.take('a')).rejects.toMatchObject({ code: 'busy' });
  await expect(turns.take('b')).resolves.toBeTypeOf('function');
});

test('ending a turn twice frees one place only', async () => {
  const turns = makeTurns({ atOnce: 1, waiting: 10 });
  const end = await turns.take('a');
  let started = 0;
  for (const _ of [1, 2]) void turns.take('a').then(() => (started += 1));
  end();
  end();
  await settled();
  expect(started).toBe(1);
});

test('nothing is remembered of a device that went quiet', async () => {
  const turns = makeTurns({ atOnce: 1, waiting: 1 });
  const end = await turns.take('a');
  const next = turns.take('a');
  end();
  (await next)();
  expect(turns.size).toBe(0);
});
