import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { leastWriter, ROLES, isAtLeast } from 'shared/domain/permissions.ts';
import { catalogueProblems, RULES } from '../../test/catalogue.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { columnsOf, SERVER_COLUMNS } from './columns.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test.each(RULES)('rule $id: $says', async ({ id }) => {
  const problems = await catalogueProblems(db.admin, db.rolePrefix);
  expect(problems.filter((problem) => problem.startsWith(`${id}:`))).toEqual([]);
});

describe('a planted mistake is found', () => {
  /** Rule → SQL that breaks it. ROLE stands for the database's family of roles. */
  const mistakes: readonly (readonly [rule: string, what: string, sql: string])[] = [
    ['1', 'row-level security off', 'alter table app.loads disable row level security'],
    ['1', 'row-level security not forced', 'alter table app.sessions no force row level security'],
    [
      '1',
      'an open partition',
      `create table app.history (tenant_id uuid not null, day date, primary key (tenant_id, day)) partition by range (day);
       create table app.history_1 partition of app.history for values from ('2026-01-01') to ('2027-01-01');
       alter table app.history enable row level security; alter table app.history force row level security`,
    ],
    ['2', 'a role that bypasses', 'alter role ROLE_app bypassrls'],
    ['2', 'a role that is superuser', 'alter role ROLE_accounts superuser'],
    ['2', 'a role that owns a table', 'alter table app.loads owner to ROLE_app'],
    ['2', 'a role that owns a function', 'alter function app.number_row() owner to ROLE_jobs'],
    ['2', 'a role that owns a schema', 'alter schema directory owner to ROLE_accounts'],
    ['2', 'a role in another', 'grant ROLE_jobs to ROLE_app'],
    ['2', 'a role that creates', 'grant create on schema app to ROLE_app'],
    [
      '4',
      'a policy without the select',
      `drop policy tenant on app.loads; create policy tenant on app.loads
       using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
       with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`,
    ],
    [
      '4',
      'a policy that lets all through',
      `drop policy tenant on app.loads; create policy tenant on app.loads using (true)`,
    ],
    ['4', 'no policy', 'drop policy tenant on app.loads'],
    [
      '4',
      'a restriction that asks for every row',
      `create policy extra on app.loads as restrictive using (updated_by = current_setting('app.user_id', true))`,
    ],
    ['5', 'a second permissive policy', 'create policy more on app.loads using (true)'],
    [
      '5',
      'a tenant policy for one verb',
      'drop policy tenant on app.loads; create policy tenant on app.loads for select using (true)',
    ],
    [
      '5',
      'an OR',
      `create policy either on app.loads as restrictive using (deleted or verdict = 'accepted')`,
    ],
    ['6', 'a unique key of all tenants', 'create unique index on app.users (email)'],
    ['6', 'an index that does not lead with the tenant', 'create index on app.loads (pour_id, tenant_id)'],
    ['6', 'an index on an expression', 'create index on app.users (lower(email))'],
    [
      '6',
      'a foreign key across tenants',
      'alter table app.users add unique (id); alter table app.sessions add foreign key (user_id) references app.users (id)',
    ],
    ['6', 'no primary key', 'alter table app.loads drop constraint loads_pkey'],
    ['6', 'a sequence', 'alter table app.sessions add column nr bigint generated always as identity'],
    ['7', 'no index by seq', 'alter table app.loads drop constraint loads_tenant_id_seq_key'],
    ['7', 'an index on JSON', 'create index on app.schedule_weeks using gin (days)'],
    ['7', 'an index for LIKE', 'create index on app.loads (tenant_id, note text_pattern_ops)'],
    ['7', 'an enum', `create type app.mood as enum ('good'); alter table app.loads add column mood app.mood`],
    ['8', 'a view of its owner', 'create view app.all_loads as select * from app.loads'],
    ['8', 'a materialized view', 'create materialized view app.sums as select count(*) from app.loads'],
    [
      '8',
      'a definer function that can be called',
      `create function app.peek() returns bigint language sql security definer set search_path = pg_catalog
       return 1; grant execute on function app.peek() to ROLE_app`,
    ],
    [
      '8',
      'a definer function open to everybody',
      `create function app.peek() returns bigint language sql security definer set search_path = pg_catalog return 1`,
    ],
    ['8', 'a definer function on any path', `alter function app.audit_row() reset search_path`],
    [
      '8',
      'a definer function on a path on which others can put things',
      'alter function app.audit_row() set search_path = public, pg_catalog',
    ],
    ['8', 'TRUNCATE', 'grant truncate on app.loads to ROLE_app'],
    ['8', 'a free search path', 'alter role ROLE_app reset search_path'],
    ['12', 'no restriction of suspended workspaces', 'drop policy suspended_update on app.loads'],
    ['12', 'a role wall that is only permissive', `drop policy role_insert on app.loads`],
    [
      '12',
      'a role wall for one role alone',
      `drop policy role_update on app.loads; create policy role_update on app.loads as restrictive for update to ROLE_jobs
       using ((select current_setting('app.role', true)) = 'owner') with check ((select current_setting('app.role', true)) = 'owner')`,
    ],
    ['15', 'rights on a table without a tenant', 'grant select on directory.workspaces to ROLE_app'],
    ['15', 'a right on one column of it', 'grant select (slug) on directory.workspaces to ROLE_jobs'],
    ['15', 'a table without a tenant in app', 'create table app.weather (id int primary key)'],
    ['15', 'a tenant that may be absent', 'create table app.notes (tenant_id uuid, id text)'],
    ['15', 'migration helpers at runtime', 'grant usage on schema setup to ROLE_app'],
    ['15', 'rights of everybody', 'grant select on app.loads to public'],
    ['16', 'another member of the owner', 'grant ROLE_owner to ROLE_jobs'],
    ['16', 'an owner that logs in', 'alter role ROLE_owner login'],
    ['16', 'an owner that bypasses', 'alter role ROLE_owner bypassrls'],
    ['16', 'a migrator above all', 'alter role ROLE_migrator superuser'],
    ['17', 'an audit row that can be made up', 'grant insert on app.audit_log to ROLE_app'],
    ['17', 'an audit log that can be changed', 'grant update on app.audit_log to ROLE_app'],
    ['17', 'an audit head that can be changed', 'grant update (hash) on app.audit_heads to ROLE_jobs'],
    ['17', 'a collection without its trigger', 'drop trigger audit_row on app.loads'],
    ['17', 'a trigger switched off', 'alter table app.loads disable trigger begin_write'],
    [
      '17',
      'a trigger that sees only some rows',
      `drop trigger audit_row on app.loads; create trigger audit_row after insert or update or delete on app.loads
       for each row when (pg_trigger_depth() > 1) execute function app.audit_row()`,
    ],
    ['17', 'a trigger that runs as the caller', 'alter function app.audit_row() security invoker'],
    ['own views', 'views that everybody sees', 'drop policy own_views on app.settings'],
    ['own views', 'the history of views that everybody sees', 'drop policy own_views on app.audit_log'],
    ['17', 'rows that can be removed unseen', 'grant delete on app.loads to ROLE_app'],
  ];

  test.each(mistakes)('rule %s: %s', async (rule, _what, sql) => {
    const client = await db.admin.connect();
    try {
      await client.query('begin');
      await client.query(sql.replaceAll('ROLE', db.rolePrefix));
      const problems = await catalogueProblems(client, db.rolePrefix);
      expect(problems.some((problem) => problem.startsWith(`${rule}:`))).toBe(true);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('each rule has a mistake', () => {
    expect(new Set(mistakes.map(([rule]) => rule))).toEqual(new Set(RULES.map((rule) => rule.id)));
  });
});

describe('what is said twice agrees', () => {
  test.each(COLLECTION_NAMES)('%s: the table has the columns of the shared schema', async (collection) => {
    const { rows } = await db.admin.query<{ name: string; type: string; required: boolean }>(
      `select column_name::text as name, data_type as type, is_nullable = 'NO' as required
       from information_schema.columns where table_schema = 'app' and table_name = $1`,
      [collection],
    );
    const server = new Set<string>([...SERVER_COLUMNS, 'private_to']);
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect(rows.filter((row) => !server.has(row.name)).sort(byName)).toEqual(
      columnsOf(collection)
        .map(({ name, type, required }) => ({ name, type, required }))
        .sort(byName),
    );
  });

  test.each(COLLECTION_NAMES)(
    '%s: the role wall is the least writer of the permission matrix',
    async (collection) => {
      const { rows } = await db.admin.query<{ expression: string }>(
        `select coalesce(qual, with_check) as expression from pg_policies
       where schemaname = 'app' and tablename = $1 and policyname like 'role\\_%'`,
        [collection],
      );
      const writers = (name: CollectionName): string =>
        ROLES.filter((role) => isAtLeast(role, leastWriter(name))).join(',');
      expect(rows).toHaveLength(3);
      for (const { expression } of rows)
        expect(/\{([a-z,]+)\}|ARRAY\[(.+?)\]/.exec(expression)?.[1]).toBe(writers(collection));
    },
  );

  test.each(COLLECTION_NAMES)(
    '%s: whoever the matrix lets change and not create is stopped by a trigger',
    async (collection) => {
      const creators = ROLES.filter((role) => isAtLeast(role, leastWriter(collection, 'create')));
      const { rows } = await db.admin.query<{ definition: string }>(
        `select pg_get_triggerdef(oid) as definition from pg_trigger
         where tgrelid = $1::regclass and tgname = 'role_create' and tgenabled = 'O'`,
        [`app.${collection}`],
      );
      const named = rows.map(({ definition }) => /\{([a-z,]+)\}/.exec(definition)?.[1]);
      expect(named).toEqual(
        leastWriter(collection, 'create') === leastWriter(collection) ? [] : [creators.join(',')],
      );
    },
  );
});
