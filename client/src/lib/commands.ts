import { useEffect, useId, useRef, useSyncExternalStore } from 'react';

/** Something that the palette can do, offered while the component that registered it is on screen. */
export interface Command {
  readonly id: string;
  /** As a person would say it: "Copy last week". */
  readonly title: string;
  /** A quieter second part: what it does it to. */
  readonly detail?: string;
  /** Shown beside the title, as `Ctrl+D`; the screen itself listens for the key. */
  readonly shortcut?: string;
  /** Other words that find it. */
  readonly keywords?: string;
  /** The heading that it stands under. */
  readonly group?: string;
  readonly run: () => void;
}

const registered = new Map<string, readonly Command[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Command[] = [];

function publish(): void {
  snapshot = [...registered.values()].flat();
  for (const listener of listeners) listener();
}

/** Later registrations come after earlier ones; the answer takes them back. */
export function registerCommands(owner: string, commands: readonly Command[]): () => void {
  registered.set(owner, commands);
  publish();
  return () => {
    registered.delete(owner);
    publish();
  };
}

const sameWords = (before: readonly Command[], after: readonly Command[]): boolean =>
  before.length === after.length &&
  before.every((command, index) => {
    const other = after[index];
    return (
      command.id === other?.id &&
      command.title === other.title &&
      command.detail === other.detail &&
      command.shortcut === other.shortcut &&
      command.group === other.group
    );
  });

/** Offers commands while this component is mounted. The list may be made anew at every render. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  const latest = useRef(commands);
  const shown = useRef<readonly Command[]>([]);
  useEffect(() => {
    latest.current = commands;
    if (sameWords(shown.current, commands)) return;
    shown.current = commands;
    registerCommands(
      owner,
      commands.map((command) => ({
        ...command,
        run: () => latest.current.find(({ id }) => id === command.id)?.run(),
      })),
    );
  });
  useEffect(
    () => () => {
      shown.current = [];
      registered.delete(owner);
      publish();
    },
    [owner],
  );
}

/** A step that waits for a screen to offer what was asked for. */
let awaited: (() => void) | undefined;

/** Runs a command of a screen that is only being opened, as soon as it is offered; a later wish takes its place. */
export function runWhenOffered(id: string): void {
  awaited?.();
  const tryNow = (): void => {
    const command = snapshot.find((one) => one.id === id);
    if (!command) return;
    awaited?.();
    command.run();
  };
  awaited = () => {
    listeners.delete(tryNow);
    awaited = undefined;
  };
  listeners.add(tryNow);
  tryNow();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const allCommands = (): readonly Command[] => snapshot;
export const useAllCommands = (): readonly Command[] =>
  useSyncExternalStore(subscribe, allCommands, allCommands);
