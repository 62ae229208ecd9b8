import { useCallback, useEffect, useRef, useState } from 'react';
import { useDirtyForm } from './dirty-forms.ts';

/** Where drafts are kept: the local tables of the open workspace. */
export interface DraftStore {
  read(form: string): Promise<unknown>;
  write(form: string, values: unknown): Promise<void>;
  remove(form: string): Promise<void>;
}

export interface DraftKeeper<T> {
  /** To be told each change; what was typed last is stored when typing pauses. */
  change(values: T): void;
  /** Stores what is not stored yet, before the page goes away. */
  flush(): Promise<void>;
  /** The form was saved or given up. */
  clear(): Promise<void>;
}

/** Often enough that a crash costs a word, seldom enough that typing stays smooth. */
const PAUSE_MS = 400;

/** Keeps one form's draft. Timers come in, so that a test needs no clock. */
export function keepDraft<T>(
  store: DraftStore,
  form: string,
  timers: { readonly set: (run: () => void, ms: number) => number; readonly clear: (id: number) => void },
): DraftKeeper<T> {
  let pending: { readonly values: T } | undefined;
  let timer: number | undefined;
  /** Writes happen one after the other: a removal is never overtaken by the write before it. */
  let last: Promise<void> = Promise.resolve();
  const then = (work: () => Promise<void>): Promise<void> => {
    // A draft that cannot be stored must not stop anybody from typing.
    last = last.then(work).catch(() => undefined);
    return last;
  };
  const stop = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
  };
  const flush = (): Promise<void> => {
    stop();
    const waiting = pending;
    pending = undefined;
    return waiting ? then(() => store.write(form, waiting.values)) : last;
  };
  return {
    change(values) {
      pending = { values };
      stop();
      timer = timers.set(() => void flush(), PAUSE_MS);
    },
    flush,
    clear() {
      stop();
      pending = undefined;
      return then(() => store.remove(form));
    },
  };
}

const pageTimers = {
  set: (run: () => void, ms: number): number => globalThis.setTimeout(run, ms) as unknown as number,
  clear: (id: number): void => globalThis.clearTimeout(id),
};

/**
 * A form's values that survive reload and crash. `found` is what an earlier page left, once it is known; while there
 * are unsaved values an update of the app waits.
 */
export function useFormDraft<T>(
  store: DraftStore,
  form: string,
): {
  readonly found: T | undefined;
  readonly isReady: boolean;
  readonly change: (values: T) => void;
  readonly clear: () => Promise<void>;
} {
  const [read, setRead] = useState<{ readonly values: T | undefined }>();
  const [isDirty, setDirty] = useState(false);
  const keeper = useRef<DraftKeeper<T>>(undefined);
  useDirtyForm(isDirty);
  useEffect(() => {
    const own = keepDraft<T>(store, form, pageTimers);
    keeper.current = own;
    let isStale = false;
    const load = async (): Promise<void> => {
      // What cannot be read is no draft.
      const values = (await store.read(form).catch(() => undefined)) as T | undefined;
      if (isStale) return;
      setRead({ values });
      if (values !== undefined) setDirty(true);
    };
    void load();
    const leave = (): void => void own.flush();
    addEventListener('pagehide', leave);
    return () => {
      isStale = true;
      removeEventListener('pagehide', leave);
      void own.flush();
    };
  }, [store, form]);
  const change = useCallback((values: T): void => {
    setDirty(true);
    keeper.current?.change(values);
  }, []);
  const clear = useCallback(async (): Promise<void> => {
    setDirty(false);
    setRead({ values: undefined });
    await keeper.current?.clear();
  }, []);
  return { found: read?.values, isReady: read !== undefined, change, clear };
}

/** The values of a form that makes something new. */
export interface FormValues<T> {
  readonly values: T;
  /** Something stands in it that is not saved: a click beside the form must not close it. */
  readonly isTyped: boolean;
  readonly set: (part: Partial<T>) => void;
  /** It was saved or given up: empty again, and the draft gone. */
  readonly clear: () => void;
}

/**
 * Values over what the form begins with, kept as a draft. What an earlier page left comes a moment after the form has
 * opened; what is typed by then stands.
 */
export function useFormValues<T extends object>(store: DraftStore, form: string, initial: T): FormValues<T> {
  const { found, change, clear } = useFormDraft<Partial<T>>(store, form);
  const [typed, setTyped] = useState<Partial<T>>();
  return {
    values: { ...initial, ...found, ...typed },
    isTyped: found !== undefined || typed !== undefined,
    set: (part) => {
      const next = { ...found, ...typed, ...part };
      setTyped(next);
      change(next);
    },
    clear: () => {
      setTyped(undefined);
      void clear();
    },
  };
}
