import { createContext, use, useSyncExternalStore } from 'react';
import type { CertificateRules } from 'shared/domain/schedule/clashes.ts';
import type { Rights } from './edit-rights.ts';
import type { GridClipboard } from './grid-clipboard.ts';
import type { GridController } from './grid-controller.ts';
import type { ScheduleActions } from './schedule-actions.ts';
import type { ScheduleStore, SharedFacts } from './schedule-store.ts';

/** What every part of the schedule screen works with. Made once; only `rights` and `rules` change. */
export interface ScheduleSession {
  readonly store: ScheduleStore;
  readonly grid: GridController;
  readonly clipboard: GridClipboard;
  readonly actions: ScheduleActions;
  readonly rights: Rights;
  readonly today: string;
  readonly rules: CertificateRules;
}

export const SessionContext = createContext<ScheduleSession | undefined>(undefined);

export function useSession(): ScheduleSession {
  const session = use(SessionContext);
  if (!session) throw new Error('The schedule has no session around it');
  return session;
}

export const useFacts = (store: ScheduleStore): SharedFacts =>
  useSyncExternalStore(store.subscribe, store.facts, store.facts);

export const useWeeksVersion = (store: ScheduleStore): number =>
  useSyncExternalStore(store.subscribe, store.weeksVersion, store.weeksVersion);

/** Draws a person's line again whenever something of it changed. */
export function useRow(store: ScheduleStore, employeeId: string): void {
  useSyncExternalStore(
    (listener) => store.subscribeRow(employeeId, listener),
    () => store.rowVersion(employeeId),
    () => store.rowVersion(employeeId),
  );
}
