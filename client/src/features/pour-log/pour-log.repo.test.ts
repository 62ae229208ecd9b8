import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { testWorkspace } from '../../sync/test-workspace.ts';
import { boardOf } from './board.ts';
import { reverseOf } from './apply-change.ts';
import { editsOf, reverseEdits } from './log-edits.repo.ts';
import {
  addLoad,
  editCrewHours,
  editLoad,
  rejectLoad,
  stampLoad,
  voidRecord,
  type LogChange,
  type Writing,
} from './log-changes.ts';
import { watchPourLog } from './pour-log.repo.ts';
import { forgetSheet, keepSheet, keptSheet } from './sheet-drafts.repo.ts';

const POUR = '018f0000-0000-7000-8000-000000000001';
const ANA = '018f0000-0000-7000-8000-00000000000a';
const DAY = '2026-11-27';
const clock = (time: string) => `${DAY}T${time}:00.000Z`;

async function opened() {
  const workspace = await testWorkspace({
    collections: [
      'pours',
      'pour_logs',
      'loads',
      'pour_events',
      'projects',
      'settings',
      'resources',
      'employees',
    ],
    documents: {
      pours: [
        { id: POUR, day: DAY, orderedCy: 30, loadSizeCy: 10, rateCyPerHour: 40, startsAt: clock('13:00') },
      ],
    },
    now: clock('13:00'),
  });
  const board = async (time: string) => {
    const data = await firstValueFrom(watchPourLog(workspace.db, POUR));
    if (!data.pour) throw new Error('the pour is not here');
    return boardOf(data, Date.parse(clock(time)), 'America/Chicago');
  };
  const writing = (time: string): Writing => ({
    pourId: POUR,
    pourDay: DAY,
    userId: workspace.user.id,
    now: clock(time),
    newId: () => workspace.newId(),
  });
  const write = (changes: readonly LogChange[]) => workspace.saveAll('step', editsOf(changes));
  return { workspace, board, writing, write };
}

test('a load goes from the plant to the forms by one tap each, with no server', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write(addLoad(writing('13:00'), { truckNumber: 'T-1', loadCy: 10, batchedAt: clock('12:40') }));
  expect((await board('13:00')).coming).toHaveLength(1);
  for (const [time, field] of [
    ['13:10', 'arrivedAt'],
    ['13:15', 'dischargeStartedAt'],
    ['13:30', 'dischargeEndedAt'],
  ] as const) {
    const [load] = (await board(time)).loads;
    if (load) await write(stampLoad(writing(time), load, field, 90));
  }
  const { done, progress } = await board('13:30');
  expect(done[0]).toMatchObject({ number: 1, phase: 'done', load: { verdict: 'accepted' } });
  expect(progress).toMatchObject({ placedCy: 10, toGoCy: 20, loadsToGo: 2 });
});

test('two tablets add to one pour, and both count', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write([
    ...addLoad(writing('13:05'), { loadCy: 10, batchedAt: clock('12:50'), dischargeEndedAt: clock('13:10') }),
    ...addLoad(writing('13:05'), {
      loadCy: 9.5,
      batchedAt: clock('12:45'),
      dischargeEndedAt: clock('13:05'),
    }),
  ]);
  const { done, progress } = await board('13:20');
  expect(done.map(({ number, cy }) => [number, cy])).toEqual([
    [2, 10],
    [1, 9.5],
  ]);
  expect(progress.placedCy).toBe(19.5);
});

test('what was over last stands first, whatever was batched last', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write([
    ...addLoad(writing('13:00'), { batchedAt: clock('12:40'), dischargeEndedAt: clock('13:40') }),
    ...addLoad(writing('13:00'), { batchedAt: clock('12:50'), dischargeEndedAt: clock('13:20') }),
    ...addLoad(writing('13:00'), { batchedAt: clock('12:55'), arrivedAt: clock('13:30') }),
  ]);
  const last = (await board('13:45')).onSite[0]?.load;
  if (last) await write(rejectLoad(last, 'slump', ''));
  expect((await board('13:45')).done.map(({ number }) => number)).toEqual([1, 3, 2]);
});

test('a tap taken back keeps what another tablet wrote on the same load meanwhile', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write(
    addLoad(writing('13:00'), { loadCy: 10, batchedAt: clock('12:40'), arrivedAt: clock('12:59') }),
  );
  const [before] = (await board('13:00')).loads;
  if (!before) throw new Error('no load');
  const [reject] = rejectLoad(before, 'slump', '');
  if (!reject) throw new Error('no change');
  await write([reject]);
  await write(editLoad(writing('13:02'), before, { slumpIn: 7.5 }, 90));
  await workspace.saveAll('undo', reverseEdits(reject, reverseOf(before, reject)));
  const [after] = (await board('13:03')).loads;
  expect(after?.verdict).toBeUndefined();
  expect(after?.rejectReason).toBeUndefined();
  expect(after?.slumpIn).toBe(7.5);
});

test('a withdrawn load stays in the log and counts for nothing', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write(addLoad(writing('13:00'), { loadCy: 10, dischargeEndedAt: clock('13:00') }));
  const [load] = (await board('13:00')).loads;
  if (!load) throw new Error('no load');
  await write(voidRecord(writing('13:01'), 'loads', load.id, 'typed twice'));
  const { progress, loads, done } = await board('13:02');
  expect(progress.placedCy).toBe(0);
  expect(done).toEqual([]);
  expect(loads[0]?.void?.reason).toBe('typed twice');
});

test('the first hours make the log’s header, and later ones keep the others', async () => {
  const { workspace, board, writing, write } = await opened();
  await using _ = workspace;
  await write(editCrewHours(writing('20:00'), { [ANA]: 8 }));
  await write(editCrewHours(writing('20:01'), { [POUR]: 6, [ANA]: 8.5 }));
  expect((await board('20:02')).log).toMatchObject({
    pourDay: DAY,
    crewHours: { [ANA]: { hours: 8.5 }, [POUR]: { hours: 6 } },
  });
});

test('a half-filled sheet is kept until it is saved or closed', async () => {
  const { workspace } = await opened();
  await using _ = workspace;
  const kept = { sheet: { kind: 'load' }, values: { truckNumber: 'T-2' } } as const;
  await keepSheet(workspace.db, POUR, kept, clock('13:00'));
  expect(await keptSheet(workspace.db, POUR)).toEqual(kept);
  expect(await keptSheet(workspace.db, ANA)).toBeUndefined();
  await forgetSheet(workspace.db, POUR);
  expect(await keptSheet(workspace.db, POUR)).toBeUndefined();
});
