import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { OpenSheet } from './log-actions.ts';
import type { TileValues } from './tile-values.ts';

/** The sheet that is open over one pour's board and what was typed into it so far. */
export interface KeptSheet {
  readonly sheet: OpenSheet;
  readonly values: TileValues;
}

const formOf = (pourId: string): string => `pour-log ${pourId}`;

const isKept = (values: unknown): values is KeptSheet =>
  typeof values === 'object' && values !== null && 'sheet' in values && 'values' in values;

export async function keptSheet(db: WorkspaceDb, pourId: string): Promise<KeptSheet | undefined> {
  const draft = await db.local.drafts.get(formOf(pourId));
  return isKept(draft?.values) ? draft.values : undefined;
}

/** A draft that a full device cannot keep stops nobody: it still stands on the screen, and saving it says what is wrong. */
const asFarAsPossible = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined);
};

export const keepSheet = (db: WorkspaceDb, pourId: string, kept: KeptSheet, at: string): Promise<void> =>
  asFarAsPossible(db.local.drafts.put({ form: formOf(pourId), values: kept, at }));

export const forgetSheet = (db: WorkspaceDb, pourId: string): Promise<void> =>
  asFarAsPossible(db.local.drafts.delete(formOf(pourId)));
