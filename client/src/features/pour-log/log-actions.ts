import type { LogChange, Writing } from './log-changes.ts';

/** Which sheet lies over the board. */
export type OpenSheet =
  | { readonly kind: 'load' }
  | { readonly kind: 'edit'; readonly loadId: string; readonly first?: string }
  | { readonly kind: 'test'; readonly loadId: string }
  | { readonly kind: 'reject'; readonly loadId: string }
  | { readonly kind: 'waive'; readonly loadId: string }
  | { readonly kind: 'void'; readonly collection: 'loads' | 'pour_events'; readonly id: string }
  | { readonly kind: 'event'; readonly eventId: string }
  | { readonly kind: 'delay' }
  | { readonly kind: 'finishing' }
  | { readonly kind: 'note' }
  | { readonly kind: 'crew' }
  | { readonly kind: 'times' }
  | { readonly kind: 'photos' }
  | { readonly kind: 'photo'; readonly eventId: string }
  | { readonly kind: 'sign' }
  | { readonly kind: 'seal'; readonly eventId: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'more' };

/** What the parts of the board can do. */
export interface LogActions {
  /** The moment and the person of a tap. */
  readonly writing: () => Writing;
  /**
   * Writes at once, as one step; its name stands on the chip that takes it back. The sheet that is open closes; what
   * the device could not keep brings it back with everything that was typed.
   */
  readonly write: (label: string, changes: readonly LogChange[]) => void;
  readonly open: (sheet: OpenSheet) => void;
  readonly close: () => void;
  /** False for somebody who may only look. */
  readonly mayLog: boolean;
  /** From before the window: nobody writes it. */
  readonly isOld: boolean;
  /** Whether this person may move the pour's own status. */
  readonly mayMovePour: boolean;
}
