import { randomBytes } from 'node:crypto';
import type { InviteLink, SignedIn } from 'shared/protocol/auth.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { smallest, type SyncTest } from '../../sync-server/test/sync.ts';

const DEVICE = '00000000-0000-4000-8000-000000000001';

/** A company with something of everything that can be asked for by name. */
export interface Company {
  readonly signedIn: SignedIn;
  readonly password: string;
  readonly epoch: string;
  readonly drainToken: string;
  /** Ids, revs and checkpoints of its own. */
  readonly words: readonly string[];
  /** Whoever has one of these may do what it is for, and is shown what it opens. */
  readonly secrets: readonly string[];
  readonly documentIds: readonly string[];
}

let addresses = 0;

/** From an address of its own each time: the limits of the rate are somebody else's subject. */
export const newAddress = (): string => {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

/** Signs up a company and writes one document in every collection; `word` marks every text of it. */
export async function foundCompany(server: SyncTest, word: string): Promise<Company> {
  const send = async <T>(method: 'GET' | 'POST', path: string, token: string, body?: unknown): Promise<T> => {
    const answer = await server.app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: newAddress(),
      headers: {
        'x-protocol-version': '1',
        'x-device-id': DEVICE,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return answer.body === '' ? (undefined as T) : answer.json<T>();
  };
  const slug = `${word}-${randomBytes(4).toString('hex')}`;
  const password = `${word} and a long enough sentence`;
  const signedIn = await send<SignedIn>('POST', '/workspaces', '', {
    slug,
    companyName: `${word} Concrete`,
    name: `${word} Owner`,
    email: `owner@${slug}.example`,
    password,
  });
  const { accessToken: token, user, workspace } = signedIn;
  const { member, invite } = await send<{ member: { id: string }; invite: InviteLink }>(
    'POST',
    '/members',
    token,
    { name: `${word} Member`, email: `member@${slug}.example`, role: 'viewer' },
  );
  const { asOf, checkpoint } = await send<PullAnswer>('GET', '/sync/regions/pull', token);
  const documents = COLLECTION_NAMES.map((collection: CollectionName) => ({
    collection,
    base: null,
    document: smallest(collection, user.id, collection === 'regions' ? { name: `${word} North` } : {}),
  }));
  await send('POST', '/sync/push', token, { epoch: asOf.epoch, rows: documents });
  // What is named in requests is another sign-in of the same person: ending that one ends nobody's run.
  const second = await send<SignedIn>('POST', '/auth/login', '', {
    workspace: slug,
    email: user.email,
    password,
  });
  const { sessions } = await send<{ sessions: { id: string; current: boolean }[] }>(
    'GET',
    '/auth/sessions',
    token,
  );
  const sessionId = sessions.find(({ current }) => !current)?.id ?? '';
  const drainToken = server.app.tokens.drain({ tenantId: workspace.id, userId: user.id, sessionId });
  const documentIds = documents.map(({ document }) => document.id);
  return {
    signedIn,
    password,
    epoch: asOf.epoch,
    drainToken,
    documentIds,
    secrets: [second.refreshToken, invite.token],
    words: [
      workspace.id,
      user.id,
      member.id,
      sessionId,
      JSON.stringify(checkpoint),
      ...documentIds,
      ...documents.map(({ document }) => document.rev),
    ],
  };
}
