import { makeTenant } from '../../sync-server/test/database.ts';
import { pause, type Processes } from '../processes.ts';
import { Tablet } from './tablet.ts';

const TABLETS_A_COMPANY = 10;
export const CONVERGED_WITHIN_MS = 60_000;

export interface FleetSize {
  readonly tablets: number;
  readonly kills: number;
  /** From one kill to the next. */
  readonly betweenMs: number;
  readonly writeEveryMs: number;
}

export interface FleetFigures {
  readonly acknowledged: number;
  readonly lost: number;
  readonly twice: number;
  readonly stuck: number;
  readonly diverged: number;
  readonly convergedMs: number;
  readonly connects: number;
  readonly repeats: number;
  /** Bytes; absent where the system does not say. */
  readonly memory: number | undefined;
  readonly slowestStartMs: number;
  readonly failures: readonly string[];
}

interface Member {
  readonly tenantId: string;
  readonly tablet: Tablet;
}

/** Puts so many tablets to work, kills the server under them again and again, and looks what came of it. */
export async function workUnderKills(processes: Processes, size: FleetSize): Promise<FleetFigures> {
  const failures: string[] = [];
  const members = await hire(processes, size, (error) => {
    if (failures.length < 20) failures.push(String(error));
  });
  let memory: number | undefined;
  let slowestStartMs = 0;
  const weigh = async (): Promise<void> => {
    const now = await processes.serverMemory();
    memory = now === undefined ? memory : Math.max(memory ?? 0, now);
  };
  try {
    for (const { tablet } of members) tablet.start();
    for (let kill = 0; kill < size.kills; kill += 1) {
      await pause(size.betweenMs);
      await weigh();
      if (processes.isServerGone) throw new Error('The server ended by itself');
      await processes.killServer();
      slowestStartMs = Math.max(slowestStartMs, await processes.startServer());
    }
    const healed = performance.now();
    for (const { tablet } of members) tablet.stopWriting();
    const left = await settled(processes, members, healed + CONVERGED_WITHIN_MS);
    const convergedMs = performance.now() - healed;
    await weigh();
    const acknowledged = members.flatMap(({ tablet }) => tablet.acknowledged);
    const written = await writtenRevs(processes);
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((rev) => !written.has(rev)).length,
      twice: [...written.values()].filter((times) => times > 1).length,
      ...left,
      convergedMs,
      connects: members.reduce((sum, { tablet }) => sum + tablet.connects, 0),
      repeats: members.reduce((sum, { tablet }) => sum + tablet.repeats, 0),
      memory,
      slowestStartMs,
      failures,
    };
  } finally {
    await Promise.all(members.map(({ tablet }) => tablet.stop()));
  }
}

async function hire(
  processes: Processes,
  { tablets, writeEveryMs }: FleetSize,
  report: (error: unknown) => void,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  while (members.length < tablets) {
    const company = await makeTenant(processes.database, 'owner');
    for (let n = 0; n < TABLETS_A_COMPANY && members.length < tablets; n += 1) {
      const scope = n === 0 ? company.scope : await company.addMember('scheduler');
      const tablet = new Tablet({
        origin: processes.origin,
        scope,
        token: () => processes.token(scope),
        writeEveryMs,
        report,
      });
      members.push({ tenantId: company.tenantId, tablet });
    }
  }
  return members;
}

/** Waits until nothing waits and every tablet holds what the database has; what is left over when time is up. */
async function settled(
  processes: Processes,
  members: readonly Member[],
  deadline: number,
): Promise<{ readonly stuck: number; readonly diverged: number }> {
  for (;;) {
    const stuck = members.filter(({ tablet }) => tablet.hasUnsent).length;
    const truth = await truths(processes);
    const diverged = members.filter(
      ({ tenantId, tablet }) => tablet.holds !== (truth.get(tenantId) ?? ''),
    ).length;
    if ((stuck === 0 && diverged === 0) || performance.now() > deadline) return { stuck, diverged };
    await pause(250);
  }
}

async function truths(processes: Processes): Promise<ReadonlyMap<string, string>> {
  const rows = await processes.asAdmin(
    `select tenant_id, string_agg(id || ' ' || rev, E'\\n' order by id || ' ' || rev) as held
     from app.loads where not deleted group by tenant_id`,
  );
  return new Map(rows.map((row) => [String(row['tenant_id']), String(row['held'])]));
}

/** How often the log says that each rev was written. */
async function writtenRevs(processes: Processes): Promise<ReadonlyMap<string, number>> {
  const rows = await processes.asAdmin(
    `select "after" ->> 'rev' as rev, count(*)::int as times from app.audit_log group by 1`,
  );
  return new Map(rows.map((row) => [String(row['rev']), Number(row['times'])]));
}
