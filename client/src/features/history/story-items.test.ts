import { describe, expect, test } from 'vitest';
import type { Review } from 'shared/protocol/reviews.ts';
import type { Told } from '../../sync/history.ts';
import { itemsOf, type StoryItem } from './story-items.ts';

const at = (minute: number): string => `2026-11-27T12:${String(minute).padStart(2, '0')}:00.000Z`;
const ANN = '00000000-0000-7000-8000-00000000000a';

const entry = (seq: number, after: object, more: Partial<Told> = {}): Told => ({
  seq,
  at: at(seq),
  actor: ANN,
  operation: 'update',
  collection: 'pours',
  documentId: 'p',
  before: { orderedCy: 1, name: 'before' },
  after: { orderedCy: 1, name: 'before', ...after },
  ...more,
});

const review = (minute: number, unit = 'orderedCy'): Review => ({
  id: `review ${minute}`,
  seq: minute,
  collection: 'pours',
  documentId: 'p',
  unit,
  lost: 99,
  lostBy: ANN,
  lostAt: at(minute - 1),
  keptBy: ANN,
  keptAt: at(minute),
  at: at(minute),
});

const said = (items: readonly StoryItem[]) =>
  items.map((item) =>
    item.kind === 'aside' ? `aside ${item.at.slice(14, 16)}` : `${item.entry.seq} ${item.newer}`,
  );

describe('the timeline of a record', () => {
  const story = [entry(30, { name: 'c' }), entry(20, { orderedCy: 2 }), entry(10, { name: 'a' })];

  test('H18 a value that lost where nothing was written stands between the entries by its time', () => {
    expect(said(itemsOf(story, [review(25), review(40), review(5)], undefined))).toEqual([
      'aside 40',
      '30 0',
      'aside 25',
      '20 1',
      '10 2',
    ]);
  });

  test('H18 what the log itself tells of a loser is not told twice', () => {
    const logged = entry(30, { name: 'c' }, { lost: [{ unit: 'orderedCy', lostBy: ANN, lostAt: at(24) }] });
    expect(said(itemsOf([logged], [review(25)], undefined))).toEqual(['30 0']);
  });

  test('only one part of the record, and still how many entries of the whole are newer', () => {
    expect(said(itemsOf(story, [review(25), review(26, 'name')], 'orderedCy'))).toEqual(['aside 25', '20 1']);
  });

  test('that it was deleted and brought back is told whatever part is asked for; an empty write is not', () => {
    const gone = [
      entry(40, {}),
      entry(30, { _deleted: null }, { operation: 'restore' }),
      entry(20, { _deleted: true }, { operation: 'delete' }),
    ];
    expect(said(itemsOf(gone, [], 'orderedCy'))).toEqual(['30 1', '20 2']);
  });
});
