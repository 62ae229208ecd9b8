import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Two servers on one data folder would end each other's database: the second says so instead. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
}

const isServer = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
  // A number is given to another program in time; where the system tells, ask whose it is now.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined || command.includes('main.ts');
};

/** Resolves with the function that lets go. What a killed server left behind does not count. */
export async function holdDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'server.pid');
  await mkdir(dataDir, { recursive: true });
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && (await isServer(holder)))
    throw new DataFolderInUse(
      `another server (process ${holder}) uses the data folder ${dataDir}: stop it, or set DATA_DIR`,
    );
  await writeFile(file, `${process.pid}\n`);
  return () => rm(file, { force: true });
}
