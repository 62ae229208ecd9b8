import type { AsOf } from 'shared/protocol/document.ts';
import type { PokedCollection } from 'shared/protocol/stream.ts';

export interface Change {
  readonly collections: readonly PokedCollection[];
  readonly asOf: AsOf;
}

export type Listener = (change: Change) => void;

/** Tells the devices that are connected to this node what was written in their workspace, after the commit. */
export interface Hub {
  /** Called by whoever wrote, on this node. */
  publish(tenantId: string, change: Change): void;
  /** Answers with the way to stop. */
  subscribe(tenantId: string, listener: Listener): () => void;
  /** What another node wrote reaches only the listeners here. */
  deliver(tenantId: string, change: Change): void;
  /** Told of every local write, so that other nodes can be told. */
  onPublish(listener: (tenantId: string) => void): void;
  tenants(): Iterable<string>;
  /**
   * Called after the commit by whoever ended a session or a membership: what the person has open here asks at once
   * whether it may stay. On other nodes it asks by itself, within a minute.
   */
  endAccess(tenantId: string, userId: string): void;
  onAccessEnded(listener: (tenantId: string, userId: string) => void): void;
}

export function createHub(): Hub {
  const listeners = new Map<string, Set<Listener>>();
  const relays: ((tenantId: string) => void)[] = [];
  const guards: ((tenantId: string, userId: string) => void)[] = [];
  const deliver = (tenantId: string, change: Change): void => {
    for (const listener of listeners.get(tenantId) ?? []) listener(change);
  };
  return {
    deliver,
    publish(tenantId, change) {
      deliver(tenantId, change);
      for (const relay of relays) relay(tenantId);
    },
    subscribe(tenantId, listener) {
      const known = listeners.get(tenantId) ?? new Set<Listener>();
      listeners.set(tenantId, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(tenantId) === known) listeners.delete(tenantId);
      };
    },
    onPublish(listener) {
      relays.push(listener);
    },
    tenants: () => listeners.keys(),
    endAccess(tenantId, userId) {
      for (const guard of guards) guard(tenantId, userId);
    },
    onAccessEnded(listener) {
      guards.push(listener);
    },
  };
}
