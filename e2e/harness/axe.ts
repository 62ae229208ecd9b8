import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const THEMES = ['light', 'night', 'sun'] as const;

/** As many elements of one rule as help to find the cause. */
const MOST_NODES = 3;

/**
 * What axe finds on the screen in sight: every rule once, and the contrast again in each of the other themes, where
 * nothing but colours differs. One question to the page; axe itself comes in once for as long as the page lives.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ themes, mostNodes }) => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(where: Document, options: object): Promise<AxeResults> };
      };
      const root = document.documentElement;
      const own = root.dataset['theme'];
      const found: string[] = [];
      for (const [index, theme] of themes.entries()) {
        root.dataset['theme'] = theme;
        await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
        const { violations } = await checker.run(document, {
          resultTypes: ['violations'],
          ...(index > 0 && { runOnly: ['color-contrast'] }),
        });
        for (const { id, nodes } of violations)
          for (const { target, html } of nodes.slice(0, mostNodes))
            found.push(`${theme}: ${id}: ${target.join(' ')} ${html.slice(0, 160)}`);
      }
      if (own !== undefined) root.dataset['theme'] = own;
      return found;
    },
    { themes: THEMES, mostNodes: MOST_NODES },
  );
}
