import { createContext, useContext } from 'react';
import type { RecordPart } from '../sync/record-tools.ts';

/** What can stand beside any screen. */
export type Panel = { readonly kind: 'review' } | ({ readonly kind: 'history' } & RecordPart);

export const OpenPanelContext = createContext<(panel: Panel) => void>(() => undefined);

export const useOpenPanel = (): ((panel: Panel) => void) => useContext(OpenPanelContext);
