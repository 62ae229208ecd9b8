import { createContext, useContext, type ReactNode } from 'react';
import { EMPTY, of, type Observable } from 'rxjs';
import type { Role } from 'shared/domain/permissions.ts';
import type { RevMark } from 'shared/history/rev-mark.ts';
import { uuidv7, type RandomBytes } from 'shared/lib/ids.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Api } from './api.ts';
import { makeBlobs, type Blobs } from './blobs.ts';
import type { Clock } from './clock.ts';
import { NOBODY_ELSE, type Presence } from './presence.ts';
import { NOTHING_YET, type SyncStatus } from './status.ts';
import { redo, undo, undoState, type Undone, type UndoState } from './undo.ts';
import { saveAll, type Edit } from './write.ts';

export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Where a scheduler may write; absent: everywhere. */
  readonly regionIds?: readonly string[];
}

export interface WorkspaceInfo {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: 'active' | 'suspended';
}

export interface SaveOptions {
  /** Told in the log: this write takes something back. */
  readonly mark?: RevMark;
  /** Hears how many records are written already. */
  readonly onProgress?: (done: number) => void;
}

export interface WorkspaceSync {
  readonly status$: Observable<SyncStatus>;
  /** Pushes and pulls now instead of at the next occasion. */
  checkNow(): void;
  /** Compares what this device holds with the server now. */
  compareNow(): void;
  /** Pulls a collection from its start; nothing unsent is lost by it. */
  startOver(collection: CollectionName): Promise<void>;
}

/** Everything that a screen works with: the person, the place, the data. It works the same with no server at all. */
export interface Workspace {
  readonly db: WorkspaceDb;
  readonly user: WorkspaceUser;
  readonly workspace: WorkspaceInfo;
  /** Corrected by the server's clock. */
  readonly clock: Clock;
  newId(): string;
  /** One step of undo, however many documents it changes. */
  saveAll(label: string, edits: readonly Edit[], options?: SaveOptions): Promise<void>;
  undo(): Promise<Undone | undefined>;
  redo(): Promise<Undone | undefined>;
  readonly undoState$: Observable<UndoState>;
  readonly sync: WorkspaceSync;
  /** Who else is online, and where. */
  readonly presence: Presence;
  readonly api: Api;
  /** Photos, signatures and sealed logs, which records name by their hash. */
  readonly blobs: Blobs;
}

export interface WorkspaceParts {
  readonly db: WorkspaceDb;
  readonly user: WorkspaceUser;
  readonly workspace: WorkspaceInfo;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly api: Api;
  readonly sync?: WorkspaceSync;
  readonly blobs?: Blobs;
  readonly presence?: Presence;
}

const NO_SYNC: WorkspaceSync = {
  status$: of(NOTHING_YET),
  checkNow: () => undefined,
  compareNow: () => undefined,
  startOver: () => Promise.resolve(),
};

/**
 * Screens show an edit before it is stored. An undo asked for in between means that very edit: it waits for what is
 * being written, and so does the next undo for this one.
 */
function inTurn() {
  const writes = new Set<Promise<unknown>>();
  const during = <T,>(write: Promise<T>): Promise<T> => {
    const settled: Promise<boolean> = write.then(
      () => writes.delete(settled),
      () => writes.delete(settled),
    );
    writes.add(settled);
    return write;
  };
  const afterwards = <T,>(turn: () => Promise<T>): Promise<T> => during(Promise.all(writes).then(turn));
  return { during, afterwards };
}

export function makeWorkspace(parts: WorkspaceParts): Workspace {
  const { db, user, workspace, clock, random, api, sync, presence } = parts;
  const writing = { db, author: { userId: user.id, now: () => clock.now(), random } };
  const { during, afterwards } = inTurn();
  return {
    db,
    user,
    workspace,
    clock,
    api,
    sync: sync ?? NO_SYNC,
    blobs: parts.blobs ?? makeBlobs({ db, clock }),
    presence: presence ?? NOBODY_ELSE,
    newId: () => uuidv7(clock.now(), random),
    saveAll: (label, edits, { mark, onProgress } = {}) =>
      during(saveAll({ db, author: { ...writing.author, ...(mark && { mark }) } }, label, edits, onProgress)),
    undo: () => afterwards(() => undo(writing)),
    redo: () => afterwards(() => redo(writing)),
    undoState$: db.collections.length > 0 ? undoState(db) : EMPTY,
  };
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function WorkspaceProvider({ value, children }: { value: Workspace; children: ReactNode }) {
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new Error('No workspace is open here');
  return workspace;
}
