import pg from 'pg';

/** Parents before children is not needed: references are soft. */
const DATED = {
  schedule_weeks: 'week_start',
  demands: 'week_start',
  absences: '"to"',
  pours: 'day',
  pour_logs: 'pour_day',
  loads: 'pour_day',
  pour_events: 'pour_day',
} as const;

const OPEN_POURS = `('tentative', 'scheduled', 'confirmed', 'in_progress', 'placed', 'on_hold')`;

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * Copies the year behind today (53 weeks) so many times further into the past, by SQL as the administrator and past the
 * triggers: documents as they would be, each with a place of its own in the order, but without audit rows of their own.
 */
export async function copyHistory(databaseUrl: string, times: number): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  try {
    await admin.query(`set session_replication_role = replica`);
    for (const [table, day] of Object.entries(DATED)) {
      const { rows: columns } = await admin.query<Column>(
        `select column_name::text as name, data_type::text as type from information_schema.columns
         where table_schema = 'app' and table_name = $1 and is_generated = 'NEVER'`,
        [table],
      );
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      const values = columns.map((column) => copied(table, column)).join(', ');
      await admin.query('begin');
      await admin.query(
        `insert into app.${table} (${names}) select ${values}
         from app.${table} t cross join generate_series(1, ${times}) as year
           cross join lateral (select counter from app.workspace_counters c where c.tenant_id = t.tenant_id) head
         where t.${day} < current_date and t.${day} >= current_date - 371
           ${table === 'pours' ? `and t.status not in ${OPEN_POURS}` : ''}`,
      );
      await admin.query(
        `update app.workspace_counters c
         set counter = greatest(counter, (select max(seq) from app.${table} t where t.tenant_id = c.tenant_id))
         where exists (select from app.${table} t where t.tenant_id = c.tenant_id)`,
      );
      await admin.query('commit');
    }
  } finally {
    await admin.end();
  }
}

function copied(table: string, { name, type }: Column): string {
  const column = `t."${name}"`;
  if (name === 'seq') return 'head.counter + row_number() over ()';
  if (type === 'date') return `${column} - 371 * year::integer`;
  if (type === 'timestamp with time zone') return `${column} - 371 * year * interval '1 day'`;
  if (name === 'id' && table === 'schedule_weeks')
    return `t.employee_id || '_' || (t.week_start - 371 * year::integer)`;
  if (name === 'id' || name === 'pour_id') return `md5(${column} || year)::uuid::text`;
  return column;
}
