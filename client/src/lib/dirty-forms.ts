import { useEffect, useId } from 'react';

const dirty = new Set<string>();
const listeners = new Set<() => void>();

function change(apply: () => void): void {
  apply();
  for (const listener of listeners) listener();
}

/** Whether anything typed on this page is not saved yet. */
export const hasDirtyForm = (): boolean => dirty.size > 0;

export function onDirtyForms(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The answer says that the form is clean again. */
export function markDirty(form: string): () => void {
  change(() => dirty.add(form));
  return () => change(() => dirty.delete(form));
}

/** While `isDirty`, the page is not reloaded by an update. */
export function useDirtyForm(isDirty: boolean): void {
  const form = useId();
  useEffect(() => (isDirty ? markDirty(form) : undefined), [form, isDirty]);
}
