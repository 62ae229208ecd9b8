import { randomUUID } from 'node:crypto';
import type { AnyDocument, CollectionName } from 'shared/schema/collections.ts';
import { dayInZone } from 'shared/lib/days.ts';
import type { Database } from '../db/database.ts';
import { inAccounts, inJobs, inTenant, type Queries, type Scope } from '../db/scope.ts';
import { writeRows } from '../db/write-rows.ts';
import { companyOf, DEMO_WORKSPACE, type Company } from './company.ts';
import { lastEdits, type LastEdit } from './last-edits.ts';
import { demoChunks, demoUsers } from './make-demo.ts';
import type { CompanySize } from './scale.ts';
import { OFFICE_ZONE } from './time.ts';

export interface SeedOptions {
  readonly size: CompanySize;
  readonly nowMs: number;
  /** Of all demo users. */
  readonly password: string;
  readonly hashPassword: (password: string) => Promise<string>;
  /** Years of history in place of the size's own. */
  readonly years?: number;
  /** Ends the work between two statements; what was not whole is undone. */
  readonly interrupted?: AbortSignal;
}

/** Documents in one statement: large enough to be quick, small enough for memory. */
const BATCH = 2_000;

/**
 * Writes the demo company, once. The slug is written last, so nobody can sign in to half a company: where the start
 * was killed on the way, the next one goes on from the last step that is whole.
 */
export async function seedDemo(database: Database, options: SeedOptions): Promise<'seeded' | 'present'> {
  const { nowMs, size, years, interrupted } = options;
  if (await isSeeded(database)) return 'present';
  const today = dayInZone(nowMs, OFFICE_ZONE);
  const company = companyOf(size, today, { nowMs, ...(years === undefined ? {} : { years }) });
  // Hashing is slow by design and runs beside the writing.
  const hashes = Promise.all(demoUsers.map(() => options.hashPassword(options.password)));
  hashes.catch(() => undefined);
  await inAccounts(database, DEMO_WORKSPACE.id, insertWorkspace);
  const edits = await writeCompany(database, company, interrupted);
  await writeEdits(database, edits);
  const users = await hashes;
  await inAccounts(database, DEMO_WORKSPACE.id, async (tx) => {
    for (const [at, hash] of users.entries()) await insertPassword(tx, demoUsers[at]?.id ?? '', hash);
    await tx.query(
      'insert into directory.workspaces (slug, workspace_id) values ($1, $2) on conflict (slug) do nothing',
      [DEMO_WORKSPACE.slug, DEMO_WORKSPACE.id],
    );
  });
  return 'seeded';
}

/** Whether somebody can sign in to a workspace of that name: the demo company, or one that took the name before. */
const isSeeded = (database: Database): Promise<boolean> =>
  inAccounts(database, null, async (tx) => {
    const { rows } = await tx.query('select 1 from directory.workspaces where slug = $1', [
      DEMO_WORKSPACE.slug,
    ]);
    return rows.length > 0;
  });

async function insertWorkspace(tx: Queries): Promise<void> {
  const { id, slug, companyName } = DEMO_WORKSPACE;
  await tx.query(
    'insert into app.workspaces (tenant_id, slug, company_name) values ($1, $2, $3) on conflict do nothing',
    [id, slug, companyName],
  );
  for (const user of demoUsers) {
    await tx.query(
      'insert into app.users (tenant_id, id, email, name) values ($1, $2, $3, $4) on conflict do nothing',
      [id, user.id, user.email, user.name],
    );
    await tx.query(
      'insert into app.memberships (tenant_id, user_id, role) values ($1, $2, $3) on conflict do nothing',
      [id, user.id, user.role],
    );
  }
}

const insertPassword = (tx: Queries, userId: string, hash: string) =>
  tx.query(
    `insert into app.passwords (tenant_id, user_id, hash, changed_at) values ($1, $2, $3, now())
     on conflict (tenant_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [DEMO_WORKSPACE.id, userId, hash],
  );

/** All documents in one transaction, through the same triggers as everybody's. Gives the edits still to be made. */
function writeCompany(
  database: Database,
  company: Company,
  interrupted: AbortSignal | undefined,
): Promise<LastEdit[]> {
  return inJobs(database, DEMO_WORKSPACE.id, async (tx) => {
    // A busy machine may think about the next chunk for longer than a transaction is usually let idle.
    await tx.query('set local idle_in_transaction_session_timeout = 0');
    const { rows } = await tx.query<{ counter: number | string }>(
      'select counter from app.workspace_counters where tenant_id = $1',
      [tx.tenantId],
    );
    const before = Number(rows[0]?.counter ?? 0) > 0;
    const waiting = new Map<CollectionName, AnyDocument[]>();
    const edits: LastEdit[] = [];
    const flush = async (collection: CollectionName, atLeast: number): Promise<void> => {
      const documents = waiting.get(collection) ?? [];
      if (documents.length < atLeast) return;
      waiting.delete(collection);
      for (let at = 0; at < documents.length; at += BATCH)
        await writeRows(
          tx,
          collection,
          documents.slice(at, at + BATCH).map((document) => ({ document, stamps: {} })),
        );
    };
    for (const chunk of demoChunks(company)) {
      interrupted?.throwIfAborted();
      const changed = lastEdits(company, chunk);
      edits.push(...changed);
      // Written whole by a start that was killed later: only the edits are still wanted.
      if (before) continue;
      const earlier = new Map(changed.map((edit) => [edit.after.id, edit.before]));
      const list = waiting.get(chunk.collection) ?? [];
      for (const document of chunk.documents) list.push(earlier.get(document.id) ?? document);
      waiting.set(chunk.collection, list);
      await flush(chunk.collection, BATCH);
    }
    for (const collection of waiting.keys()) await flush(collection, 1);
    return edits;
  });
}

/** Each edit on behalf of who made it, in a session that is closed again. */
async function writeEdits(database: Database, edits: readonly LastEdit[]): Promise<void> {
  for (const [userId, own] of Map.groupBy(edits, ({ after }) => after.updatedBy)) {
    const scope: Scope = {
      tenantId: DEMO_WORKSPACE.id,
      userId,
      sessionId: randomUUID(),
      deviceId: randomUUID(),
    };
    await inAccounts(database, scope.tenantId, (tx) =>
      tx.query('insert into app.sessions (tenant_id, id, user_id, device_id) values ($1, $2, $3, $4)', [
        scope.tenantId,
        scope.sessionId,
        scope.userId,
        scope.deviceId,
      ]),
    );
    await inTenant(database, scope, 'write', async (tx) => {
      for (const [collection, of] of Map.groupBy(own, (edit) => edit.collection))
        await writeRows(
          tx,
          collection,
          of.map(({ after }) => ({ document: after, stamps: {} })),
        );
    });
    await inAccounts(database, scope.tenantId, (tx) =>
      tx.query(
        `update app.sessions set revoked_at = now(), revoked_reason = 'signed_out'
         where tenant_id = $1 and id = $2`,
        [scope.tenantId, scope.sessionId],
      ),
    );
  }
}
