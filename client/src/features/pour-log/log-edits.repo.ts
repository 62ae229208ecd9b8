import type { Edit } from '../../sync/write.ts';
import { changedFields } from './apply-change.ts';
import type { LogChange } from './log-changes.ts';

type ChangeFor = (current: object | undefined) => LogChange;

/** A change names its collection and its fields as data: the one place where they meet the documents' types. */
const editOf = ({ collection, id }: LogChange, changeFor: ChangeFor): Edit => ({
  collection,
  id,
  change: (current: object | undefined) => changedFields(current, changeFor(current)),
});

/** One step of the log as edits that the workspace writes together. */
export const editsOf = (changes: readonly LogChange[]): Edit[] =>
  changes.map((change) => editOf(change, () => change));

/** The way back, worked out from what the document says when it is taken. */
export const reverseEdits = (change: LogChange, reverse: ChangeFor): Edit[] => [editOf(change, reverse)];
