import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { must, NODE, ROOT } from './processes.mjs';
import { contentHash, isStamped, stamp } from './stamp.mjs';

/** Builds the client, unless nothing that goes into it has changed. */
export async function buildClient() {
  const wanted = contentHash({
    files: ['pnpm-lock.yaml'],
    folders: ['client', 'shared/src'],
    others: [process.env.VITE_API_ORIGIN ?? ''],
  });
  if (existsSync(join(ROOT, 'client/dist/index.html')) && isStamped('client', wanted)) return;
  await must(
    'The build of the client',
    NODE,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    {
      cwd: join(ROOT, 'client'),
    },
  );
  stamp('client', wanted);
}
