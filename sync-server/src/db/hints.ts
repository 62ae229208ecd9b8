import { createHmac, randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectionFor, databaseName } from './address.ts';
import type { Database } from './database.ts';
import { rolePrefix } from './roles.ts';

/** What another node may have to hear of: documents were written, somebody's access ended, somebody came or went. */
export type HintKind = 'written' | 'access' | 'presence';

/**
 * One node tells the others in which workspace something happened, through LISTEN and NOTIFY past any pooler.
 * Whoever can listen learns nothing from it: a workspace is named by a keyed digest, and what happened is not said.
 */
export interface Hints {
  /** Sent within `FLUSH_MS`, together with all others of that time: a NOTIFY holds a lock of the whole database. */
  tell(tenantId: string, kind: HintKind): void;
  close(): Promise<void>;
}

export interface HintsOptions {
  readonly secretKey: string;
  /** Tenants that somebody here listens for. */
  readonly tenants: () => Iterable<string>;
  readonly onHint: (tenantId: string, kind: HintKind) => void;
}

const CHANNEL = 'workspace_hints';
const FLUSH_MS = 20;
const DIGEST_LENGTH = 22;
/** A payload of NOTIFY is shorter than 8,000 bytes. */
const DIGESTS_PER_NOTIFY = 300;
const RETRY_MS = 1000;

const KINDS = ['written', 'access', 'presence'] as const satisfies readonly HintKind[];

export function openHints(database: Database, options: HintsOptions): Hints {
  const node = randomUUID().slice(0, 8);
  const digests = new Map<string, string>();
  const digestOf = (tenantId: string, kind: HintKind): string => {
    const key = `${kind} ${tenantId}`;
    const known = digests.get(key);
    if (known !== undefined) return known;
    const made = createHmac('sha256', options.secretKey)
      .update(`hint ${key}`)
      .digest('base64url')
      .slice(0, DIGEST_LENGTH);
    digests.set(key, made);
    return made;
  };

  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let flush: NodeJS.Timeout | undefined;
  const waiting = new Set<string>();

  const hear = (payload: string): void => {
    const [from, ...named] = payload.split(' ');
    if (from === node) return;
    const heard = new Set(named);
    for (const tenantId of options.tenants())
      for (const kind of KINDS) if (heard.has(digestOf(tenantId, kind))) options.onHint(tenantId, kind);
  };

  const reconnect = (): void => {
    client = undefined;
    if (!closed && retry === undefined)
      retry = setTimeout(() => {
        retry = undefined;
        void connect();
      }, RETRY_MS);
  };

  const connect = async (): Promise<void> => {
    const { url, directUrl, secretKey, rolePrefix: prefix } = database.config;
    const address = directUrl ?? url;
    const made = new pg.Client({
      ...connectionFor(address, prefix ?? rolePrefix(databaseName(url)), 'app', secretKey),
      keepAlive: true,
    });
    made.on('error', () => {});
    made.once('end', () => {
      if (client === made) reconnect();
    });
    made.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await made.connect();
      await made.query(`listen ${CHANNEL}`);
      if (closed) return await made.end();
      client = made;
      // Something may have been said while nobody listened.
      for (const tenantId of options.tenants()) for (const kind of KINDS) options.onHint(tenantId, kind);
    } catch {
      await made.end().catch(() => {});
      reconnect();
    }
  };
  void connect();

  // One after the other; a lost hint costs time, not data: devices also pull when they come into view.
  const send = async (): Promise<void> => {
    const named = [...waiting];
    waiting.clear();
    for (let at = 0; at < named.length; at += DIGESTS_PER_NOTIFY) {
      const payload = [node, ...named.slice(at, at + DIGESTS_PER_NOTIFY)].join(' ');
      await client?.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => {});
    }
    flush = undefined;
    if (waiting.size > 0) sendSoon();
  };

  const sendSoon = (): void => {
    flush ??= setTimeout(() => void send(), FLUSH_MS).unref();
  };

  return {
    tell(tenantId, kind) {
      waiting.add(digestOf(tenantId, kind));
      sendSoon();
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      clearTimeout(flush);
      await client?.end().catch(() => {});
    },
  };
}
