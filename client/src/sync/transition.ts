import type { DeviceRecord } from '../db/record.ts';
import type { RecordStore, Replacement } from '../db/record-store.ts';
import type { RefusedAttempt, Step } from './document.ts';

export interface Turn {
  readonly was: DeviceRecord;
  readonly is: DeviceRecord;
}

interface Around {
  /** Before the record that gives up a refused attempt is written. */
  readonly before?: (id: string, attempt: RefusedAttempt) => Promise<void>;
  readonly after?: (changed: number) => void;
  /** What was written: the record before and after, of those that changed. */
  readonly written?: (turns: readonly Turn[]) => Promise<void>;
  /** Before anything is marked as lost by a server that was set back. */
  readonly beforeOffers?: () => Promise<void>;
}

const isOffered = (record: DeviceRecord): boolean => record.kind !== 'absent' && record.offer === true;

/** Documents that are decided and written at once. */
const AT_ONCE = 1_000;

/**
 * Takes documents through one step each. A document that was changed between reading and writing is read and decided
 * again: a decision is never carried out on a state that it did not see.
 */
export async function transition(
  store: RecordStore,
  ids: readonly string[],
  decide: (record: DeviceRecord) => Step,
  { before, after, written, beforeOffers }: Around = {},
): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    let waiting: readonly string[] = ids.slice(at, at + AT_ONCE);
    while (waiting.length > 0) {
      const replacements: Replacement[] = [];
      for (const held of await store.read(waiting)) {
        const step = decide(held.record);
        if (step.record === held.record) continue;
        if (step.attention) await before?.(held.record.id, step.attention);
        replacements.push({ held, next: step.record });
      }
      if (replacements.some(({ held, next }) => isOffered(next) && !isOffered(held.record)))
        await beforeOffers?.();
      waiting = await store.replace(replacements);
      after?.(replacements.length - waiting.length);
      if (written === undefined) continue;
      const failed = new Set(waiting);
      await written(
        replacements
          .filter(({ next }) => !failed.has(next.id))
          .map(({ held, next }) => ({ was: held.record, is: next })),
      );
    }
  }
}
