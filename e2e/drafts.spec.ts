import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDevice, type Device } from './harness/browser.ts';
import { openLine, type Line } from './harness/line.ts';
import { OF_DEMO, askDatabase } from './harness/oracle.ts';
import { demoLogin, signIn } from './harness/people.ts';
import { askForUpdate, becomeInstalled, publishRelease, releaseOf } from './harness/release.ts';
import { openBoard } from './harness/truck-board.ts';
import { visit } from './harness/visit.ts';

const server = inject('server');

/** A form, how a person comes to it, and the box in it that is typed into. */
interface FormOnScreen {
  readonly name: string;
  readonly path: string;
  readonly open: (page: Page) => Promise<void>;
  readonly box: (page: Page) => Locator;
}

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const inDialog = (name: string | RegExp) => (page: Page) =>
  page.getByRole('dialog').getByRole('textbox', { name }).first();
const onPage = (name: string) => (page: Page) => page.getByRole('textbox', { name, exact: true }).first();

async function formsOnScreen(): Promise<readonly FormOnScreen[]> {
  const oracle = await askDatabase(server.databaseUrl);
  const { id: person } = await oracle.one(
    `select id from app.employees where ${OF_DEMO} and active is not false and not deleted order by name, id limit 1`,
  );
  const { id: pour } = await oracle.one(
    `select id from app.pours where ${OF_DEMO} and status = 'scheduled' and not deleted order by day desc, id limit 1`,
  );
  await oracle.close();
  const drawer = `roster?person=${String(person)}`;
  const settle = (): Promise<void> => Promise.resolve();
  return [
    { name: 'a pour', path: 'pours', open: press('New pour'), box: inDialog(/^Name/) },
    { name: 'a person', path: 'roster', open: press('Add person'), box: inDialog(/^Name/) },
    { name: 'a job', path: 'projects', open: press('Add job'), box: inDialog(/^Number/) },
    {
      name: 'a mix',
      path: 'settings?section=resources',
      open: press('Add mix'),
      box: inDialog(/^Name/),
    },
    { name: 'an absence', path: drawer, open: press('Enter absence'), box: onPage('Note optional') },
    { name: 'a certificate', path: drawer, open: settle, box: onPage('Certificate') },
    { name: 'a region', path: 'settings?section=regions', open: settle, box: onPage('Add region') },
    {
      name: 'a member',
      path: 'settings?section=team',
      open: press('Add a member'),
      box: inDialog(/^Email/),
    },
    {
      name: 'a reason',
      path: `pours/${String(pour)}`,
      open: async (page) => {
        await press('Other steps')(page);
        await page.getByRole('menuitem', { name: 'Put on hold' }).click();
      },
      box: inDialog(/^Note/),
    },
    {
      name: 'a note of the log',
      path: `pours/${String(pour)}/log`,
      // After a reload the sheet lies over the board again by itself.
      open: async (page) => {
        const sheet = page.getByRole('dialog');
        const button = page.getByRole('button', { name: 'Note', exact: true });
        await sheet.or(button).first().waitFor();
        if (!(await sheet.isVisible())) await button.click();
      },
      box: (page) => page.getByRole('dialog').getByRole('textbox').first(),
    },
  ];
}

/** How many forms a database of this device keeps something of, by its own table. */
const keptForms = (page: Page, ending = '-local'): Promise<number> =>
  page.evaluate(async (end) => {
    const name = (await indexedDB.databases()).find((one) => one.name?.endsWith(end))?.name;
    if (name === undefined) return 0;
    const db = await new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => done(opening.result));
      opening.addEventListener('error', () => failed(opening.error ?? new Error(name)));
    });
    const count = await new Promise<number>((done) => {
      const counting = db.transaction('drafts').objectStore('drafts').count();
      counting.addEventListener('success', () => done(counting.result));
    });
    db.close();
    return count;
  }, ending);

describe('what is typed and not saved', () => {
  let line: Line;
  let desk: Device;
  let forms: readonly FormOnScreen[];
  beforeAll(async () => {
    forms = await formsOnScreen();
    line = await openLine(server.url);
    desk = await openDevice();
    await signIn(desk.page, line.url, demoLogin('admin', server.password));
    await becomeInstalled(desk.page);
  });
  afterAll(async () => {
    await desk.discard();
    await line.close();
  });
  const show = (form: FormOnScreen): Promise<void> => visit(desk.page, `/w/demo/${form.path}`);
  const start = (form: FormOnScreen): Promise<unknown> => desk.page.goto(`${line.url}/w/demo/${form.path}`);

  it('is in every form again after the battery died, with nobody at the address', async () => {
    for (const [at, form] of forms.entries()) {
      await show(form);
      await form.open(desk.page);
      await form.box(desk.page).fill(`typed into ${form.name}`);
      await expect.poll(() => keptForms(desk.page), { timeout: 20_000 }).toBe(at + 1);
    }
    await desk.page.goto(`${line.url}/sign-up`);
    await desk.page.getByRole('textbox', { name: 'Company' }).fill('Típica & Daughters');
    await expect.poll(() => keptForms(desk.page, 'planning-ops-device'), { timeout: 20_000 }).toBe(1);

    await line.cut();
    const { profile } = desk;
    await desk.crash();
    desk = await openDevice({ profile });
    for (const [at, form] of forms.entries()) {
      await (at === 0 ? start(form) : show(form));
      await form.open(desk.page);
      await expect
        .poll(() => form.box(desk.page).inputValue(), { timeout: 20_000, message: form.name })
        .toBe(`typed into ${form.name}`);
    }
    await desk.page.goto(`${line.url}/sign-up`);
    const company = desk.page.getByRole('textbox', { name: 'Company' });
    await expect.poll(() => company.inputValue(), { timeout: 20_000 }).toBe('Típica & Daughters');
    expect(desk.complaints).toEqual([]);
  }, 300_000);

  it('is forgotten when the form is given up', async () => {
    const [pour] = forms;
    if (!pour) throw new Error('no forms');
    await start(pour);
    await pour.open(desk.page);
    const before = await keptForms(desk.page);
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => keptForms(desk.page)).toBe(before - 1);
  });

  it('is never taken by a new release, whoever asks for it and wherever it is typed', async () => {
    await line.mend();
    const [, person] = forms;
    if (!person) throw new Error('no forms');
    await start(person);
    publishRelease(line, 2);
    expect(await askForUpdate(desk.page)).toBe('waits');
    await person.open(desk.page);
    const other = await desk.context.newPage();
    await other.goto(`${line.url}/w/demo/projects`);
    await other.getByRole('button', { name: 'Update' }).click();
    // The tab that asked has the new release; the one in which somebody types goes on with the old one.
    await expect.poll(() => releaseOf(other).catch(() => 0), { timeout: 20_000 }).toBe(2);
    expect(await releaseOf(desk.page)).toBe(0);
    expect(await person.box(desk.page).inputValue()).toBe(`typed into ${person.name}`);
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => releaseOf(desk.page).catch(() => 0), { timeout: 20_000 }).toBe(2);
    await other.close();
    await openBoard(
      desk.page,
      line.url,
      (/pours\/([^/]+)\/log/.exec(forms.at(-1)?.path ?? '') ?? [])[1] ?? '',
    );
    expect(desk.complaints).toEqual([]);
  });
});
