import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { badge, demoLogin, fillSignIn, signIn } from './harness/people.ts';

const server = inject('server');
const PASSWORD = 'the pump truck is late again';

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

describe('accounts', () => {
  let desk: BrowserWindow;
  beforeAll(async () => {
    desk = await openWindow();
  });
  afterAll(() => desk.discard());

  it('says at the door what is wrong with a new workspace, and opens it when all is right', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/sign-up`);
    await field(page, 'Company').fill('Núñez & Sons Concrete');
    await expect.poll(() => field(page, 'Workspace address').inputValue()).toBe('nunez-sons-concrete');

    await field(page, 'Workspace address').fill('-nope');
    await page.getByText('Start and end with a letter or a digit.').waitFor();
    await field(page, 'Workspace address').fill('not good!');
    await page.getByText('Use only small letters a to z, digits and hyphens.').waitFor();
    await field(page, 'Workspace address').fill('demo');
    await page.getByText('This address is taken.', { exact: false }).waitFor();
    await field(page, 'Workspace address').fill('nunez');
    await page.getByText('nunez is free').waitFor();

    await field(page, 'Your name').fill('Ana Núñez');
    await field(page, 'Email').fill('ana at nunez');
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByText('6 more characters').waitFor();
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await page.getByText('This does not look like an email address.').waitFor();
    await field(page, 'Email').fill('ana@nunez.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByText('Long enough').waitFor();
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await page.waitForURL('**/w/nunez/**');
    await badge(page, /^Saved$/);
    expect(desk.complaints).toEqual([]);
  });

  it('answers a wrong password, a wrong person and a wrong workspace with the same words', async () => {
    const stranger = await openWindow();
    const words = /Workspace, email and password do not match/;
    for (const wrong of [
      { workspace: 'demo', email: 'viewer@demo.example', password: 'not this one' },
      { workspace: 'demo', email: 'nobody@demo.example', password: PASSWORD },
      { workspace: 'no-such-place', email: 'viewer@demo.example', password: PASSWORD },
    ]) {
      await stranger.page.goto(`${server.url}/sign-in`);
      await fillSignIn(stranger.page, wrong);
      await stranger.page.getByRole('alert').filter({ hasText: words }).waitFor();
      expect(new URL(stranger.page.url()).pathname).toBe('/sign-in');
    }
    expect(stranger.complaints).toEqual([]);
    await stranger.discard();
  });

  it('lets an administrator add somebody by a link, and shows them out again at once', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/w/nunez/settings?section=team`);
    await page.getByRole('button', { name: 'Add a member' }).click();
    const dialog = page.getByRole('dialog');
    await field(page, 'Name').fill('Leo Prado');
    await field(page, 'Email').fill('leo@nunez.example');
    await dialog.getByRole('radio', { name: /^Scheduler/ }).check();
    await dialog.getByRole('button', { name: 'Add and make a link' }).click();
    const link = await field(page, 'Link').inputValue();
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

    const leo = await openWindow();
    await leo.page.goto(link);
    await leo.page.getByRole('heading', { name: 'Welcome to Núñez & Sons Concrete' }).waitFor();
    await leo.page.getByLabel('Password', { exact: true }).fill('a wheelbarrow full of gravel');
    await leo.page.getByRole('button', { name: 'Set password and open' }).click();
    await leo.page.waitForURL('**/w/nunez/**');
    await badge(leo.page, /^Saved$/);

    // A link works once.
    const third = await openWindow();
    await third.page.goto(link);
    await third.page.getByText('This link does not work any more').waitFor();
    expect(third.complaints).toEqual([]);
    await third.discard();

    await page.getByRole('button', { name: 'More about Leo Prado' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: 'Remove' })
      .click();
    await page.getByText('Leo Prado no longer belongs to the workspace').waitFor();
    // Their next exchange tells them, whatever token they hold.
    await leo.page.reload();
    await leo.page.getByText(/Your access to .* has ended/).waitFor();
    expect(leo.complaints).toEqual([]);
    await leo.discard();
    expect(desk.complaints).toEqual([]);
  });

  it('ends a session on another device at once, and keeps what was not sent until the next sign-in', async () => {
    const login = demoLogin('viewer', server.password);
    const here = await openWindow();
    const there = await openWindow({ screen: 'tablet' });
    await signIn(here.page, server.url, login);
    await signIn(there.page, server.url, login);
    await here.page.goto(`${server.url}/w/demo/settings?section=team`);
    const others = here.page.getByRole('button', { name: /^End the session on/ });
    await others.first().click();
    await here.page.getByText('The session has ended').waitFor();
    await there.page.reload();
    await badge(there.page, /^Sign in$/);
    await there.page
      .getByRole('grid')
      .or(there.page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor();
    for (const device of [here, there]) {
      expect(device.complaints).toEqual([]);
      await device.discard();
    }
  });
});
