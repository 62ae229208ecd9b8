import type { Page } from 'playwright-core';
import { PATIENCE_MS } from './browser.ts';

/** A whole company onto a device, on a busy machine. */
const FIRST_PULL_MS = 120_000;

export type DemoRole = 'owner' | 'admin' | 'scheduler' | 'foreman' | 'viewer';

export interface Login {
  readonly workspace: string;
  readonly email: string;
  readonly password: string;
}

export const demoLogin = (role: DemoRole, password: string): Login => ({
  workspace: 'demo',
  email: `${role}@demo.example`,
  password,
});

/** All is exchanged: what other people's merges left for this one to look at does not count as unfinished. */
export const AT_REST = /^(Saved|Guardado|Needs you \(\d+\)|Lo necesita \(\d+\))$/;

/** Through the door, as a person does it, until the workspace is on this device and the badge says so. */
export async function signIn(page: Page, url: string, login: Login): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await fillSignIn(page, login);
  await page.waitForURL(`**/w/${login.workspace}/**`);
  await badge(page, AT_REST, FIRST_PULL_MS);
}

export async function fillSignIn(page: Page, login: Login): Promise<void> {
  await page.getByLabel(/^(Workspace|Espacio de trabajo)$/).fill(login.workspace);
  await page.getByLabel(/^(Email|Correo)/).fill(login.email);
  await page.getByLabel(/^(Password|Contraseña)$/).fill(login.password);
  await page.getByRole('button', { name: /^(Sign in|Iniciar sesión|Entrar)$/ }).click();
}

/** Waits until the sync badge says so. */
export const badge = (page: Page, words: RegExp, timeout = PATIENCE_MS): Promise<void> =>
  page
    .getByRole('button', { name: words })
    .filter({ has: page.locator('[aria-live]') })
    .first()
    .waitFor({ timeout });
