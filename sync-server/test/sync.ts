import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from 'shared/domain/permissions.ts';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Scope } from '../src/db/scope.ts';
import { buildTestApp, type TestApp } from './app.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T & { readonly code?: string };
  readonly text: string;
}

/** One signed-in installation, speaking HTTP. */
export interface TestDevice {
  readonly scope: Scope;
  call<T>(method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer<T>>;
  pull(collection: string, query?: Readonly<Record<string, string>>): Promise<Answer<PullAnswer>>;
  /** Everything from `checkpoint` on, in pages of `limit`. */
  pullAll(collection: string, limit?: number, checkpoint?: unknown): Promise<Pulled>;
  /** Names the current epoch unless asked otherwise. */
  push(rows: readonly unknown[], epoch?: string): Promise<Answer<PushAnswer>>;
  /** A document of this person's, with a rev of its own. */
  document(collection: CollectionName, fields?: Readonly<Record<string, unknown>>): WireDocument;
}

export interface Pulled {
  readonly documents: readonly WireDocument[];
  readonly last: PullAnswer;
  readonly pages: readonly PullAnswer[];
}

export interface SyncTest extends TestApp {
  device(scope: Scope): TestDevice;
  tenant(role?: Role): Promise<{
    device: TestDevice;
    readonly addDevice: (role: Role) => Promise<TestDevice>;
    tenantId: string;
  }>;
  epoch(tenantId: string): Promise<string>;
}

export const newRev = (): string => randomBytes(8).toString('hex');

/** The installation of a scope that names none. */
const NAMELESS = '0190a000-0000-4000-8000-000000000000';

export const MONDAY = '2026-11-23';

const SMALLEST: Readonly<Record<CollectionName, () => Record<string, unknown>>> = {
  settings: () => ({ id: `scenario:${randomUUID()}`, kind: 'scenario' }),
  regions: () => ({}),
  projects: () => ({}),
  employees: () => ({}),
  resources: () => ({ kind: 'mix' }),
  absences: () => ({ employeeId: randomUUID(), from: MONDAY, to: MONDAY }),
  schedule_weeks: () => {
    const employeeId = randomUUID();
    return { id: `${employeeId}_${MONDAY}`, employeeId, weekStart: MONDAY };
  },
  demands: () => ({ kind: 'plan', weekStart: MONDAY }),
  pours: () => ({}),
  pour_logs: () => ({ pourDay: MONDAY }),
  loads: () => ({ pourId: randomUUID(), pourDay: MONDAY }),
  pour_events: () => ({ pourId: randomUUID(), pourDay: MONDAY, kind: 'note' }),
};

/** The smallest document that the schema lets through. */
export const smallest = (
  collection: CollectionName,
  userId: string,
  fields: Readonly<Record<string, unknown>> = {},
): WireDocument => ({
  id: randomUUID(),
  rev: newRev(),
  updatedAt: new Date().toISOString(),
  updatedBy: userId,
  ...SMALLEST[collection](),
  ...fields,
});

/** The whole server, spoken to as a device does. */
export async function syncTest(): Promise<SyncTest> {
  const held = await buildTestApp();
  const epoch = async (tenantId: string): Promise<string> => {
    const rows = await held.asAdmin('select epoch from app.workspace_counters where tenant_id = $1', [
      tenantId,
    ]);
    return (rows[0] as unknown as AsOf | undefined)?.epoch ?? 'none';
  };

  const device = (scope: Scope): TestDevice => {
    const call = async <T>(method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer<T>> => {
      const response = await held.app.inject({
        method,
        url: `/api/v1${url}`,
        headers: {
          authorization: `Bearer ${held.app.tokens.access(scope)}`,
          'x-protocol-version': '1',
          'x-device-id': scope.deviceId ?? NAMELESS,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      const parsed: unknown = response.body.startsWith('{') ? JSON.parse(response.body) : {};
      return { status: response.statusCode, body: parsed as Answer<T>['body'], text: response.body };
    };
    const pull: TestDevice['pull'] = (collection, query = {}) =>
      call('GET', `/sync/${collection}/pull?${new URLSearchParams(query).toString()}`);
    return {
      scope,
      call,
      pull,
      async pullAll(collection, limit = 1000, checkpoint) {
        const pages: PullAnswer[] = [];
        let at = checkpoint;
        for (;;) {
          const { status, body, text } = await pull(collection, {
            limit: String(limit),
            ...(at === undefined ? {} : { checkpoint: JSON.stringify(at) }),
          });
          if (status !== 200) throw new Error(text);
          pages.push(body);
          at = body.checkpoint;
          if (!body.more) return { documents: pages.flatMap((page) => page.documents), last: body, pages };
        }
      },
      push: async (rows, named) =>
        call('POST', '/sync/push', { epoch: named ?? (await epoch(scope.tenantId)), rows }),
      document: (collection, fields) => smallest(collection, scope.userId, fields),
    };
  };

  return {
    ...held,
    device,
    epoch,
    async tenant(role = 'owner') {
      const tenant = await held.testDatabase.makeTenant(role);
      return {
        tenantId: tenant.tenantId,
        device: device(tenant.scope),
        addDevice: async (other) => device(await tenant.addMember(other)),
      };
    },
  };
}
