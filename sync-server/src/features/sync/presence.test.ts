import { describe, expect, test } from 'vitest';
import { PRESENCE_LEASE_MS, type PresenceNews } from 'shared/protocol/presence.ts';
import { keyOf, newsFor, type Known } from './presence-news.ts';
import { makePresence } from './presence.ts';
import type { Seen } from './presence.repo.ts';

const WEEK = 'week:2026-11-23';
const POUR = 'pour:1';
const known = (userId: string, place: string | null, spot: string | null = null): Known => ({
  userId,
  name: `Name of ${userId}`,
  place,
  spot,
});
const room = (entries: Readonly<Record<string, Known>>) => new Map(Object.entries(entries));
const me = { stream: 'mine', userId: 'me' };

describe('what a listener is told', () => {
  test('W1 who comes, who moves and who goes, by a name that is not the id of their stream', () => {
    const came = newsFor(me, room({}), room({ theirs: known('maria', WEEK) }));
    expect(came).toEqual({
      people: [{ key: keyOf('theirs'), userId: 'maria', name: 'Name of maria', place: WEEK }],
      gone: [],
    });
    expect(JSON.stringify(came)).not.toContain('theirs');
    const moved = newsFor(me, room({ theirs: known('maria', WEEK) }), room({ theirs: known('maria', null) }));
    expect(moved.people).toEqual([{ key: keyOf('theirs'), userId: 'maria', name: 'Name of maria' }]);
    expect(newsFor(me, room({ theirs: known('maria', WEEK) }), room({}))).toEqual({
      people: [],
      gone: [keyOf('theirs')],
    });
  });

  test("W1 nothing of one's own other tabs and tablets", () => {
    const before = room({ mine: known('me', WEEK), tablet: known('me', WEEK, 'a') });
    const after = room({ mine: known('me', WEEK), tablet: known('me', POUR, 'b') });
    expect(newsFor(me, before, after)).toEqual({ people: [], gone: [] });
    expect(newsFor(me, after, room({ mine: known('me', WEEK) }))).toEqual({ people: [], gone: [] });
  });

  test('W2 what somebody has selected, to those at the same place alone', () => {
    const before = room({
      mine: known('me', WEEK),
      here: known('a', WEEK, 'x'),
      there: known('b', POUR, 'x'),
    });
    const after = room({
      mine: known('me', WEEK),
      here: known('a', WEEK, 'y'),
      there: known('b', POUR, 'y'),
    });
    expect(newsFor(me, before, after).people).toMatchObject([{ key: keyOf('here'), spot: 'y' }]);
    expect(newsFor(me, before, after).people).toHaveLength(1);
  });

  test('W2 all weeks of the schedule are one room: another first week may show the same cell', () => {
    const before = room({ mine: known('me', WEEK), here: known('a', 'week:2026-11-30', 'x') });
    const after = room({ mine: known('me', WEEK), here: known('a', 'week:2026-11-30', 'y') });
    expect(newsFor(me, before, after).people).toMatchObject([{ place: 'week:2026-11-30', spot: 'y' }]);
  });

  test('W2 whoever comes to a place is told what is selected there already', () => {
    const others = { here: known('a', WEEK, 'x'), there: known('b', POUR, 'x') };
    const news = newsFor(me, room({ ...others }), room({ mine: known('me', WEEK), ...others }));
    expect(news.people).toMatchObject([{ key: keyOf('here'), spot: 'x' }]);
    expect(news.people).toHaveLength(1);
  });
});

describe('who is online on a node', () => {
  function rig() {
    let now = 1_000_000;
    let table: Seen[] = [];
    let reads = 0;
    const forgotten: string[] = [];
    const told: string[] = [];
    const gates: (() => void)[] = [];
    let isHeld = false;
    const presence = makePresence({
      now: () => now,
      async read() {
        reads += 1;
        const seen = [...table];
        if (isHeld) await new Promise<void>((done) => gates.push(done));
        return seen;
      },
      async forget(_, streams) {
        forgotten.push(...streams);
        table = table.filter(({ stream }) => !streams.includes(stream));
      },
      tellOthers: (tenantId) => told.push(tenantId),
      onError: (error) => {
        throw error;
      },
    });
    const listener = (stream: string, userId: string) => {
      const news: PresenceNews[] = [];
      presence.enter('t', { stream, userId, tell: (one) => news.push(one) });
      return news;
    };
    return {
      presence,
      listener,
      forgotten,
      told,
      reads: () => reads,
      pass: (ms: number) => (now += ms),
      hold: (held: boolean) => (isHeld = held),
      release: () => gates.shift()?.(),
      be(stream: string, userId: string, place: string | null, age = 0) {
        table = [...table.filter((seen) => seen.stream !== stream), { stream, age, ...known(userId, place) }];
        presence.look('t');
      },
      settle: () => new Promise((done) => setImmediate(done)),
    };
  }

  test('W1 whoever comes is told who is there, without asking the table again', async () => {
    const { listener, be, reads, settle } = rig();
    listener('s1', 'ana');
    be('s1', 'ana', WEEK);
    await settle();
    const before = reads();
    const news = listener('s2', 'bo');
    expect(news).toMatchObject([{ people: [{ userId: 'ana', place: WEEK }], gone: [] }]);
    expect(reads()).toBe(before);
  });

  test('W3 who says nothing for the length of the lease is gone, and not a moment earlier', async () => {
    const { presence, listener, be, pass, settle } = rig();
    const news = listener('s2', 'bo');
    be('s1', 'ana', WEEK, 5_000);
    await settle();
    expect(news).toHaveLength(1);
    pass(PRESENCE_LEASE_MS - 5_001);
    presence.prune();
    expect(news).toHaveLength(1);
    pass(1);
    presence.prune();
    expect(news.at(-1)).toEqual({ people: [], gone: [keyOf('s1')] });
  });

  test('W3 a stream that ends takes its tab along at once, for every node', async () => {
    const { presence, listener, be, forgotten, told, settle } = rig();
    const news = listener('s2', 'bo');
    listener('s1', 'ana');
    be('s1', 'ana', WEEK);
    await settle();
    presence.leave('t', 's1');
    await settle();
    expect(forgotten).toEqual(['s1']);
    expect(told).toEqual(['t']);
    expect(news.at(-1)).toEqual({ people: [], gone: [keyOf('s1')] });
  });

  test('W3 a node that stops takes all of its tabs along', async () => {
    const { presence, listener, be, forgotten, settle } = rig();
    listener('s1', 'ana');
    be('s1', 'ana', WEEK);
    be('elsewhere', 'bo', WEEK);
    await settle();
    await presence.close();
    presence.leave('t', 's1');
    await settle();
    expect(forgotten).toEqual(['s1']);
  });

  test('W4 what changes while the table is read is read once more, however often it changes', async () => {
    const { listener, be, hold, release, reads, settle } = rig();
    const news = listener('s2', 'bo');
    await settle();
    const before = reads();
    hold(true);
    be('s1', 'ana', WEEK);
    for (const place of [POUR, WEEK, POUR]) be('s1', 'ana', place);
    hold(false);
    release();
    await settle();
    expect(reads()).toBe(before + 2);
    expect(news.at(-1)).toMatchObject({ people: [{ userId: 'ana', place: POUR }] });
  });

  test('W4 a workspace that nobody listens for is not looked at', async () => {
    const { presence, listener, reads, settle } = rig();
    listener('s1', 'ana');
    await settle();
    presence.leave('t', 's1');
    const before = reads();
    presence.look('t');
    await settle();
    expect(reads()).toBe(before);
  });
});
