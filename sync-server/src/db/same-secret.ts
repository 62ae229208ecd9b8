import { hkdfSync } from 'node:crypto';
import type { ClientBase } from 'pg';
import pg from 'pg';
import { connectionFor } from './address.ts';
import { roleName } from './roles.ts';

/**
 * Sign-ins, passwords, checkpoints and the passwords of our roles are all made of SECRET_KEY. A node with another one
 * would lock the others out of the database, and let nobody sign in who did before: it does not start.
 */
export class OtherSecret extends Error {
  override readonly name = 'OtherSecret';
  constructor() {
    super(
      'SECRET_KEY is not the one that this database is used with: every node, and whoever brings a backup back, needs the same',
    );
  }
}

const INVALID_PASSWORD = '28P01';

/** Asked before our roles are touched: can one of them still be signed in as with a password made of this secret? */
export async function refuseOtherNodesSecret(
  admin: ClientBase,
  url: string,
  prefix: string,
  secretKey: string,
): Promise<void> {
  const { rowCount } = await admin.query('select from pg_catalog.pg_roles where rolname = $1', [
    roleName(prefix, 'migrator'),
  ]);
  if (rowCount === 0) return;
  const probe = new pg.Client(connectionFor(url, prefix, 'migrator', secretKey));
  probe.on('error', () => {});
  try {
    await probe.connect();
  } catch (error) {
    if ((error as { code?: string }).code === INVALID_PASSWORD) throw new OtherSecret();
    // Whatever else is wrong comes up again, with its own words, once the roles are up to date.
  } finally {
    await probe.end().catch(() => {});
  }
}

const fingerprintOf = (secretKey: string): string =>
  Buffer.from(hkdfSync('sha256', secretKey, '', 'fingerprint of the secret key', 16)).toString('hex');

/** Remembered beside the migrations, as their owner: a copy of the database in another cluster knows its secret too. */
export async function refuseOtherSecret(owner: ClientBase, secretKey: string): Promise<void> {
  await owner.query(
    'create table if not exists migrations.secret_key (is_only boolean primary key default true check (is_only), fingerprint text not null)',
  );
  await owner.query('insert into migrations.secret_key (fingerprint) values ($1) on conflict do nothing', [
    fingerprintOf(secretKey),
  ]);
  const { rows } = await owner.query<{ fingerprint: string }>(
    'select fingerprint from migrations.secret_key',
  );
  if (rows[0]?.fingerprint !== fingerprintOf(secretKey)) throw new OtherSecret();
}
