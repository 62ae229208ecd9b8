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
  return command === undefined || /\b(main|restored)\.ts/.test(command);
};

/** False where the file is there already: of two that start at once only one makes it. */
const make = (file: string): Promise<boolean> =>
  writeFile(file, `${process.pid}\n`, { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

/** Resolves with the function that lets go. What a killed server left behind does not count. */
export async function holdDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'server.pid');
  await mkdir(dataDir, { recursive: true });
  while (!(await make(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && holder !== process.pid && (await isServer(holder)))
      throw new DataFolderInUse(
        `another server (process ${holder}) uses the data folder ${dataDir}: stop it, or set DATA_DIR`,
      );
    await rm(file, { force: true });
  }
  return () => rm(file, { force: true });
}
