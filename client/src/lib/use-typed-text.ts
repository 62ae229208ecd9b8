import { useCallback, useEffect, useRef, useState } from 'react';
import { useDirtyForm } from './dirty-forms.ts';

/** So long after the last key a text is saved by itself, ms: nothing typed is lost to a crash or an empty battery. */
const PAUSE_MS = 700;

/**
 * A text that is saved while it is typed: after a pause, on leaving the box, on leaving the page. What arrives from
 * elsewhere shows at once, unless somebody is typing here.
 */
export function useTypedText(
  saved: string,
  isFocused: boolean,
  onSave: (text: string) => void,
): { readonly text: string; readonly type: (text: string) => void; readonly flush: () => void } {
  const [typed, setTyped] = useState<string>();
  useDirtyForm(typed !== undefined && typed !== saved);
  const latest = useRef({ typed, saved, onSave });
  useEffect(() => {
    latest.current = { typed, saved, onSave };
  });
  const flush = useCallback(() => {
    const { typed: waiting, saved: before, onSave: save } = latest.current;
    if (waiting !== undefined && waiting !== before) save(waiting);
  }, []);
  useEffect(() => {
    if (typed === undefined) return undefined;
    const timer = setTimeout(flush, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, flush]);
  useEffect(() => {
    globalThis.addEventListener('pagehide', flush);
    return () => {
      globalThis.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  useEffect(() => {
    if (!isFocused && typed === saved) setTyped(undefined);
  }, [isFocused, typed, saved]);
  return { text: typed ?? saved, type: setTyped, flush };
}
