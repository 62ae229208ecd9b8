import type { AddressInfo } from 'node:net';
import type { Role } from 'shared/domain/permissions.ts';
import type { Scope } from '../../sync-server/src/db/scope.ts';
import { forgetOld } from '../../sync-server/src/features/sync/forget.ts';
import { buildTestApp, type TestApp } from '../../sync-server/test/app.ts';
import type { TestTenant } from '../../sync-server/test/database.ts';
import type { Tokens } from '../../client/src/sync/transport.ts';
import { DatabaseLine, tampered, type Tamper } from './database-line.ts';
import { openLine, type Line } from './line.ts';

const HALF_A_YEAR_MS = 181 * 86_400_000;
const LONGER_THAN_A_TOKEN_MS = 11 * 60_000;

/** Where a planted bug gets into the server: SQL in the test's own database, or between the server and it. */
export interface ServerTamper {
  /** Run once by the administrator of the test's database. */
  readonly sql?: string;
  readonly statements?: Tamper;
}

/** The real server over a real PostgreSQL, with lines that fail on both sides of it. */
export class World {
  readonly server: TestApp;
  readonly line: Line;
  readonly databaseLine: DatabaseLine;

  private constructor(server: TestApp, line: Line, databaseLine: DatabaseLine) {
    this.server = server;
    this.line = line;
    this.databaseLine = databaseLine;
  }

  static async open({ sql, statements }: ServerTamper = {}): Promise<World> {
    const databaseLine = new DatabaseLine();
    const server = await buildTestApp(false, (database) => {
      const failing = tampered(database, databaseLine.tamper);
      return statements ? tampered(failing, statements) : failing;
    });
    if (sql !== undefined) await server.asAdmin(sql);
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const line = await openLine((server.app.server.address() as AddressInfo).port);
    return new World(server, line, databaseLine);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.line.close();
    await this.server.close();
  }

  heal(): void {
    this.line.set({ kind: 'none' });
    this.databaseLine.heal();
  }

  tenant(role: Role = 'owner'): Promise<TestTenant> {
    return this.server.testDatabase.makeTenant(role);
  }

  /** Tokens of a signed-in member; `isExpired` is asked for each one that is given out. */
  tokensOf({ tenantId, userId, sessionId }: Scope, isExpired: () => boolean = () => false): Tokens {
    const make = (): string => this.server.app.tokens.access({ tenantId, userId, sessionId });
    return {
      access: () => {
        if (!isExpired()) return Promise.resolve(make());
        this.server.advance(-LONGER_THAN_A_TOKEN_MS);
        const old = make();
        this.server.advance(LONGER_THAN_A_TOKEN_MS);
        return Promise.resolve(old);
      },
      renew: () => Promise.resolve(make()),
    };
  }

  async setRole({ tenantId, userId }: Scope, role: Role): Promise<void> {
    await this.server.asAdmin('update app.memberships set role = $3 where tenant_id = $1 and user_id = $2', [
      tenantId,
      userId,
      role,
    ]);
  }

  async setStatus(tenantId: string, status: 'active' | 'suspended'): Promise<void> {
    await this.server.asAdmin('update app.workspaces set status = $2 where tenant_id = $1', [
      tenantId,
      status,
    ]);
  }

  /** Everything that was decided so far is decided half a year ago, and forgotten. */
  forgetEverything(): Promise<void> {
    return forgetOld(this.server.testDatabase.database, Date.now() + HALF_A_YEAR_MS);
  }

  /** Takes a workspace out of the jobs' way once its schedule is over. */
  async retire(tenantId: string): Promise<void> {
    await this.server.asAdmin('delete from directory.workspaces where workspace_id = $1', [tenantId]);
  }
}
