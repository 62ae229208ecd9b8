import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderInUse, holdDataFolder } from './data-folder.ts';
import { beginEpochs, readHeld } from './db/epochs.ts';
import { prepareDatabase } from './db/start.ts';
import { keptSecret } from './kept-secret.ts';

/** `npm run restored`: to be run once after a backup was restored, before the server is started. */
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const when = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

async function isWanted(): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY)
    throw new ConfigError('nobody is there to be asked: run it again with -- --yes, once this is meant');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Was this database restored from a backup? (yes/no) ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function main(): Promise<number> {
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir);
  const release = config.databaseUrl === undefined ? await holdDataFolder(dataDir) : async () => {};
  try {
    const secretKey =
      config.secretKey ??
      (await keptSecret(join(dataDir, 'secret-key'), () => randomBytes(48).toString('base64url')));
    const prepared = await prepareDatabase({ ...config, dataDir, secretKey });
    try {
      const options = { url: prepared.adminUrl, secretKey };
      const { workspaces, newestChange } = await readHeld(options);
      say(`This database holds ${workspaces} workspace${workspaces === 1 ? '' : 's'}.`);
      if (newestChange !== undefined) say(`Its newest change is of ${when(newestChange)}.`);
      if (prepared.setBack.workspaces > 0) {
        say('That it was restored shows by itself, and has been noted: there is nothing more to do.');
        return 0;
      }
      say(
        'Devices will pull everything anew and give back what they hold that is newer. Nothing is deleted.',
      );
      say('Run twice it does no harm: they only pull once more.');
      if (!(await isWanted())) {
        say('Nothing was changed.');
        return 1;
      }
      const { workspaces: begun } = await beginEpochs(options, new Date(), false);
      say(`Done: ${begun} workspace${begun === 1 ? ' begins' : 's begin'} anew. Start the server now.`);
      return 0;
    } finally {
      await prepared.close();
    }
  } finally {
    await release();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isPlain = error instanceof ConfigError || error instanceof DataFolderInUse;
  process.stderr.write(
    `${isPlain || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 1;
}
