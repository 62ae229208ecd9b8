import type pg from 'pg';

/**
 * A backup of one workspace, and going back to it: every row of its tables as it was, past all triggers, as a restore
 * of the whole database would leave them. The new epoch is begun as in production.
 */
export interface Backup {
  /** Puts everything back; the server then still believes to be what it was. */
  restore(): Promise<void>;
}

/** The administrator's connections; what only belongs to signing in can be left out. */
export async function takeBackup(
  admin: pg.Pool,
  tenantId: string,
  except: readonly string[] = [],
): Promise<Backup> {
  const { rows: tables } = await admin.query<{ name: string; columns: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = ''
     where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
       and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
     group by c.relname`,
    [except],
  );
  const kept = `backup_${tenantId.replaceAll('-', '')}_${Date.now().toString(36)}`;
  await admin.query(`create schema ${kept}`);
  for (const { name, columns } of tables)
    await admin.query(
      `create table ${kept}."${name}" as select ${columns} from app."${name}" where tenant_id = '${tenantId}'`,
    );
  return {
    async restore() {
      const client = await admin.connect();
      try {
        await client.query('begin');
        await client.query('set local session_replication_role = replica');
        for (const { name, columns } of tables) {
          await client.query(`delete from app."${name}" where tenant_id = '${tenantId}'`);
          await client.query(
            `insert into app."${name}" (${columns}) select ${columns} from ${kept}."${name}"`,
          );
        }
        await client.query('commit');
      } finally {
        client.release();
      }
    },
  };
}
