import pg from 'pg';

/** The order of writes goes on after this number; what is filled in lies below it. */
export async function leaveRoomInTheOrder(databaseUrl: string, slug: string, counter: number): Promise<void> {
  await asAdministrator(databaseUrl, (admin) =>
    admin.query(
      `update app.workspace_counters set counter = $2
       where tenant_id = (select workspace_id from directory.workspaces where slug = $1)`,
      [slug, counter],
    ),
  );
}

/**
 * Weeks of people whom nobody knows, numbered `from` to `to`, over the thirteen weeks before `monday` and eight after:
 * by SQL as the administrator and past the triggers, then analyzed.
 */
export async function fillWeeks(
  databaseUrl: string,
  { slug, monday, from, to }: { slug: string; monday: string; from: number; to: number },
): Promise<void> {
  await asAdministrator(databaseUrl, async (admin) => {
    await admin.query(`set session_replication_role = replica`);
    await admin.query(
      `insert into app.schedule_weeks (tenant_id, id, rev, updated_at, updated_by, employee_id, week_start, days, unit_stamps, seq)
       select w.workspace_id, person || '_' || week, md5('rev' || n), now(), person, person, week,
         jsonb_build_object('mon', cell, 'tue', cell, 'wed', cell, 'thu', cell, 'fri', cell), '{}', n
       from generate_series($3::bigint, $4::bigint) n
         cross join lateral (select md5('person' || n / 21)::uuid::text as person,
           $2::date + 7 * ((n % 21) - 13)::integer as week,
           jsonb_build_array(jsonb_build_object('part', 'full', 'projectId', md5('job' || n % 300)::uuid)) as cell) made
         cross join directory.workspaces w
       where w.slug = $1`,
      [slug, monday, from, to],
    );
    await admin.query('vacuum analyze app.schedule_weeks');
  });
}

async function asAdministrator(
  databaseUrl: string,
  work: (admin: pg.Client) => Promise<unknown>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
