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
}

export function createHub(): Hub {
  const listeners = new Map<string, Set<Listener>>();
  const relays: ((tenantId: string) => void)[] = [];
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
  };
}
