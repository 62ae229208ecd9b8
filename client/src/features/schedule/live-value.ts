import { useSyncExternalStore } from 'react';

/** One value outside of React, for what changes at every key press and concerns only a few components. */
export interface LiveValue<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function liveValue<T>(first: T): LiveValue<T> {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useValue = <T>(value: LiveValue<T>): T =>
  useSyncExternalStore(value.subscribe, value.get, value.get);
