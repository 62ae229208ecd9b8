import type { Page } from 'playwright-core';

/**
 * Goes to a path within the app that is open, as a link does, and answers when the screen stands with its data and
 * nothing loads any more. A start of the app costs seconds: `page.goto` is for tests that are about one.
 */
export async function visit(page: Page, path: string): Promise<void> {
  const here = new URL(page.url());
  if (here.pathname + here.search === path) return;
  // What a screen keeps from one record to the next could be taken for the next one's.
  if (screenOf(here.pathname) === screenOf(path)) await show(page, elsewhere(path));
  await show(page, path);
}

/** `pours` of `/w/demo/pours/17?tab=plan`. */
const screenOf = (path: string): string | undefined => path.split(/[/?]/)[3];
const elsewhere = (path: string): string => path.replace(/^(\/w\/[^/]+\/).*/, '$1support');

async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    for (const gone of document.querySelectorAll('h1, [role="grid"]')) gone.setAttribute('data-left', '');
    history.pushState(null, '', to);
  }, path);
  await page.waitForFunction(
    () =>
      document.querySelector('h1:not([data-left]), [role="grid"]:not([data-left])') !== null &&
      document.querySelector('[data-left], [aria-busy="true"]') === null,
  );
}
