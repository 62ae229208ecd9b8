import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';

const isHere = () =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) =>
    existsSync(join(folder, 'pgbouncer')),
  );

/**
 * Sees to it that there is a PgBouncer, from the system's packages where that takes no question and little time.
 * Without one the tests behind a pooler say that they are skipped.
 */
export async function bringPgBouncer() {
  if (isHere() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stdout.write('No PgBouncer was found: installing one with apt-get.\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quick = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10'];
  const install = () =>
    run('apt-get', [...quick, 'install', '-qy', '--no-install-recommends', 'pgbouncer'], {
      env,
      stdio: 'ignore',
    });
  // With the lists of packages that are there already, if there are any.
  if ((await install()) !== 0) {
    await run('apt-get', [...quick, 'update', '-q'], { env, stdio: 'ignore' });
    await install();
  }
}
