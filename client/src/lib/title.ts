import { useEffect } from 'react';

/** From the particular to the general: one pour, the screen that shows it, the company. */
type Level = 'subject' | 'screen' | 'place';

const said: Partial<Record<Level, string>> = {};

/** "118 Riverside deck · Pours · Tri-County Concrete"; what says the same as its neighbour is said once. */
export const titleOf = ({ subject, screen, place }: Readonly<Partial<Record<Level, string>>>): string =>
  [...new Set([subject, screen, place ?? 'Planning Ops'])].filter(Boolean).join(' · ');

/** What stands in the title of the window while this component is on screen: in tabs, in the history, read aloud. */
export function useTitle(level: Level, words: string | undefined): void {
  useEffect(() => {
    if (words === undefined) return undefined;
    said[level] = words;
    document.title = titleOf(said);
    return () => {
      // The next screen may have spoken already.
      if (said[level] === words) delete said[level];
      document.title = titleOf(said);
    };
  }, [level, words]);
}
