import { createContext, type ReactNode } from 'react';

/** The badge, for screens that draw their own bar: the app hands it to them as a slot. */
export const SyncBadgeContext = createContext<ReactNode>(null);
