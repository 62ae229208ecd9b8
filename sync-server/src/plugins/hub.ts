import type { AsOf } from 'shared/protocol/document.ts';
import type { PokedCollection } from 'shared/protocol/stream.ts';
import type { HintKind } from '../db/hints.ts';

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
  /** Told of everything that happens here and matters elsewhere, so that other nodes can be told. */
  onNews(listener: (tenantId: string, kind: HintKind) => void): void;
  /** Somebody came, moved or went. */
  tellPresence(tenantId: string): void;
  tenants(): Iterable<string>;
  /**
   * Called after the commit by whoever ended a session or a membership: what the person has open asks at once whether
   * it may stay, on other nodes too.
   */
  endAccess(tenantId: string, userId: string): void;
  /** On another node; whose it was is not known here. */
  deliverEndOfAccess(tenantId: string): void;
  /** Without a user: anybody of the workspace may be the one. */
  onAccessEnded(listener: (tenantId: string, userId: string | undefined) => void): void;
}

export function createHub(): Hub {
  const listeners = new Map<string, Set<Listener>>();
  const relays: ((tenantId: string, kind: HintKind) => void)[] = [];
  const guards: ((tenantId: string, userId: string | undefined) => void)[] = [];
  const tellOthers = (tenantId: string, kind: HintKind): void => {
    for (const relay of relays) relay(tenantId, kind);
  };
  const askWhetherToStay = (tenantId: string, userId: string | undefined): void => {
    for (const guard of guards) guard(tenantId, userId);
  };
  const deliver = (tenantId: string, change: Change): void => {
    for (const listener of listeners.get(tenantId) ?? []) listener(change);
  };
  return {
    deliver,
    publish(tenantId, change) {
      deliver(tenantId, change);
      tellOthers(tenantId, 'written');
    },
    subscribe(tenantId, listener) {
      const known = listeners.get(tenantId) ?? new Set<Listener>();
      listeners.set(tenantId, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(tenantId) === known) listeners.delete(tenantId);
      };
    },
    onNews(listener) {
      relays.push(listener);
    },
    tellPresence: (tenantId) => tellOthers(tenantId, 'presence'),
    tenants: () => listeners.keys(),
    endAccess(tenantId, userId) {
      askWhetherToStay(tenantId, userId);
      tellOthers(tenantId, 'access');
    },
    deliverEndOfAccess: (tenantId) => askWhetherToStay(tenantId, undefined),
    onAccessEnded(listener) {
      guards.push(listener);
    },
  };
}
