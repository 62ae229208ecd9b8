import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { forgetLost, lostWork, noteIfLost } from './lost.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';

const AT = '2026-11-24T14:00:00.000Z';
const HELD = { unsent: 3, at: '2026-11-20T22:10:00.000Z' };
const told = ({ db }: TestWorkspace) => firstValueFrom(lostWork(db));

test('L20 what the browser cleared is told with what was unsent, until it is read', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  await noteIfLost(workspace.db, { wasHere: true, held: HELD, at: AT });
  expect(await told(workspace)).toEqual({ at: AT, unsent: 3, since: HELD.at });
  await noteIfLost(workspace.db, { wasHere: true, held: undefined, at: '2026-11-25T14:00:00.000Z' });
  expect(await told(workspace)).toMatchObject({ at: AT });
  await forgetLost(workspace.db);
  expect(await told(workspace)).toBeUndefined();
});

test('L20 a new device has lost nothing, nor one that still holds what was pulled', async () => {
  await using fresh = await testWorkspace({ collections: ['regions'] });
  await noteIfLost(fresh.db, { wasHere: false, held: undefined, at: AT });
  expect(await told(fresh)).toBeUndefined();
  await using older = await testWorkspace({ collections: ['regions'] });
  await older.db.local.pulls.put({ collection: 'regions', complete: true });
  await noteIfLost(older.db, { wasHere: true, held: HELD, at: AT });
  expect(await told(older)).toBeUndefined();
});

test('L20 nothing is called lost where nothing was unsent', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  await noteIfLost(workspace.db, { wasHere: true, held: undefined, at: AT });
  expect(await told(workspace)).toEqual({ at: AT, unsent: 0 });
});
