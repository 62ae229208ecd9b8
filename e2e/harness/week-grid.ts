import type { Locator, Page } from 'playwright-core';

export const DAY_COLUMNS = { mon: 2, tue: 3, wed: 4, thu: 5, fri: 6, sat: 7, sun: 8 } as const;
export type DayName = keyof typeof DAY_COLUMNS;

/** The week grid as a person meets it: names at the left, the first week open into its days. */
export interface WeekGrid {
  readonly grid: Locator;
  row(name: string): Locator;
  cell(name: string, day: DayName): Locator;
  /** What somebody does on a day, without the marks of clashes and notes. */
  read(name: string, day: DayName): Promise<string>;
  click(name: string, day: DayName): Promise<void>;
  /** Types over a cell and takes it with Enter. */
  type(name: string, day: DayName, text: string): Promise<void>;
  /** Selects from one cell to another with Shift. */
  select(from: readonly [string, DayName], to: readonly [string, DayName]): Promise<void>;
  /** Goes so many weeks on, or back. */
  go(weeks: number): Promise<void>;
}

export function weekGrid(page: Page): WeekGrid {
  const grid = page.getByRole('grid', { name: /names down|nombres/i });
  // A crew's own line is named by its fold button as well; a person's short name stands in exactly one row.
  const row = (name: string): Locator =>
    grid.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  const cell = (name: string, day: DayName): Locator =>
    row(name).locator(`[role="gridcell"][aria-colindex="${DAY_COLUMNS[day]}"]`);
  const click = (name: string, day: DayName, shift = false): Promise<void> =>
    cell(name, day).click({ position: { x: 8, y: 10 }, ...(shift && { modifiers: ['Shift'] }) });
  return {
    grid,
    row,
    cell,
    read: async (name, day) =>
      (await cell(name, day).innerText())
        .replaceAll(/\s+/g, ' ')
        .replace(/( ?(clash|Note))+$/, '')
        .trim(),
    click,
    async type(name, day, text) {
      await click(name, day);
      await page.keyboard.type(text);
      await page.getByRole('combobox', { name: /Job number|Número/ }).waitFor();
      await page.keyboard.press('Enter');
    },
    async select(from, to) {
      await click(...from);
      await click(...to, true);
    },
    async go(weeks) {
      const name = weeks > 0 ? /^(Next week|Semana siguiente)$/ : /^(Week before|Semana anterior)$/;
      for (let step = 0; step < Math.abs(weeks); step += 1) await page.getByRole('button', { name }).click();
    },
  };
}
