import { useEffect, useState } from 'react';
import { slugFault, type SlugFault } from 'shared/domain/accounts/slug.ts';
import type { AccountCalls } from './account-calls.ts';

export type SlugState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fault'; readonly fault: SlugFault }
  | { readonly kind: 'checking' }
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly suggestion?: string | undefined }
  /** Nobody could be asked; the server decides when the form is sent. */
  | { readonly kind: 'unknown' };

async function ask(slug: string, calls: Pick<AccountCalls, 'checkSlug'>): Promise<SlugState> {
  try {
    const { available, suggestion } = await calls.checkSlug(slug);
    return available ? { kind: 'free' } : { kind: 'taken', suggestion };
  } catch {
    return { kind: 'unknown' };
  }
}

/** Long enough that a person who types is not asked about after every letter. */
const PAUSE_MS = 350;

/** Whether a workspace may have this address: its shape at once, whether it is free after a pause in typing. */
export function useSlugCheck(slug: string, calls: Pick<AccountCalls, 'checkSlug'>): SlugState {
  const [answer, setAnswer] = useState<{ readonly slug: string; readonly state: SlugState }>();
  const fault = slug === '' ? undefined : slugFault(slug);
  useEffect(() => {
    if (slug === '' || fault !== undefined) return undefined;
    let isStale = false;
    const timer = setTimeout(() => {
      void ask(slug, calls).then((state) => !isStale && setAnswer({ slug, state }));
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [slug, fault, calls]);
  if (slug === '') return { kind: 'empty' };
  if (fault !== undefined) return { kind: 'fault', fault };
  return answer?.slug === slug ? answer.state : { kind: 'checking' };
}
