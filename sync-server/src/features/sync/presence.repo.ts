import type { PresenceRequest } from 'shared/protocol/presence.ts';
import type { Scope, TenantQueries, Tx } from '../../db/scope.ts';

/** One open tab, as the table has it. */
export interface Seen {
  readonly stream: string;
  readonly userId: string;
  readonly name: string;
  readonly place: string | null;
  readonly spot: string | null;
  /** Milliseconds since it last said where it is. */
  readonly age: number;
}

/** Says where a tab is; a stream that another session named first stays that session's. */
export async function notePresence(
  tx: Tx,
  { sessionId }: Scope,
  { stream, place, spot }: PresenceRequest,
): Promise<void> {
  await tx.named({
    name: 'note presence',
    text: `insert into app.presence as known (tenant_id, stream_id, session_id, user_id, place, spot)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (tenant_id, stream_id) do update
        set place = excluded.place, spot = excluded.spot, at = clock_timestamp()
        where known.session_id = excluded.session_id`,
    values: [tx.tenantId, stream, sessionId, tx.userId, place ?? null, spot ?? null],
  });
}

export async function takeLeave(tx: Tx, { sessionId }: Scope, stream: string): Promise<void> {
  await tx.query('delete from app.presence where tenant_id = $1 and stream_id = $2 and session_id = $3', [
    tx.tenantId,
    stream,
    sessionId,
  ]);
}

/** Everybody who said within `leaseMs` where they are. */
export async function readPresence(tx: TenantQueries, leaseMs: number): Promise<Seen[]> {
  const { rows } = await tx.named<Seen & object>({
    name: 'read presence',
    text: `select p.stream_id as stream, p.user_id as "userId", u.name, p.place, p.spot,
        greatest(0, extract(epoch from clock_timestamp() - p.at) * 1000)::float8 as age
      from app.presence p join app.users u on u.tenant_id = p.tenant_id and u.id = p.user_id
      where p.tenant_id = $1 and p.at > clock_timestamp() - $2::float8 * interval '1 millisecond'`,
    values: [tx.tenantId, leaseMs],
  });
  return rows;
}

/** Streams that have ended here, and whatever a node that was killed left behind. */
export async function forgetPresence(tx: TenantQueries, streams: readonly string[]): Promise<void> {
  await tx.query(
    `delete from app.presence where tenant_id = $1
      and (stream_id = any($2::uuid[]) or at < clock_timestamp() - interval '10 minutes')`,
    [tx.tenantId, streams],
  );
}
