import type { ClientBase } from 'pg';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { RUNTIME_ROLES } from '../src/db/roles.ts';

/**
 * The checklist for row-level security as questions to PostgreSQL's catalogue. Each query names what breaks its rule
 * in a column `problem`; an empty answer is a pass.
 */
export interface Rule {
  readonly id: string;
  readonly says: string;
  readonly sql: string;
}

/** Our tables, ours alone: `t`. `is_tenant`: it has a column tenant_id. */
const TABLES = `
  t as (
    select c.oid, c.oid::regclass::text as name, n.nspname as schema, c.relname, c.relrowsecurity, c.relforcerowsecurity,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as is_tenant,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull
        and a.atttypid = 'uuid'::regtype) as tenant_not_null
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'setup', 'migrations')
  ),
  role as (
    select r.* from pg_roles r where r.rolname in (${RUNTIME_ROLES.map((role) => `:prefix || '_${role}'`).join(', ')})
  ),
  policy as (
    select p.*, t.name, pg_get_expr(p.polqual, p.polrelid) as using_expr, pg_get_expr(p.polwithcheck, p.polrelid) as check_expr
    from pg_policy p join t on t.oid = p.polrelid
  ),
  collection as (
    select t.* from t where t.schema = 'app' and t.relname in (${COLLECTION_NAMES.map((name) => `'${name}'`).join(', ')})
  )`;

const TENANT_EXPRESSION = String.raw`^\(tenant_id = \( SELECT \(NULLIF\(current_setting\(''app\.tenant_id''::text, true\), ''''::text\)\)::uuid AS "nullif"\)\)$`;

export const RULES: readonly Rule[] = [
  {
    id: '1',
    says: 'row-level security is enabled and forced on every tenant table, partitions too',
    sql: `select name as problem from t where is_tenant and not (relrowsecurity and relforcerowsecurity)`,
  },
  {
    id: '2',
    says: 'the runtime roles have no attribute, table or membership that passes the wall',
    sql: `select rolname || ' has too many rights' as problem from role
        where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or not rolcanlogin
      union all select role.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid) from role
        join pg_shdepend d on d.refclassid = 'pg_authid'::regclass and d.refobjid = role.oid and d.deptype = 'o'
        where d.dbid in (0, (select oid from pg_database where datname = current_database()))
      union all select role.rolname || ' is a member of ' || g.rolname from role
        join pg_auth_members m on m.member = role.oid join pg_roles g on g.oid = m.roleid
      union all select 'a runtime role is missing' from role having count(*) <> ${RUNTIME_ROLES.length}
      union all select role.rolname || ' may create in ' || n.nspname from role, pg_namespace n
        where has_schema_privilege(role.oid, n.oid, 'create') and n.nspname !~ '^pg_(toast_)?temp'`,
  },
  {
    id: '4',
    says: 'the one permissive policy compares the tenant with the setting, as a constant of the statement',
    sql: `select name || ' ' || coalesce(using_expr, 'none') as problem from policy
        where polpermissive and using_expr !~ '${TENANT_EXPRESSION}'
      union all select t.name || ' has no tenant policy' from t
        where is_tenant and not exists (select from policy p where p.polrelid = t.oid and p.polpermissive)
      union all select name || '.' || polname || ' reads a setting for every row' from policy
        where regexp_count(using_expr || coalesce(check_expr, ''), 'current_setting\\(')
          <> regexp_count(using_expr || coalesce(check_expr, ''), 'SELECT [^S]*current_setting\\(')`,
  },
  {
    id: '5',
    says: 'one policy says USING and WITH CHECK alike for all verbs and roles; the others only restrict; nothing is ORed',
    sql: `select name || ' has ' || count(*) || ' permissive policies' as problem from policy where polpermissive
        group by name having count(*) > 1
      union all select name || '.' || polname from policy
        where polpermissive and (polcmd <> '*' or polroles <> '{0}' or using_expr is distinct from check_expr)
      union all select name || '.' || polname || ' says OR' from policy
        where coalesce(using_expr, '') || coalesce(check_expr, '') ~ '\\mOR\\M'`,
  },
  {
    id: '6',
    says: 'primary, unique and foreign keys and all indexes lead with the tenant',
    sql: `select t.name || ' has no primary key' as problem from t where is_tenant
        and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')
      union all select i.indexrelid::regclass::text from pg_index i join t on t.oid = i.indrelid
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where is_tenant and a.attname is distinct from 'tenant_id'
      union all select t.name || '.' || k.conname from pg_constraint k join t on t.oid = k.conrelid
        left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        left join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
        where k.contype = 'f' and is_tenant
          and (a.attname is distinct from 'tenant_id' or b.attname is distinct from 'tenant_id')
      union all select t.name || '.' || a.attname || ' draws from a sequence shared by all tenants' from t
        join pg_attribute a on a.attrelid = t.oid
        left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
        where is_tenant and a.attnum > 0 and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval')`,
  },
  {
    id: '7',
    says: 'collections are read by (tenant_id, seq); no index or enum that row-level security makes useless',
    sql: `select collection.name || ' has no index on (tenant_id, seq)' as problem from collection
        where not exists (select from pg_index i where i.indrelid = collection.oid
          and pg_get_indexdef(i.indexrelid) ~ '\\(tenant_id, seq\\)$')
      union all select i.indexrelid::regclass::text || ' is not a btree' from pg_index i join t on t.oid = i.indrelid
        join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam where is_tenant and m.amname <> 'btree'
      union all select i.indexrelid::regclass::text || ' is made for LIKE' from pg_index i join t on t.oid = i.indrelid
        where is_tenant and exists (select from pg_opclass o where o.oid = any (i.indclass::oid[]) and o.opcname ~ 'pattern_ops')
      union all select t.name || '.' || a.attname || ' is an enum' from t join pg_attribute a on a.attrelid = t.oid
        join pg_type y on y.oid = a.atttypid where is_tenant and y.typtype = 'e'`,
  },
  {
    id: '8',
    says: 'views ask as the caller, nothing is materialized, no definer function is callable, no TRUNCATE, paths are pinned',
    sql: `select c.oid::regclass::text || ' is a view without security_invoker' as problem
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'v' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not coalesce(c.reloptions @> '{security_invoker=true}', false)
      union all select c.oid::regclass::text || ' is a materialized view' from pg_class c where c.relkind = 'm'
      union all select p.oid::regprocedure::text || ' runs as its owner and ' || role.rolname || ' may call it'
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace, role
        where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and has_function_privilege(role.oid, p.oid, 'execute')
      union all select p.oid::regprocedure::text || ' runs as its owner on the caller''s search path'
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not coalesce(p.proconfig && '{"search_path=pg_catalog, pg_temp","search_path=pg_catalog"}', false)
      union all select role.rolname || ' has TRUNCATE, REFERENCES or TRIGGER on ' || t.name from role, t
        where has_table_privilege(role.oid, t.oid, 'truncate') or has_table_privilege(role.oid, t.oid, 'references')
          or has_table_privilege(role.oid, t.oid, 'trigger')
      union all select role.rolname || ' has no pinned search path' from role
        where not coalesce(array_to_string(rolconfig, ' ') ~ 'search_path=pg_catalog', false)`,
  },
  {
    id: '12',
    says: 'suspension and role restrict INSERT, UPDATE and DELETE of every collection',
    sql: `select collection.name || ' lets ' || wall || ' ' || verb || ' pass' as problem
      from collection, (values ('a', 'insert'), ('w', 'update'), ('d', 'delete')) verbs (cmd, verb),
        (values ('suspended', 'status = ''active'''), ('role', 'app\\.role')) walls (wall, mark)
      where not exists (select from policy p where p.polrelid = collection.oid and not p.polpermissive
        and p.polcmd::text = cmd and p.polroles = '{0}'
        and (cmd = 'a' or coalesce(p.using_expr, '') ~ mark) and (cmd = 'd' or coalesce(p.check_expr, '') ~ mark))
      union all select 'a collection has no table' from collection having count(*) <> ${COLLECTION_NAMES.length}`,
  },
  {
    id: '15',
    says: 'a role that can read a collection has rights only on tables whose tenant_id is not null',
    sql: `select role.rolname || ' has rights on ' || t.name as problem from role, t
        where not tenant_not_null
          and exists (select from collection where has_any_column_privilege(role.oid, collection.oid, 'select'))
          and (has_any_column_privilege(role.oid, t.oid, 'select') or has_any_column_privilege(role.oid, t.oid, 'insert')
            or has_any_column_privilege(role.oid, t.oid, 'update') or has_table_privilege(role.oid, t.oid, 'delete'))
      union all select t.name || ' lies in app without a tenant' from t where schema = 'app' and not tenant_not_null
      union all select role.rolname || ' may use the schema ' || n.nspname from role, pg_namespace n
        where n.nspname in ('setup', 'migrations') and has_schema_privilege(role.oid, n.oid, 'usage')
      union all select 'everybody has rights on ' || t.name from t where has_table_privilege('public', t.oid, 'select')
        or has_table_privilege('public', t.oid, 'insert') or has_table_privilege('public', t.oid, 'update')`,
  },
  {
    id: '16',
    says: 'only the migrator holds the owner, and does not inherit it; the owner never logs in; neither is above the wall',
    sql: `select m.rolname || ' is a member of ' || g.rolname as problem from pg_auth_members a
        join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
        where g.rolname like :prefix || '\\_%' and (g.rolname, m.rolname) <> (:prefix || '_owner', :prefix || '_migrator')
      union all select 'the migrator inherits the owner' from pg_auth_members a join pg_roles m on m.oid = a.member
        where m.rolname = :prefix || '_migrator' and coalesce((to_jsonb(a) ->> 'inherit_option')::boolean, m.rolinherit)
      union all select rolname || ' may log in' from pg_roles where rolname = :prefix || '_owner' and rolcanlogin
      union all select rolname || ' has too many rights' from pg_roles
        where rolname in (:prefix || '_owner', :prefix || '_migrator')
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  },
  {
    id: '17',
    says: 'the audit log is written only by its trigger, on every collection',
    sql: `select role.rolname || ' may write ' || t.name as problem from role, t
        where t.relname like 'audit\\_%' and (has_any_column_privilege(role.oid, t.oid, 'update')
          or has_any_column_privilege(role.oid, t.oid, 'insert') or has_table_privilege(role.oid, t.oid, 'delete'))
      union all select collection.name || ' lacks the trigger ' || wanted.fn from collection,
        (values ('begin_write', 30), ('number_row', 23), ('audit_row', 29), ('end_write', 28)) wanted (fn, kind)
        where not exists (select from pg_trigger g join pg_proc p on p.oid = g.tgfoid
          where g.tgrelid = collection.oid and p.pronamespace = 'app'::regnamespace and g.tgqual is null and p.proname = wanted.fn and g.tgtype = wanted.kind and g.tgenabled = 'O')
      union all select p.oid::regprocedure::text || ' does not run as its owner' from pg_proc p
        where p.proname in ('audit_row', 'begin_write', 'end_write') and not p.prosecdef
      union all select role.rolname || ' may delete from ' || collection.name from role, collection
        where role.rolname = :prefix || '_app' and has_table_privilege(role.oid, collection.oid, 'delete')`,
  },
  {
    id: 'own views',
    says: "what is private to somebody is behind a restriction for the role that members' requests run as",
    sql: `select t.name || ' shows what is private' as problem from t
      where exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'private_to')
        and not exists (select from policy p where p.polrelid = t.oid and not p.polpermissive and p.polcmd in ('*', 'r')
          and p.using_expr ~ 'private_to = ' and p.polroles && array[0, (:prefix || '_app')::regrole]::oid[])`,
  },
];

const build = (rule: Rule, prefix: string): string =>
  `with ${TABLES} ${rule.sql}`.replaceAll(':prefix', `'${prefix}'`);

/** Asked as the administrator. Each entry is `rule: what breaks it`. */
export async function catalogueProblems(
  client: Pick<ClientBase, 'query'>,
  prefix: string,
): Promise<string[]> {
  const problems: string[] = [];
  for (const rule of RULES) {
    const { rows } = await client.query<{ problem: string }>(build(rule, prefix));
    problems.push(...rows.map((row) => `${rule.id}: ${row.problem}`));
  }
  return problems;
}
