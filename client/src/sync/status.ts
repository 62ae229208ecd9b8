import type { CollectionName } from 'shared/schema/collections.ts';

/** Where this device stands with the server; each state carries the counts that the badge shows. */
export type SyncStatusKind =
  /** Everything is at the server, as far as this device heard. */
  | 'saved'
  /** Something unsent is on its way or about to be. */
  | 'sending'
  /** No line; work goes on. */
  | 'offline'
  /** A refused attempt waits for a person. */
  | 'needs_you'
  /** The sign-in ended; everything stays usable, nothing is sent until somebody signs in. */
  | 'login_required'
  /** The workspace is read-only; what is unsent is kept and sent when it is active again. */
  | 'suspended'
  /** The server wants a newer app. */
  | 'upgrade_required'
  /** The server was set back to a backup; this device pulls everything anew and gives back what it lost. */
  | 'restored'
  /** This account no longer belongs to the workspace; what was unsent was handed over. */
  | 'removed'
  /** The workspace was deleted; an export is offered before the device forgets it. */
  | 'gone'
  /** The device has no room; nothing that was stored is lost. */
  | 'storage_full'
  /** The first download has not ended; `usable` says whether this week is there already. */
  | 'first_pull';

export interface SyncStatus {
  readonly kind: SyncStatusKind;
  /** Documents changed here that the server has not acknowledged. */
  readonly unsent: number;
  /** Refused attempts that wait for a person. */
  readonly attention: number;
  /** Values that lost a merge and wait for an eye. */
  readonly reviews: number;
  /** What removed members' devices handed over and waits for this administrator; absent where there is none. */
  readonly quarantined?: number;
  /** Instant of the last complete exchange with the server, where there was one. */
  readonly savedAt?: string;
  /** Until everything was pulled once, whatever interrupted it: how much is complete, of how much. */
  readonly progress?: FirstPullProgress;
  /** After the server was set back to a backup, until a person has read what became of it. */
  readonly givingBack?: GivingBack;
}

export interface GivingBack {
  /** Instant of the last change that the server still knew; absent where it could not tell. */
  readonly to?: string;
  /** How many documents wait to be given back; absent until everything was pulled anew. */
  readonly left?: number;
  readonly given: number;
  /** How many of the given the server would not take from this person: an administrator decides about them. */
  readonly handed: number;
  readonly isOver: boolean;
}

export interface FirstPullProgress {
  readonly done: number;
  readonly of: number;
  /** This week, the open pours and everything small are there; the rest of the window is still to come. */
  readonly usable: boolean;
  /** What has not even its near part here yet. */
  readonly far: readonly CollectionName[];
}

/** Before a workspace has counted what it holds: nothing is claimed. */
export const OPENING: SyncStatus = { kind: 'first_pull', unsent: 0, attention: 0, reviews: 0 };
export const NOTHING_YET: SyncStatus = { kind: 'saved', unsent: 0, attention: 0, reviews: 0 };
