import type { DraftStore } from '../../lib/form-draft.ts';

const keyOf = (form: string): string => `draft ${form}`;

/** Before anybody is signed in there is no database of theirs: what is typed at the door is kept beside the preferences. */
export const doorDrafts: DraftStore = {
  read: async (form) => {
    const kept = localStorage.getItem(keyOf(form));
    return kept === null ? undefined : (JSON.parse(kept) as unknown);
  },
  write: async (form, values) => localStorage.setItem(keyOf(form), JSON.stringify(values)),
  remove: async (form) => localStorage.removeItem(keyOf(form)),
};
