import type { DraftStore } from './form-draft.ts';

const entry = (form: string): string => `draft:${form}`;

/** Drafts of forms that stand before any workspace is open. Never a password. */
export const localDrafts: DraftStore = {
  read: async (form) => {
    const stored = globalThis.localStorage.getItem(entry(form));
    return stored === null ? undefined : (JSON.parse(stored) as unknown);
  },
  write: async (form, values) => globalThis.localStorage.setItem(entry(form), JSON.stringify(values)),
  remove: async (form) => globalThis.localStorage.removeItem(entry(form)),
};
