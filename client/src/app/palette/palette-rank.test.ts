import { describe, expect, it } from 'vitest';
import { rankHits, scoreOf, type Hit } from './palette-rank.ts';

const hit = (title: string, more: Partial<Hit> = {}): Hit => ({
  id: title,
  title,
  group: 'People',
  run: () => undefined,
  ...more,
});

describe('finding in the palette', () => {
  it('finds without case and accents', () => {
    expect(scoreOf('munoz', hit('Muñoz, P.'))).toBeDefined();
    expect(scoreOf('MUÑOZ', hit('munoz'))).toBeDefined();
  });

  it('wants every word, in any order, in the title or beside it', () => {
    expect(scoreOf('alvarez finisher', hit('Alvarez, R.', { detail: 'Finisher' }))).toBeDefined();
    expect(scoreOf('alvarez carpenter', hit('Alvarez, R.', { detail: 'Finisher' }))).toBeUndefined();
  });

  it('prefers the start of the title to the start of a word to the middle of one', () => {
    const hits = [hit('Unrelated river'), hit('West River'), hit('River Park')];
    expect(rankHits('river', hits)[0]?.hits.map(({ title }) => title)).toEqual([
      'River Park',
      'Unrelated river',
      'West River',
    ]);
    expect(scoreOf('ver', hit('River')) ?? 0).toBeLessThan(scoreOf('riv', hit('River')) ?? 0);
  });

  it('puts the heading with the best line first, and keeps their order while nothing is typed', () => {
    const hits = [hit('Copy last week', { group: 'Actions' }), hit('Week, A.', { group: 'People' })];
    expect(rankHits('week', hits).map(({ group }) => group)).toEqual(['People', 'Actions']);
    expect(rankHits('', hits).map(({ group }) => group)).toEqual(['Actions', 'People']);
  });

  it('shows six lines under a heading while searching, all of them before', () => {
    const many = Array.from({ length: 9 }, (_, index) => hit(`Job ${index}`));
    expect(rankHits('job', many)[0]?.hits).toHaveLength(6);
    expect(rankHits('', many)[0]?.hits).toHaveLength(9);
  });
});
