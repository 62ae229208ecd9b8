import type { Database } from './db/database.ts';
import { inAccounts } from './db/scope.ts';
import { DEMO_USERS, DEMO_WORKSPACE } from './demo/company.ts';

/** The demo workspace and its five people, where they are not there yet. Two starts at once end with one of it. */
export async function foundDemoCompany(database: Database): Promise<void> {
  const { id, slug, companyName } = DEMO_WORKSPACE;
  await inAccounts(database, id, async (tx) => {
    await tx.query(
      'insert into directory.workspaces (slug, workspace_id) values ($1, $2) on conflict do nothing',
      [slug, id],
    );
    await tx.query(
      'insert into app.workspaces (tenant_id, slug, company_name) values ($1, $2, $3) on conflict do nothing',
      [id, slug, companyName],
    );
    for (const user of Object.values(DEMO_USERS)) {
      await tx.query(
        'insert into app.users (tenant_id, id, email, name) values ($1, $2, $3, $4) on conflict do nothing',
        [id, user.id, user.email, user.name],
      );
      await tx.query(
        'insert into app.memberships (tenant_id, user_id, role) values ($1, $2, $3) on conflict do nothing',
        [id, user.id, user.role],
      );
    }
  });
}
