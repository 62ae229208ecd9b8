import type { Page } from 'playwright-core';

/** A load as a test wants it logged. */
export interface LoadPlan {
  readonly truck: string;
  readonly ticket: string;
  /** As it is typed into the ticket: `06:41`; absent: now. */
  readonly batched?: string;
  readonly end: 'done' | 'reject' | 'over';
}

export const openBoard = async (page: Page, url: string, pourId: string, slug = 'demo'): Promise<void> => {
  await page.goto(`${url}/w/${slug}/pours/${pourId}/log`);
  await page.getByRole('button', { name: 'Load', exact: true }).waitFor();
};

/** From the ticket in the hand to the empty truck, one tap after the other. */
export async function logLoad(page: Page, load: LoadPlan): Promise<void> {
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: /^Truck/ }).fill(load.truck);
  await sheet.getByRole('textbox', { name: /^Ticket/ }).fill(load.ticket);
  if (load.batched !== undefined) await sheet.getByRole('textbox', { name: /^Batched/ }).fill(load.batched);
  await sheet.getByRole('button', { name: 'Arrived now' }).click();
  await sheet.waitFor({ state: 'hidden' });
  const onSite = page.getByRole('region', { name: 'On site' });
  const card = onSite.getByRole('listitem').filter({ hasText: load.truck });
  await card.waitFor();
  if (load.end === 'reject') {
    await card.getByRole('button', { name: /^Reject load/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Slump', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reject: / })
      .click();
  } else {
    await card.getByRole('button', { name: /^Start discharge/ }).click();
    await card.getByRole('button', { name: /^Done: load/ }).click();
  }
  await page
    .getByRole('region', { name: 'Done' })
    .getByRole('listitem')
    .filter({ hasText: load.truck })
    .waitFor();
  if (load.end === 'over') {
    const done = page
      .getByRole('region', { name: 'Done' })
      .getByRole('listitem')
      .filter({ hasText: load.truck });
    await done.getByRole('button', { name: /^Waive the limit/ }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('R. Ortiz');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Waived by/ })
      .click();
  }
}
