import pg from 'pg';

/** The start ends with this: what a pooler swallows is missed much later, and nobody knows why. */
export class HiddenPooler extends Error {
  override readonly name = 'HiddenPooler';
  constructor() {
    super(
      'DATABASE_URL leads to a connection pooler: set DIRECT_DATABASE_URL to the address past it, for migrations and LISTEN (the same address again where its connections keep their session)',
    );
  }
}

/**
 * A backend tells its process id when a connection opens, and again when it is asked. A pooler makes up the first and
 * passes on the second.
 */
export async function refuseHiddenPooler(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const { processID: told } = client as unknown as { readonly processID: number | null };
    if (rows[0]?.pid !== told) throw new HiddenPooler();
  } finally {
    await client.end();
  }
}
