import type { Role } from 'shared/domain/permissions.ts';
import type { AsOf } from 'shared/protocol/document.ts';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import pg from 'pg';
import type { Database } from './database.ts';
import type { RuntimeRole } from './roles.ts';

/**
 * The only place that says on whose behalf SQL runs. Each call is one transaction whose settings end with it, so
 * that a pooled connection never carries one tenant's scope into another's request.
 */

/** Who asks. All are UUIDs in lower case. */
export interface Scope {
  readonly tenantId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly deviceId?: string;
}

export type WorkspaceStatus = 'active' | 'suspended';

export interface Access {
  readonly role: Role;
  readonly status: WorkspaceStatus;
  /** Absent: all regions. */
  readonly regionIds?: readonly string[];
}

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Result<Row> {
  readonly rows: Row[];
  /** Rows touched; 0 where the statement has no count. */
  readonly count: number;
}

/** SQL inside one transaction; unusable once it has ended. */
export interface Queries {
  readonly query: <Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<Result<Row>>;
  /** Prepared once per connection where there is no pooler: for statements that run often. */
  readonly named: <Row extends QueryResultRow>(statement: Statement) => Promise<Result<Row>>;
}

/** SQL in the scope of one workspace. */
export interface TenantQueries extends Queries {
  readonly tenantId: string;
}

export interface Tx extends TenantQueries {
  readonly userId: string;
  readonly access: Access;
  /** What the workspace's counter said at the beginning: in the snapshot of a `read`, under the lock of a `write`, of no meaning `aside`. */
  readonly asOf: AsOf;
}

export class SessionRevoked extends Error {
  override readonly name = 'SessionRevoked';
  /** Why, as the row says; absent where there is no such session. */
  readonly reason: string | undefined;
  constructor(reason?: string) {
    super('the session is revoked');
    this.reason = reason;
  }
}

export class MemberRemoved extends Error {
  override readonly name = 'MemberRemoved';
  constructor() {
    super('the member was removed from the workspace');
  }
}

export class WorkspaceGone extends Error {
  override readonly name = 'WorkspaceGone';
  constructor() {
    super('the workspace is gone');
  }
}

interface AccessRow {
  status: string;
  role: Role | null;
  removed: boolean;
  region_ids: string[] | null;
  session: boolean;
  revoked: boolean;
  revoked_reason: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A literal for the opening batch: that batch is one simple query, which takes no parameters. */
function uuidLiteral(value: string): string {
  if (!UUID.test(value)) throw new TypeError('a scope is made of UUIDs');
  return pg.escapeLiteral(value);
}

const MODES = {
  read: 'isolation level repeatable read read only',
  write: 'isolation level read committed read write',
  aside: 'isolation level read committed read write',
} as const;
export type Mode = keyof typeof MODES;

const setting = (name: string, value: string | undefined): string =>
  `set_config('app.${name}', ${value === undefined ? `''` : uuidLiteral(value)}, true)`;

/**
 * One round trip: begin, scope, counter, and whether this session, member and workspace are still welcome. Whoever
 * writes locks the counter before anything is read: what an administrator changed while a push waited for its turn
 * holds for that push.
 */
const openTenant = (scope: Scope, mode: Mode): string => `
  begin ${MODES[mode]};
  select set_config('app.tenant_id', ${uuidLiteral(scope.tenantId)}, true), ${setting('user_id', scope.userId)},
    ${setting('session_id', scope.sessionId)}, ${setting('device_id', scope.deviceId)};
  select epoch, counter from app.workspace_counters
    where tenant_id = ${uuidLiteral(scope.tenantId)}${mode === 'write' ? ' for no key update' : ''};
  with access as materialized (
    select w.status, m.role, m.removed_at is not null as removed, m.region_ids,
      s.id is not null as session, s.revoked_at is not null as revoked, s.revoked_reason
    from app.workspaces w
    left join app.memberships m on m.tenant_id = w.tenant_id and m.user_id = ${uuidLiteral(scope.userId)}
    left join app.sessions s on s.tenant_id = w.tenant_id and s.user_id = m.user_id
      and s.id = ${uuidLiteral(scope.sessionId)}
    where w.tenant_id = ${uuidLiteral(scope.tenantId)}
  )
  select access.*, set_config('app.role', coalesce(role, ''), true) from access`;

function judge(row: AccessRow | undefined): Access {
  if (!row || row.status === 'deleted') throw new WorkspaceGone();
  if (row.removed) throw new MemberRemoved();
  // Nobody was removed who was never known: a restored backup is older than the invitation, and the device keeps all.
  if (!row.role || !row.session || row.revoked) throw new SessionRevoked(row.revoked_reason ?? undefined);
  return {
    role: row.role,
    status: row.status === 'suspended' ? 'suspended' : 'active',
    ...(row.region_ids ? { regionIds: row.region_ids } : {}),
  };
}

function guarded(client: PoolClient, keepsStatements: boolean): Queries & { end(): void } {
  let ended = false;
  const check = (): void => {
    if (ended) throw new Error('this transaction has ended: something was not awaited');
  };
  const result = <Row extends QueryResultRow>(answer: QueryResult<Row>): Result<Row> => ({
    rows: answer.rows,
    count: answer.rowCount ?? 0,
  });
  return {
    query: async (text, values) => {
      check();
      return result(await client.query(text, values && [...values]));
    },
    named: async ({ name, text, values }) => {
      check();
      const statement = { text, ...(values && { values: [...values] }) };
      return result(await client.query(keepsStatements ? { name, ...statement } : statement));
    },
    end: () => {
      ended = true;
    },
  };
}

/** Begin with `opening`, run, commit; on any failure roll back, and drop a connection that cannot. */
async function transact<T>(
  database: Database,
  role: RuntimeRole,
  opening: string,
  work: (queries: Queries, opened: QueryResult[]) => Promise<T>,
): Promise<T> {
  const client = await database.pool(role).connect();
  const queries = guarded(client, database.keepsStatements);
  try {
    // Several statements in one simple query answer with a list, which pg's types do not know.
    const opened = (await client.query(opening)) as unknown as QueryResult[];
    const value = await work(queries, opened);
    queries.end();
    await client.query('commit');
    client.release();
    return value;
  } catch (error) {
    queries.end();
    await client.query('rollback').then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}

/**
 * Runs `work` in one transaction on behalf of a signed-in member. `read` is a READ ONLY snapshot (REPEATABLE READ),
 * `write` is READ COMMITTED and alone in its workspace: it holds the counter's lock from its beginning. `aside` is for
 * what has no place in the order of writes: it waits for nobody, and a collection still takes the lock by its trigger.
 * @throws SessionRevoked, MemberRemoved, WorkspaceGone: at once, whatever the access token still says
 */
export const inTenant = async <T>(
  database: Database,
  scope: Scope,
  mode: Mode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  transact(database, 'app', openTenant(scope, mode), (queries, opened) => {
    const access = judge(opened.at(-1)?.rows[0] as AccessRow | undefined);
    const { query, named } = queries;
    const asOf = opened.at(-2)?.rows[0] as AsOf | undefined;
    if (!asOf) throw new Error('the workspace has no counter');
    return work({ query, named, tenantId: scope.tenantId, userId: scope.userId, access, asOf });
  });

/** Login, refresh, sign-up, team: the role that may read secrets and may not read a single collection. */
export const inAccounts = async <T>(
  database: Database,
  tenantId: string | null,
  work: (tx: Queries) => Promise<T>,
  mode: Mode = 'write',
): Promise<T> =>
  transact(
    database,
    'accounts',
    `begin ${MODES[mode]}; select ${setting('tenant_id', tenantId ?? undefined)}`,
    ({ query, named }) => work({ query, named }),
  );

/** The product itself at work in one workspace (demo data, retention): no user, and so no actor in the audit log. */
export const inJobs = async <T>(
  database: Database,
  tenantId: string,
  work: (tx: TenantQueries) => Promise<T>,
): Promise<T> =>
  transact(
    database,
    'jobs',
    `begin ${MODES.write}; select ${setting('tenant_id', tenantId)}, set_config('app.role', 'owner', true)`,
    ({ query, named }) => work({ query, named, tenantId }),
  );
