import { createContext, useContext, useRef, useState } from 'react';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import type { TileValues } from './tile-values.ts';

/** Where the open sheet keeps what is typed into it, so that a reload or an empty battery loses nothing. */
export interface SheetKeeper {
  /** What was typed before the page went away; absent for a sheet that was opened by hand. */
  readonly restored: TileValues | undefined;
  readonly keep: (values: TileValues) => void;
}

export const SheetKeeperContext = createContext<SheetKeeper>({
  restored: undefined,
  keep: () => undefined,
});

export interface SheetDraft {
  readonly values: TileValues;
  readonly set: (name: string, value: string) => void;
}

export function useSheetDraft(initial: TileValues): SheetDraft {
  const keeper = useContext(SheetKeeperContext);
  const [values, setValues] = useState<TileValues>({ ...initial, ...keeper.restored });
  const [isDirty, setDirty] = useState(keeper.restored !== undefined);
  const latest = useRef(values);
  useDirtyForm(isDirty);
  return {
    values,
    set: (name, value) => {
      latest.current = { ...latest.current, [name]: value };
      setValues(latest.current);
      setDirty(true);
      keeper.keep(latest.current);
    },
  };
}
