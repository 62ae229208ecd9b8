import pg from 'pg';

/** A condition on a table: the demo company's alone, whatever companies other tests have founded. */
export const OF_DEMO = `tenant_id = (select tenant_id from app.workspaces where slug = 'demo')`;

type Row = Readonly<Record<string, unknown>>;

/** The database itself, read past all walls: what every screen has to agree with in the end. */
export interface Oracle {
  rows(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  one(sql: string, values?: readonly unknown[]): Promise<Row>;
  close(): Promise<void>;
}

export async function askDatabase(databaseUrl: string): Promise<Oracle> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // Days stay texts: a date of a site has no zone.
  client.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
  await client.connect();
  client.on('error', () => undefined);
  const rows = async (sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await client.query<Row>(sql, [...values])).rows;
  return {
    rows,
    async one(sql, values) {
      const [first] = await rows(sql, values);
      if (!first) throw new Error(`no row: ${sql}`);
      return first;
    },
    close: () => client.end(),
  };
}
