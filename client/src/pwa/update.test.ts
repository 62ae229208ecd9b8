import { describe, expect, it } from 'vitest';
import { mayUpdate, type UpdateScene } from './update.ts';

const scene = (changes: Partial<UpdateScene>): UpdateScene => ({
  isWaiting: true,
  hasDirtyForm: false,
  isTyping: false,
  isHidden: false,
  idleMs: 0,
  isAsked: false,
  ...changes,
});

describe('a new release', () => {
  it('never takes over while something typed is unsaved, whoever asks', () => {
    for (const changes of [{ isAsked: true }, { isHidden: true }, { idleMs: 10 ** 9 }])
      expect(mayUpdate(scene({ ...changes, hasDirtyForm: true }))).toBe(false);
  });

  it('takes over when a person asks for it', () => {
    expect(mayUpdate(scene({ isAsked: true }))).toBe(true);
  });

  it('takes over by itself only out of sight or after a minute without a touch', () => {
    expect(mayUpdate(scene({}))).toBe(false);
    expect(mayUpdate(scene({ idleMs: 59_999 }))).toBe(false);
    expect(mayUpdate(scene({ idleMs: 60_000 }))).toBe(true);
    expect(mayUpdate(scene({ isHidden: true }))).toBe(true);
  });

  it('waits while the cursor stands in a field, even out of sight', () => {
    expect(mayUpdate(scene({ isTyping: true, isHidden: true, idleMs: 10 ** 9 }))).toBe(false);
  });

  it('does nothing when no release waits', () => {
    expect(mayUpdate(scene({ isWaiting: false, isAsked: true }))).toBe(false);
  });
});
