import { createContext, useContext, type ReactNode } from 'react';
import type { RecordRef } from './record-words.ts';

export interface RecordPart extends RecordRef {
  /** Only this part of the record at first. */
  readonly unit?: string;
  /** It is asked for from within something that covers the work: it opens above that. */
  readonly isOver?: boolean;
}

/**
 * What is offered for a record wherever it is shown, as a small button beside its title: its history. The app fills
 * it, since no feature knows another.
 */
export const RecordToolsContext = createContext<(part: RecordPart) => ReactNode>(() => null);

export const useRecordTools = (): ((part: RecordPart) => ReactNode) => useContext(RecordToolsContext);
