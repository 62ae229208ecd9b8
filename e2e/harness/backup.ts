import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The database of a stopped server, kept as an administrator keeps it: a copy of its files. */
export interface Backup {
  /** Puts the files back, of a stopped server again; its next start brings them up as a restored database. */
  restore(): void;
  discard(): void;
}

/** As they are, with their owner: PostgreSQL opens nothing that is not its own. */
const copy = (from: string, to: string): void => void execFileSync('cp', ['-a', from, to]);

export function takeBackup(dataDir: string): Backup {
  const cluster = join(dataDir, 'postgres');
  const folder = mkdtempSync(join(tmpdir(), 'planning-ops-backup-'));
  const kept = join(folder, 'postgres');
  copy(cluster, kept);
  return {
    restore() {
      rmSync(cluster, { recursive: true });
      copy(kept, cluster);
      // As from an archive whose last file is the backup itself: recovery ends there and begins another timeline.
      copy(join(cluster, 'PG_VERSION'), join(cluster, 'recovery.signal'));
      appendFileSync(join(cluster, 'postgresql.auto.conf'), "restore_command = 'false'\nhot_standby = off\n");
    },
    discard: () => rmSync(folder, { recursive: true }),
  };
}
