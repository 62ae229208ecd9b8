import { useState } from 'react';
import type { TileValues } from './tile-values.ts';

export interface SheetDraft {
  readonly values: TileValues;
  readonly set: (name: string, value: string) => void;
  /** After saving, or when the person throws it away. */
  readonly clear: () => void;
}

export function useSheetDraft(_key: string, initial: TileValues): SheetDraft {
  const [values, setValues] = useState(initial);
  return {
    values,
    set: (name, value) => setValues((current) => ({ ...current, [name]: value })),
    clear: () => setValues(initial),
  };
}
