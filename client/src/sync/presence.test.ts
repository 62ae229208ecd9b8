import { describe, expect, test } from 'vitest';
import { PRESENCE_LEASE_MS, type PresenceRequest, type Present } from 'shared/protocol/presence.ts';
import { HEARTBEAT_MS } from 'shared/protocol/stream.ts';
import { makePresence } from './presence.ts';

const WEEK = 'week:2026-11-23';
const maria: Present = { key: 'k1', userId: 'maria', name: 'Maria Soto', place: WEEK };

function rigFor() {
  let now = 0;
  const said: PresenceRequest[] = [];
  const waiting: { ms: number; work: () => void }[] = [];
  const presence = makePresence({
    say: async (where) => void said.push(where),
    timers: {
      after(ms, work) {
        waiting.push({ ms, work });
        return () => undefined;
      },
    },
    now: () => now,
  });
  let seen: readonly Present[] = [];
  presence.others$.subscribe((others) => (seen = others));
  return {
    presence,
    said,
    waiting,
    /** A stream opens, and says hello. */
    open(stream: string) {
      const wish = presence.arrive();
      presence.hello(stream);
      return wish;
    },
    seen: () => seen.map(({ key }) => key),
    hear: (...people: readonly Present[]) => presence.hear({ people, gone: [] }),
    pass: (ms: number) => (now += ms),
    settle: () => Promise.resolve(),
    /** So much time with nothing but heartbeats. */
    beats(count: number) {
      for (let at = 0; at < count; at += 1) {
        now += HEARTBEAT_MS;
        presence.beat();
      }
    },
  };
}

describe('where this tab is', () => {
  test('W6 is said with each new stream, and by a screen that makes way for another once', async () => {
    const { presence, open, said, settle, pass } = rigFor();
    presence.goTo(WEEK);
    await settle();
    expect(open('s1')).toEqual({ present: '1', place: WEEK });
    expect(said).toEqual([]);
    pass(5_000);
    presence.goTo(undefined);
    presence.goTo('pour:p1');
    await settle();
    expect(said).toEqual([{ stream: 's1', place: 'pour:p1' }]);
    expect(open('s2')).toEqual({ present: '1', place: 'pour:p1' });
    expect(said).toHaveLength(1);
  });

  test('W6 a move while the stream is being opened is said once it is', async () => {
    const { presence, said, settle, pass } = rigFor();
    presence.arrive();
    pass(2_000);
    presence.goTo(WEEK);
    await settle();
    expect(said).toEqual([]);
    presence.hello('s1');
    expect(said).toEqual([{ stream: 's1', place: WEEK }]);
  });

  test('W6 a server that names no stream is told nothing', async () => {
    const { presence, said, settle } = rigFor();
    presence.hello(undefined);
    presence.goTo(WEEK);
    await settle();
    presence.beat();
    expect(said).toEqual([]);
  });

  test('W7 what is selected is said only while somebody is there to see it', async () => {
    const { presence, open, said, settle, hear, pass } = rigFor();
    presence.goTo(WEEK);
    open('s1');
    pass(5_000);
    presence.pointAt('a:mon');
    await settle();
    hear({ ...maria, place: 'pour:p1' });
    expect(said).toEqual([]);
    hear({ ...maria, place: 'week:2026-12-07' });
    expect(said).toEqual([{ stream: 's1', place: WEEK, spot: 'a:mon' }]);
  });

  test('W7 moving through the cells by key says so once a second, and the last cell of all', async () => {
    const { presence, open, said, waiting, settle, hear, pass } = rigFor();
    presence.goTo(WEEK);
    open('s1');
    hear(maria);
    pass(2_000);
    for (const day of ['mon', 'tue', 'wed', 'thu']) {
      presence.pointAt(`a:${day}`);
      await settle();
      pass(100);
    }
    expect(said.map(({ spot }) => spot)).toEqual(['a:mon']);
    expect(waiting.map(({ ms }) => ms)).toEqual([900]);
    pass(600);
    waiting[0]?.work();
    expect(said.at(-1)?.spot).toBe('a:thu');
  });

  test('W8 idle and alone nothing is sent, whatever the time', () => {
    const { open, said, waiting, beats } = rigFor();
    open('s1');
    beats(4 * 60);
    expect(said).toEqual([]);
    expect(waiting).toEqual([]);
  });

  test('W8 in company it is said again with every second heartbeat, within the lease, and no timer wakes the device', () => {
    const { open, said, waiting, hear, beats } = rigFor();
    open('s1');
    hear(maria);
    beats(4 * 60);
    expect(said).toHaveLength(2 * 60);
    expect(2 * HEARTBEAT_MS).toBeLessThan(PRESENCE_LEASE_MS);
    expect(waiting).toEqual([]);
  });

  test('W8 whoever was alone for long says where it is when somebody comes', () => {
    const { open, said, hear, beats } = rigFor();
    open('s1');
    beats(10);
    hear(maria);
    expect(said).toHaveLength(1);
  });

  test('W9 a hidden tab says so once, and nothing more until it has a new stream', () => {
    const { presence, open, said, hear, beats } = rigFor();
    open('s1');
    presence.hide();
    expect(said).toEqual([{ stream: 's1', away: true }]);
    hear(maria);
    beats(10);
    presence.hide();
    expect(said).toHaveLength(1);
    expect(open('s2')).toEqual({ present: '1' });
  });
});

describe('the others', () => {
  test('W9 are shown as they come and go, and nobody without a line', () => {
    const { presence, hear, seen } = rigFor();
    presence.hello('s1');
    hear(maria, { ...maria, key: 'k2' });
    expect(seen()).toEqual(['k1', 'k2']);
    presence.hear({ people: [], gone: ['k1', 'never there'] });
    expect(seen()).toEqual(['k2']);
    presence.lost();
    expect(seen()).toEqual([]);
    hear(maria);
    presence.hello('s2');
    expect(seen()).toEqual([]);
  });

  test('W6 a call that fails disturbs nobody, and is made again with a later heartbeat', async () => {
    const asked: PresenceRequest[] = [];
    let now = 0;
    const presence = makePresence({
      say(where) {
        asked.push(where);
        return Promise.reject(new Error('no line'));
      },
      timers: { after: () => () => undefined },
      now: () => now,
    });
    presence.arrive();
    presence.hello('s1');
    presence.hear({ people: [maria], gone: [] });
    now = PRESENCE_LEASE_MS;
    presence.beat();
    await Promise.resolve();
    now += PRESENCE_LEASE_MS;
    presence.beat();
    expect(asked).toHaveLength(2);
  });
});
