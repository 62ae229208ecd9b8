import { useCallback, useEffect, useState } from 'react';
import { ApiProblem } from '../../sync/api.ts';

export type Answer<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'no line' }
  | { readonly kind: 'refused'; readonly code: string; readonly why: string };

/** Something that only the server knows, asked for when it is looked at. */
export function useServerAnswer<T>(ask: () => Promise<T>): readonly [Answer<T>, () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ kind: 'asking' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isStale = false;
    void (async () => {
      const next = await ask().then(
        (value): Answer<T> => ({ kind: 'answered', value }),
        (error: unknown): Answer<T> =>
          error instanceof ApiProblem
            ? { kind: 'refused', code: error.code, why: error.detail ?? error.message }
            : { kind: 'no line' },
      );
      if (!isStale) setAnswer(next);
    })();
    return () => {
      isStale = true;
    };
  }, [ask, turn]);
  return [answer, useCallback(() => setTurn((before) => before + 1), [])];
}
