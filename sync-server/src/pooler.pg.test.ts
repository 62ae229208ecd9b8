import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hello, Poke } from 'shared/protocol/stream.ts';
import { signInAgain, signUp } from '../test/node-client.ts';
import { nodeDatabase, startNode, type NodeDatabase, type NodeProcess } from '../test/node-process.ts';
import { findPgBouncer, startPgBouncer, type Pooler } from '../test/pgbouncer.ts';
import { HiddenPooler, refuseHiddenPooler } from './db/pooler.ts';

const binary = findPgBouncer();

describe.skipIf(binary === undefined)(
  'behind PgBouncer (skipped where there is none: apt-get install pgbouncer)',
  () => {
    let held: NodeDatabase;
    let pooler: Pooler;
    let node: NodeProcess;
    beforeAll(async () => {
      held = await nodeDatabase();
      pooler = await startPgBouncer(binary ?? '', held.url);
      node = await startNode({
        DATABASE_URL: pooler.url,
        DIRECT_DATABASE_URL: held.url,
        SECRET_KEY: held.secretKey,
      });
    }, 180_000);
    afterAll(async () => {
      await node.end();
      await pooler.stop();
      await held.drop();
    }, 60_000);

    test('N6 a pooler that nobody named ends the start; a direct address does not', async () => {
      await expect(refuseHiddenPooler(pooler.url)).rejects.toThrow(HiddenPooler);
      await expect(refuseHiddenPooler(held.url)).resolves.toBeUndefined();
    });

    test('N6 statements of many devices share two connections, and each gets its own answer', async () => {
      const devices = await Promise.all(Array.from({ length: 4 }, () => signUp(node.url)));
      await Promise.all(
        devices.map(async (device) => {
          const regions = Array.from({ length: 12 }, () => device.region());
          const answers = await Promise.all(regions.map((region) => device.push(node.url, [region])));
          for (const { rejected, conflicts } of answers) expect([...rejected, ...conflicts]).toEqual([]);
          const pulls = await Promise.all(regions.map(() => device.pull(node.url, 100)));
          for (const { documents, asOf } of pulls) {
            expect(documents.map(({ id }) => id).sort()).toEqual(regions.map(({ id }) => id).sort());
            expect(asOf.counter).toBe(12);
          }
        }),
      );
    });

    test('N6 hints pass it by: what another node wrote is heard', async () => {
      const other = await startNode({ DATABASE_URL: held.url, SECRET_KEY: held.secretKey });
      const device = await signUp(node.url);
      const line = await (await signInAgain(node.url, device.signedIn)).listen(node.url);
      await line.next<Hello>('hello');
      await device.push(other.url, [device.region()]);
      expect((await line.next<Poke>('poke')).asOf.counter).toBe(1);
      line.close();
      expect(await other.end()).toBe(0);
    });
  },
);
