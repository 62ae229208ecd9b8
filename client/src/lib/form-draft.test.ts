import { describe, expect, it } from 'vitest';
import { keepDraft, type DraftStore } from './form-draft.ts';

function memory() {
  const drafts = new Map<string, unknown>();
  const writes: unknown[] = [];
  const store: DraftStore = {
    read: async (form) => drafts.get(form),
    write: async (form, values) => {
      writes.push(values);
      drafts.set(form, values);
    },
    remove: async (form) => void drafts.delete(form),
  };
  return { drafts, writes, store };
}

/** Timers that fire when the test says so. */
function handTimers() {
  let waiting: (() => void) | undefined;
  return {
    timers: {
      set: (run: () => void) => {
        waiting = run;
        return 1;
      },
      clear: () => {
        waiting = undefined;
      },
    },
    fire: () => waiting?.(),
    isWaiting: () => waiting !== undefined,
  };
}

describe('the draft of a form', () => {
  it('is stored once when typing pauses, with what was typed last', async () => {
    const { writes, drafts, store } = memory();
    const { timers, fire } = handTimers();
    const keeper = keepDraft<string>(store, 'pour', timers);
    keeper.change('1');
    keeper.change('14');
    keeper.change('142');
    expect(writes).toEqual([]);
    fire();
    await keeper.flush();
    expect(writes).toEqual(['142']);
    expect(drafts.get('pour')).toBe('142');
  });

  it('is stored at once when the page goes away', async () => {
    const { drafts, store } = memory();
    const keeper = keepDraft<string>(store, 'pour', handTimers().timers);
    keeper.change('half a sen');
    await keeper.flush();
    expect(drafts.get('pour')).toBe('half a sen');
  });

  it('is gone after saving, even when a write was on its way', async () => {
    const { drafts, store } = memory();
    let finish = (): void => undefined;
    const slow: DraftStore = {
      ...store,
      write: async (form, values) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        await store.write(form, values);
      },
    };
    const hand = handTimers();
    const keeper = keepDraft<string>(slow, 'pour', hand.timers);
    keeper.change('typed');
    hand.fire();
    await Promise.resolve();
    const cleared = keeper.clear();
    finish();
    await cleared;
    expect(drafts.has('pour')).toBe(false);
    expect(hand.isWaiting()).toBe(false);
  });

  it('stops nobody from typing when the store fails', async () => {
    const { store } = memory();
    const broken: DraftStore = { ...store, write: () => Promise.reject(new Error('The disk is full')) };
    const keeper = keepDraft<string>(broken, 'pour', handTimers().timers);
    keeper.change('typed');
    await expect(keeper.flush()).resolves.toBeUndefined();
    keeper.change('typed on');
    await expect(keeper.flush()).resolves.toBeUndefined();
  });
});
