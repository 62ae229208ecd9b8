import { DEMO_USERS, DEMO_WORKSPACE } from './demo/company.ts';
import { inAccounts, type Queries } from './db/scope.ts';
import type { Database } from './db/database.ts';
import type { Passwords } from './plugins/passwords.ts';

interface DemoLoginDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly now: () => number;
}

const storedHashes = async (tx: Queries): Promise<Map<string, string>> => {
  const { rows } = await tx.query<{ user_id: string; hash: string }>(
    'select user_id, hash from app.passwords where tenant_id = $1',
    [DEMO_WORKSPACE.id],
  );
  return new Map(rows.map((row) => [row.user_id, row.hash]));
};

/** The name is taken on this database by somebody else's workspace: the start ends with this. */
export class DemoNameTaken extends Error {
  override readonly name = 'DemoNameTaken';
}

async function refuseForeignWorkspace(database: Database): Promise<void> {
  const { slug, id } = DEMO_WORKSPACE;
  const { rows } = await inAccounts(database, null, (tx) =>
    tx.query<{ workspace_id: string }>('select workspace_id from directory.workspaces where slug = $1', [
      slug,
    ]),
  );
  if (rows[0]?.workspace_id !== id)
    throw new DemoNameTaken(`a workspace named ${slug} is somebody's own here: set DEMO_SIZE=none`);
}

/**
 * Lets the five people of the demo company sign in with this data folder's password. Hashing takes a moment each, so
 * a start that finds them in place only checks one of them.
 */
export async function openDemoLogins(deps: DemoLoginDeps, password: string): Promise<void> {
  const { id: tenantId } = DEMO_WORKSPACE;
  await refuseForeignWorkspace(deps.database);
  const stored = await inAccounts(deps.database, tenantId, storedHashes);
  const users = Object.values(DEMO_USERS);
  const isComplete = users.every((user) => stored.has(user.id));
  if (isComplete && (await deps.passwords.matches(password, stored.get(DEMO_USERS.owner.id)))) return;

  const hashes = await Promise.all(users.map(() => deps.passwords.hash(password)));
  const at = new Date(deps.now()).toISOString();
  await inAccounts(deps.database, tenantId, async (tx) => {
    for (const [index, user] of users.entries())
      await tx.query(
        `insert into app.passwords (tenant_id, user_id, hash, changed_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
        [tenantId, user.id, hashes[index], at],
      );
  });
}
