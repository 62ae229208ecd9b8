import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openWindow, PATIENCE_MS, type BrowserWindow } from './harness/browser.ts';
import { foundCompany } from './harness/company.ts';
import { signIn } from './harness/people.ts';
import { weekGrid } from './harness/week-grid.ts';

const server = inject('server');

describe('two people in one week', () => {
  let desk: BrowserWindow;
  let other: BrowserWindow;
  beforeEach(async () => {
    [desk, other] = [await openWindow(), await openWindow()];
  });
  afterEach(async () => {
    await desk.discard();
    await other.discard();
    const complaints = [...desk.complaints, ...other.complaints];
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });

  it('W1 W7 W9 see each other, and each other’s cell, until one of them goes', async () => {
    const company = await foundCompany(server.url);
    const dana = await company.addMember('scheduler', 'Dana Kim');
    const week = `${server.url}/w/${company.slug}/schedule`;
    await signIn(desk.page, server.url, company.owner);
    await desk.page.goto(week);
    await signIn(other.page, server.url, dana.login);
    await other.page.goto(week);
    const faces = (device: BrowserWindow, name: RegExp) => device.page.getByRole('button', { name });
    await faces(desk, /^Here too: Dana Kim$/).waitFor();
    await faces(other, /^Here too: Olga Owner$/).waitFor();

    const [mine, theirs] = [weekGrid(desk.page), weekGrid(other.page)];
    await theirs.click('Cruz, M.', 'wed');
    const ring = mine.grid.getByRole('img', { name: 'Dana Kim', exact: true });
    await ring.waitFor();
    const [around, cell] = [await ring.boundingBox(), await mine.cell('Cruz, M.', 'wed').boundingBox()];
    expect(around?.x).toBeCloseTo(cell?.x ?? 0, 0);
    expect(around?.y).toBeCloseTo(cell?.y ?? 0, 0);
    // Nothing is kept from anybody: the same cell is written here.
    await mine.type('Cruz, M.', 'wed', '2418');
    await expect.poll(() => theirs.read('Cruz, M.', 'wed'), { timeout: PATIENCE_MS }).toContain('2418');

    await other.page.goto(`${server.url}/w/${company.slug}/pours`);
    await ring.waitFor({ state: 'detached' });
    await faces(desk, /^1 other person is online$/).click();
    await desk.page.getByText('Dana Kim').waitFor();
    await desk.page.keyboard.press('Escape');
    await other.page.close();
    await faces(desk, /online$/).waitFor({ state: 'detached' });
  });
});
