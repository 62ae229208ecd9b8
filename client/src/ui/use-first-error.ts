import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** After a try that found something wrong, the first such field of the form has the focus: typing mends it. */
export function useFirstError(): {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly showFirst: () => void;
} {
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return { form, showFirst: useCallback(() => setTries((before) => before + 1), []) };
}
