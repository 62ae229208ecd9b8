import pg from 'pg';
import { roleName, rolePassword, type LoginRole } from './roles.ts';

/** Reads a database's name from an address. */
export function databaseName(url: string): string {
  const name = new pg.Client({ connectionString: url }).database;
  if (!name) throw new Error('the database address names no database');
  return name;
}

/**
 * The administrator's address turned into that of one of our roles. Supabase's pooler wants the project behind the
 * role's name, as it has it in the administrator's.
 */
export function connectionFor(
  url: string,
  prefix: string,
  role: LoginRole,
  secretKey: string,
): pg.ClientConfig {
  const admin = new pg.Client({ connectionString: url });
  const name = roleName(prefix, role);
  const project = admin.host.endsWith('.pooler.supabase.com')
    ? /\..*$/.exec(admin.user ?? '')?.[0]
    : undefined;
  return {
    host: admin.host,
    port: admin.port,
    ...(admin.database === undefined ? {} : { database: admin.database }),
    ssl: admin.ssl,
    user: name + (project ?? ''),
    password: rolePassword(secretKey, name),
    application_name: `planning-ops ${role}`,
  };
}
