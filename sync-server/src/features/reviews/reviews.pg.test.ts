import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { ReviewAnswer, ReviewsAnswer } from 'shared/protocol/reviews.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const reviews = async (device: TestDevice, after = 0) =>
  (await device.call<ReviewsAnswer>('GET', `/reviews?after=${after}`)).body;

const only = (answer: ReviewsAnswer) => {
  const [review] = answer.reviews;
  if (!review || answer.reviews.length > 1)
    throw new Error(`expected one review, got ${answer.reviews.length}`);
  return review;
};

/** Ann and Bea changed the name of one project; Bea's is later and holds. */
async function disputed() {
  const { device: ann, addDevice, tenantId } = await server.tenant();
  const bea = await addDevice('admin');
  const base = ann.document('projects', {
    name: 'Tower',
    updatedAt: new Date(Date.now() - 60_000).toISOString(),
  });
  await ann.push([{ collection: 'projects', base: null, document: base }]);
  const edit = (device: TestDevice, name: string, at: number) => ({
    collection: 'projects',
    base,
    document: {
      ...base,
      name,
      rev: newRev(),
      updatedAt: new Date(Date.now() - at).toISOString(),
      updatedBy: device.scope.userId,
    },
  });
  await bea.push([edit(bea, 'Tower B', 10_000)]);
  await ann.push([edit(ann, 'Tower A', 20_000)]);
  const name = async (): Promise<unknown> => (await ann.pullAll('projects')).documents[0]?.['name'];
  return { ann, bea, addDevice, tenantId, base, name };
}

describe('what lost a merge', () => {
  test('is shown to both people, and to nobody else', async () => {
    const { ann, bea, addDevice } = await disputed();
    const third = await addDevice('owner');
    const review = only(await reviews(ann));
    expect(review).toMatchObject({
      collection: 'projects',
      unit: 'name',
      lost: 'Tower A',
      lostBy: ann.scope.userId,
      kept: 'Tower B',
      keptBy: bea.scope.userId,
    });
    expect(review).not.toHaveProperty('settled');
    expect(only(await reviews(bea))).toEqual(review);
    expect((await reviews(third)).reviews).toEqual([]);
    expect((await third.call('POST', `/reviews/${review.id}/take`)).status).toBe(404);
  });

  test('taken instead, it is a write like any other: stored, audited, pulled, and settled for both', async () => {
    const { ann, bea, tenantId, name } = await disputed();
    const review = only(await reviews(ann));
    const before = await server.asAdmin('select seq from app.audit_log where tenant_id = $1', [tenantId]);
    const { status, body } = await ann.call<ReviewAnswer>('POST', `/reviews/${review.id}/take`);
    expect([status, body.review.settled?.how, body.review.settled?.by]).toEqual([
      200,
      'taken',
      ann.scope.userId,
    ]);
    expect(await name()).toBe('Tower A');
    const log = await server.asAdmin(
      'select actor, before, after from app.audit_log where tenant_id = $1 order by seq',
      [tenantId],
    );
    expect(log).toHaveLength(before.length + 1);
    expect(log.at(-1)).toMatchObject({
      actor: ann.scope.userId,
      before: { name: 'Tower B' },
      after: { name: 'Tower A' },
    });
    expect(only(await reviews(bea, review.seq)).settled?.how).toBe('taken');
  });

  test('taken twice it is written once', async () => {
    const { ann, bea, tenantId } = await disputed();
    const { id } = only(await reviews(ann));
    await ann.call('POST', `/reviews/${id}/take`);
    const after = await server.asAdmin('select seq from app.audit_log where tenant_id = $1', [tenantId]);
    expect((await bea.call<ReviewAnswer>('POST', `/reviews/${id}/take`)).body.review.settled?.by).toBe(
      ann.scope.userId,
    );
    expect(await server.asAdmin('select seq from app.audit_log where tenant_id = $1', [tenantId])).toEqual(
      after,
    );
  });

  test('settled as it is, nothing is written', async () => {
    const { ann, bea, name } = await disputed();
    const review = only(await reviews(bea));
    const { body } = await bea.call<ReviewAnswer>('POST', `/reviews/${review.id}/settle`);
    expect(body.review.settled?.how).toBe('settled');
    expect(await name()).toBe('Tower B');
    expect(only(await reviews(ann, review.seq)).settled?.by).toBe(bea.scope.userId);
  });

  test('who may not write it may not take it', async () => {
    const { ann, name } = await disputed();
    const { id } = only(await reviews(ann));
    await server.asAdmin(`update app.memberships set role = 'viewer' where user_id = $1`, [ann.scope.userId]);
    const { status, body } = await ann.call('POST', `/reviews/${id}/take`);
    expect([status, body.code]).toEqual([403, 'not_permitted']);
    expect(await name()).toBe('Tower B');
    expect(only(await reviews(ann))).not.toHaveProperty('settled');
  });

  test('a value that a deletion removed comes back with its document; an overruled deletion can be taken', async () => {
    const { device: ann, addDevice } = await server.tenant();
    const bea = await addDevice('admin');
    const meet = async (deletedAt: number, editedAt: number): Promise<WireDocument> => {
      const base = ann.document('absences', { updatedAt: new Date(Date.now() - 60_000).toISOString() });
      await ann.push([{ collection: 'absences', base: null, document: base }]);
      const at = (ms: number) => new Date(Date.now() - ms).toISOString();
      const edited = {
        ...base,
        note: 'x',
        rev: newRev(),
        updatedAt: at(editedAt),
        updatedBy: bea.scope.userId,
      };
      await bea.push([{ collection: 'absences', base, document: edited }]);
      const deleted = { ...base, _deleted: true, rev: newRev(), updatedAt: at(deletedAt) };
      await ann.push([{ collection: 'absences', base, document: deleted }]);
      return base;
    };
    const removed = await meet(1000, 2000);
    await bea.call('POST', `/reviews/${only(await reviews(bea)).id}/take`);
    expect((await bea.pullAll('absences')).documents).toMatchObject([{ id: removed.id, note: 'x' }]);
    const seen = (await reviews(ann)).seq;
    await meet(2000, 1000);
    const overruled = only(await reviews(ann, seen));
    expect(overruled).toMatchObject({ unit: '_deleted', lost: true });
    await ann.call('POST', `/reviews/${overruled.id}/take`);
    expect((await bea.pullAll('absences')).documents.map(({ id }) => id)).toEqual([removed.id]);
  });
});
