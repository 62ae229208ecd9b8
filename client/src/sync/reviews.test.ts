import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import type { Review } from 'shared/protocol/reviews.ts';
import { readDocs } from '../db/live.ts';
import { ApiProblem, NoLine } from './api.ts';
import {
  decidedReviews,
  noteDecision,
  openReviews,
  sendDecisions,
  takeBackDecision,
  takeEdit,
} from './reviews.ts';
import { idOf } from './test-pages.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';

const AT = '2026-11-24T14:00:00.000Z';
const MON = [{ part: 'full', status: 'pto' }] as const;
const SICK = [{ part: 'full', status: 'sick' }] as const;

const review: Review = {
  id: 'review-1',
  seq: 7,
  collection: 'schedule_weeks',
  documentId: idOf(1),
  unit: 'days.mon',
  lost: SICK,
  lostBy: idOf(8),
  lostAt: AT,
  kept: MON,
  keptBy: idOf(9),
  keptAt: AT,
  at: AT,
};

const WEEK = {
  id: idOf(1),
  employeeId: idOf(5),
  weekStart: '2026-11-23',
  days: { mon: [...MON], tue: [...MON] },
};

async function held(...reviews: readonly Review[]): Promise<TestWorkspace> {
  const workspace = await testWorkspace({
    collections: ['schedule_weeks', 'absences'],
    documents: { schedule_weeks: [WEEK] },
  });
  await workspace.db.local.reviews.bulkPut(reviews.map((one) => ({ id: one.id, content: one })));
  return workspace;
}

const open = async ({ db }: TestWorkspace) => (await firstValueFrom(openReviews(db))).map(({ id }) => id);
const decided = async ({ db }: TestWorkspace) =>
  (await firstValueFrom(decidedReviews(db))).map(({ id }) => id);

const server = (answer: (path: string) => Promise<unknown>, asked: string[] = []) => ({
  post: <T>(path: string): Promise<T> => {
    asked.push(path);
    return answer(path) as Promise<T>;
  },
});

const settled = { ...review, settled: { by: idOf(8), at: AT, how: 'settled' } };

test('V1 taking the other value is an edit of that value alone, and undo takes it back', async () => {
  await using workspace = await held(review);
  const edit = await takeEdit(workspace.db, review);
  if (!edit) throw new Error('It is held here');
  await workspace.saveAll('take', [edit]);
  expect((await readDocs(workspace.db, 'schedule_weeks'))[0]?.days).toEqual({ mon: SICK, tue: MON });
  await workspace.undo();
  expect((await readDocs(workspace.db, 'schedule_weeks'))[0]?.days).toEqual({ mon: MON, tue: MON });
});

test('V1 a deletion that was overruled deletes; what is not held here is left to the server', async () => {
  await using workspace = await held();
  await workspace.saveAll('make', [
    {
      collection: 'absences',
      id: idOf(2),
      change: () => ({ employeeId: idOf(5), from: '2026-11-27', to: '2026-11-27' }),
    },
  ]);
  const deletion: Review = { ...review, collection: 'absences', documentId: idOf(2), unit: '_deleted' };
  const edit = await takeEdit(workspace.db, deletion);
  if (!edit) throw new Error('It is held here');
  await workspace.saveAll('take', [edit]);
  expect(await readDocs(workspace.db, 'absences')).toEqual([]);
  expect(await takeEdit(workspace.db, { ...review, documentId: idOf(3) })).toBeUndefined();
});

test('V2 what is decided without a line waits as decided, and nobody is asked about it again', async () => {
  await using workspace = await held(review);
  await noteDecision(workspace.db, { review: review.id, how: 'settle', at: AT });
  expect([await open(workspace), await decided(workspace)]).toEqual([[], [review.id]]);
  const noLine = server(() => Promise.reject(new NoLine('away')));
  await expect(sendDecisions(workspace.db, noLine)).rejects.toThrow(NoLine);
  expect(await decided(workspace)).toEqual([review.id]);
});

test('V3 a decision that was not told yet can be taken back', async () => {
  await using workspace = await held(review);
  await noteDecision(workspace.db, { review: review.id, how: 'settle', at: AT });
  await takeBackDecision(workspace.db, review.id);
  expect([await open(workspace), await decided(workspace)]).toEqual([[review.id], []]);
});

test('V4 once told it is settled, by whomever, and gone for this person too', async () => {
  await using workspace = await held(review);
  const asked: string[] = [];
  await noteDecision(workspace.db, { review: review.id, how: 'settle', at: AT });
  const api = server(() => Promise.resolve({ review: settled }), asked);
  await sendDecisions(workspace.db, api);
  await sendDecisions(workspace.db, api);
  expect(asked).toEqual(['/reviews/review-1/settle']);
  expect([await open(workspace), await decided(workspace)]).toEqual([[], []]);
});

test('V5 a decision that the server refuses comes back to the person with its reason, and holds up no other', async () => {
  await using workspace = await held(review, { ...review, id: 'review-2' });
  for (const id of ['review-1', 'review-2'])
    await noteDecision(workspace.db, { review: id, how: 'take', at: AT });
  const api = server((path) =>
    path.includes('review-1')
      ? Promise.reject(
          new ApiProblem(403, { code: 'not_permitted', detail: 'Your role may not change this.' }),
        )
      : Promise.resolve({ review: { ...settled, id: 'review-2' } }),
  );
  await sendDecisions(workspace.db, api);
  const [back] = await firstValueFrom(openReviews(workspace.db));
  expect(back).toMatchObject({ id: 'review-1', decision: { refused: 'Your role may not change this.' } });
  expect(await decided(workspace)).toEqual([]);
});

test('V5 a review that the server knows no more is forgotten', async () => {
  await using workspace = await held(review);
  await noteDecision(workspace.db, { review: review.id, how: 'settle', at: AT });
  await sendDecisions(
    workspace.db,
    server(() => Promise.reject(new ApiProblem(404, { code: 'not_found' }))),
  );
  expect([await open(workspace), await decided(workspace)]).toEqual([[], []]);
});

test('V5 a value that the server was to put in place of a review it knows no more comes back, until it is settled', async () => {
  await using workspace = await held({ ...review, documentId: idOf(3) });
  const { db } = workspace;
  const knowsNothing = server(() =>
    Promise.reject(new ApiProblem(404, { code: 'not_found', detail: 'There is no such review.' })),
  );
  await noteDecision(db, { review: review.id, how: 'take', at: AT });
  await sendDecisions(db, knowsNothing);
  const [back] = await firstValueFrom(openReviews(db));
  expect(back).toMatchObject({ id: review.id, decision: { unknown: true } });
  await noteDecision(db, { review: review.id, how: 'settle', at: AT });
  await sendDecisions(db, knowsNothing);
  expect([await open(workspace), await decided(workspace)]).toEqual([[], []]);
});
