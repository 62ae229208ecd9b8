import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARCHIVED } from 'shared/protocol/archive.ts';
import type { InviteLink, SignedIn } from 'shared/protocol/auth.ts';
import type { Checkpoint } from 'shared/protocol/pull.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { hashOf, photo, tusDevice } from '../test/uploads.ts';
import { newRev, smallest, syncTest, type SyncTest } from '../test/sync.ts';

/** Two workspaces, and every call that the API has: found in its own description, so that none is forgotten. */
const CANARY = 'canary-51c9';
const DEVICE = '0190a000-0000-4000-8000-00000000000e';
const PASSWORD = 'a long enough sentence';

interface Company {
  readonly signedIn: SignedIn;
  readonly inviteToken: string;
  readonly sessionId: string;
  readonly quarantineId: string;
  readonly documentId: string;
  readonly review: Review;
  readonly checkpoint: Checkpoint;
  /** A photo that arrived, and the address of an upload under way. */
  readonly sha256: string;
  readonly upload: string;
}

let server: SyncTest;
let mine: Company;
let other: Company;

const send = async (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  token: string,
  body?: unknown,
) => {
  const { statusCode, body: text } = await server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      'x-protocol-version': '1',
      'x-device-id': DEVICE,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: statusCode, text };
};
const read = async <T>(...call: Parameters<typeof send>): Promise<T> =>
  JSON.parse((await send(...call)).text) as T;

async function company(word: string): Promise<Company> {
  const slug = `${word}-${randomBytes(3).toString('hex')}`;
  const signedIn = await read<SignedIn>('POST', '/workspaces', '', {
    slug,
    companyName: `${word} Concrete`,
    name: `${word} Owner`,
    email: `owner@${slug}.example`,
    password: `${PASSWORD} of ${word}`,
  });
  const { accessToken: token, user, workspace } = signedIn;
  const { invite } = await read<{ invite: InviteLink }>('POST', '/members', token, {
    name: `${word} Member`,
    email: `member@${slug}.example`,
    role: 'viewer',
  });
  const epoch = await server.epoch(workspace.id);
  const push = (...rows: readonly unknown[]) => send('POST', '/sync/push', token, { epoch, rows });
  const region = smallest('regions', user.id, { name: word });
  const edit = (name: string, at: number) => ({
    collection: 'regions',
    base: region,
    document: { ...region, name, rev: newRev(), updatedAt: new Date(Date.now() + at).toISOString() },
  });
  await push({ collection: 'regions', base: null, document: region });
  await push(edit(`${word} later`, 900));
  await push(edit(`${word} earlier`, 500));
  const { checkpoint } = await read<{ checkpoint: Checkpoint }>('GET', '/sync/regions/pull', token);
  const [review] = (await read<{ reviews: Review[] }>('GET', '/reviews', token)).reviews;
  const { sessions } = await read<{ sessions: { id: string }[] }>('GET', '/auth/sessions', token);
  const drain = server.app.tokens.drain({
    tenantId: workspace.id,
    userId: user.id,
    sessionId: sessions[0]?.id ?? '',
  });
  await send('POST', '/quarantine', drain, {
    items: [{ collection: 'regions', document: { id: region.id, name: word }, source: 'unsent' }],
  });
  const { entries } = await read<{ entries: { id: string }[] }>('GET', '/quarantine', token);
  if (!review) throw new Error('no value lost a merge');
  const tus = tusDevice(server.app, () => token);
  const bytes = await photo(word.length);
  await tus.upload(bytes);
  const { location } = await tus.create(bytes);
  return {
    signedIn,
    inviteToken: invite.token,
    sessionId: sessions[0]?.id ?? '',
    quarantineId: entries[0]?.id ?? '',
    documentId: region.id,
    review,
    checkpoint,
    sha256: hashOf(bytes),
    upload: location.slice(location.lastIndexOf('/') + 1),
  };
}

/** Everything that the other company has, as the administrator sees it. */
async function possessions(): Promise<unknown> {
  const tables = await server.asAdmin(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'tenant_id' and c.relkind = 'r' order by 1`,
  );
  const found: unknown[] = [];
  for (const { name } of tables)
    found.push(
      await server.asAdmin(
        `select '${String(name)}' as name, count(*) as rows, md5(string_agg(t::text, '' order by t::text)) as digest
         from ${String(name)} t where tenant_id = $1`,
        [other.signedIn.workspace.id],
      ),
    );
  return found;
}

beforeAll(async () => {
  server = await syncTest();
  mine = await company('mine');
  other = await company(CANARY);
});
afterAll(() => server.close());

/** What names something, from one company and of nobody; `malformed` is neither. */
interface Named {
  readonly foreign: string;
  readonly absent: string;
}
type Answer = { readonly status: number; readonly text: string };
interface Call {
  /** What is asked for by name; a call without names is only looked at for foreign bytes. */
  readonly names?: () => Named;
  readonly go: (name: string) => Promise<Answer>;
}

const token = (): string => mine.signedIn.accessToken;
const id = (of: (company: Company) => string) => () => ({ foreign: of(other), absent: randomUUID() });
const secretOf = (text: string): string => text.slice(text.indexOf('.') + 1);
/** Under the other company's name, and under nobody's: a token that was never given out. */
const madeUp = () => {
  const secret = randomBytes(32).toString('base64url');
  return { foreign: `${other.signedIn.workspace.id}.${secret}`, absent: `${randomUUID()}.${secret}` };
};
/** The other company's secret under the own name. */
const carriedOver = (of: (company: Company) => string) => () => ({
  foreign: `${mine.signedIn.workspace.id}.${secretOf(of(other))}`,
  absent: `${mine.signedIn.workspace.id}.${randomBytes(32).toString('base64url')}`,
});
const at =
  (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: (name: string) => string, body?: unknown) =>
  (name: string) =>
    send(method, url(encodeURIComponent(name)), token(), body);
const byHash = () => ({
  foreign: other.sha256,
  absent: randomBytes(32).toString('hex'),
});
/** An upload under way, as its device or as a removed member's would ask for it. */
const upload =
  (method: 'HEAD' | 'PATCH' | 'DELETE', path: 'blobs' | 'quarantine') =>
  async (name: string): Promise<Answer> => {
    const { tenantId, userId, sessionId } = mineAs();
    const bearer = path === 'blobs' ? token() : server.app.tokens.drain({ tenantId, userId, sessionId });
    const { statusCode, body } = await server.app.inject({
      method,
      url: `/api/v1/${path}/uploads/${encodeURIComponent(name)}`,
      headers: {
        authorization: `Bearer ${bearer}`,
        'tus-resumable': '1.0.0',
        ...(method === 'PATCH' && {
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
        }),
      },
      ...(method === 'PATCH' && { payload: Buffer.from('x') }),
    });
    return { status: statusCode, text: body };
  };
const mineAs = () => ({
  tenantId: mine.signedIn.workspace.id,
  userId: mine.signedIn.user.id,
  sessionId: mine.sessionId,
});
const uploadNames = () => ({
  foreign: other.upload,
  absent: `${randomUUID()}.${randomUUID()}.${randomBytes(16).toString('hex')}`,
});
const announce =
  (bearer: () => string, path: string) =>
  async (sha256: string): Promise<Answer> => {
    const { status, headers } = await tusDevice(server.app, bearer).create(Buffer.from('x'), {
      sha256,
      path: `/api/v1/${path}/uploads`,
    });
    // Where it goes on is drawn at random.
    return { status, text: headers['location'] === undefined ? 'refused' : 'taken' };
  };
const login = (workspace: string) =>
  send('POST', '/auth/login', '', {
    workspace,
    email: mine.signedIn.user.email,
    password: `${PASSWORD} of mine`,
  });

const CALLS: Readonly<Record<string, readonly Call[]>> = {
  'GET /sync/{collection}/pull': [
    {
      names: () => ({
        foreign: JSON.stringify(other.checkpoint),
        absent: JSON.stringify({ ...other.checkpoint, signature: randomBytes(16).toString('base64url') }),
      }),
      go: at('GET', (name) => `/sync/regions/pull?checkpoint=${name}`),
    },
    ...COLLECTION_NAMES.map((collection) => ({ go: at('GET', () => `/sync/${collection}/pull?digest=1`) })),
  ],
  'GET /sync/{collection}/archive': [
    {
      names: id((company) => company.documentId),
      go: at('GET', (name) => `/sync/schedule_weeks/archive?after=2020-01-06%20${name}`),
    },
    {
      names: id((company) => company.documentId),
      go: at('GET', (name) => `/sync/employees/archive?id=${name}`),
    },
    ...ARCHIVED.map((collection) => ({ go: at('GET', () => `/sync/${collection}/archive?limit=1000`) })),
  ],
  'GET /facts/weeks': [{ go: at('GET', () => '/facts/weeks?weeks=26') }],
  'POST /sync/push': COLLECTION_NAMES.map((collection) => ({
    names: id((company) => company.documentId),
    go: async (name: string) => {
      const document = {
        ...smallest(collection, mine.signedIn.user.id),
        id: name,
        rev: 'fixed',
        updatedAt: '2026-01-01T00:00:00.000Z',
      };
      const rows = [{ collection, base: { ...document, rev: 'older' }, document }];
      return send('POST', '/sync/push', token(), {
        epoch: await server.epoch(mine.signedIn.workspace.id),
        rows,
      });
    },
  })),
  'POST /sync/presence': [
    {
      names: id((company) => company.documentId),
      go: async (name) => send('POST', '/sync/presence', token(), { stream: name, place: `pour:${name}` }),
    },
  ],
  // A deletion is the one offer that leaves nothing to be seen, but for its place in the order of one's own company.
  'POST /sync/offer': [
    {
      names: id((company) => company.documentId),
      go: async (name: string) => {
        const { id: updatedBy } = mine.signedIn.user;
        const updatedAt = '2026-01-01T00:00:00.000Z';
        const document = { id: name, rev: 'gone', updatedAt, updatedBy, _deleted: true };
        const answer = await send('POST', '/sync/offer', token(), {
          epoch: await server.epoch(mine.signedIn.workspace.id),
          rows: [{ collection: 'absences', base: null, document, counter: 0, clean: true }],
        });
        return { ...answer, text: answer.text.replace(/"counter":\d+/, '"counter":0') };
      },
    },
  ],
  'GET /reviews': [{ go: at('GET', () => '/reviews?after=0') }],
  'POST /reviews/{id}/take': [
    { names: id((company) => company.review.id), go: at('POST', (name) => `/reviews/${name}/take`) },
  ],
  'POST /reviews/{id}/settle': [
    { names: id((company) => company.review.id), go: at('POST', (name) => `/reviews/${name}/settle`) },
  ],
  'GET /audit': [
    { names: id((company) => company.signedIn.user.id), go: at('GET', (name) => `/audit?actor=${name}`) },
    { names: id((company) => company.documentId), go: at('GET', (name) => `/audit?documentId=${name}`) },
    { go: at('GET', () => '/audit?limit=500') },
  ],
  'GET /quarantine': [
    { go: at('GET', () => '/quarantine') },
    { go: async () => send('GET', `/quarantine?after=${other.quarantineId}`, token()) },
  ],
  'POST /quarantine/{id}/apply': [
    { names: id((company) => company.quarantineId), go: at('POST', (name) => `/quarantine/${name}/apply`) },
  ],
  'POST /quarantine/{id}/discard': [
    { names: id((company) => company.quarantineId), go: at('POST', (name) => `/quarantine/${name}/discard`) },
  ],
  'POST /quarantine': [
    {
      names: id((company) => company.documentId),
      go: (name) =>
        send(
          'POST',
          '/quarantine',
          server.app.tokens.drain({
            tenantId: mine.signedIn.workspace.id,
            userId: mine.signedIn.user.id,
            sessionId: mine.sessionId,
          }),
          { items: [{ collection: 'regions', document: { id: name }, source: 'unsent' }] },
        ),
    },
  ],
  'GET /blobs/{sha256}': [{ names: byHash, go: at('GET', (name) => `/blobs/${name}`) }],
  'GET /blobs/{sha256}/original': [{ names: byHash, go: at('GET', (name) => `/blobs/${name}/original`) }],
  'GET /blobs/{sha256}/{rendition}': [
    { names: byHash, go: at('GET', (name) => `/blobs/${name}/thumb`) },
    { names: byHash, go: at('GET', (name) => `/blobs/${name}/screen`) },
  ],
  'POST /blobs/uploads': [{ names: byHash, go: announce(token, 'blobs') }],
  'POST /quarantine/uploads': [
    { names: byHash, go: announce(() => server.app.tokens.drain(mineAs()), 'quarantine') },
  ],
  ...Object.fromEntries(
    (['blobs', 'quarantine'] as const).flatMap((path) =>
      (['HEAD', 'PATCH', 'DELETE'] as const).map((method) => [
        `${method} /${path}/uploads/{id}`,
        [{ names: uploadNames, go: upload(method, path) }],
      ]),
    ),
  ),
  'GET /members': [{ go: at('GET', () => '/members') }],
  'POST /members': [
    {
      go: async () =>
        send('POST', '/members', token(), { name: 'Twin', email: other.signedIn.user.email, role: 'viewer' }),
    },
  ],
  'PATCH /members/{id}': [
    {
      names: id((company) => company.signedIn.user.id),
      go: at('PATCH', (name) => `/members/${name}`, { role: 'viewer' }),
    },
  ],
  'DELETE /members/{id}': [
    { names: id((company) => company.signedIn.user.id), go: at('DELETE', (name) => `/members/${name}`) },
  ],
  'POST /members/{id}/link': [
    { names: id((company) => company.signedIn.user.id), go: at('POST', (name) => `/members/${name}/link`) },
  ],
  'GET /auth/sessions': [{ go: at('GET', () => '/auth/sessions') }],
  'DELETE /auth/sessions/{id}': [
    { names: id((company) => company.sessionId), go: at('DELETE', (name) => `/auth/sessions/${name}`) },
  ],
  'POST /auth/login': [
    { names: () => ({ foreign: other.signedIn.workspace.slug, absent: 'no-such-company' }), go: login },
  ],
  'POST /auth/refresh': [madeUp, carriedOver((company) => company.signedIn.refreshToken)].map((names) => ({
    names,
    go: (refreshToken: string) => send('POST', '/auth/refresh', '', { refreshToken }),
  })),
  'POST /auth/logout': [madeUp, carriedOver((company) => company.signedIn.refreshToken)].map((names) => ({
    names,
    go: (refreshToken: string) => send('POST', '/auth/logout', '', { refreshToken }),
  })),
  'POST /auth/invites/read': [madeUp, carriedOver((company) => company.inviteToken)].map((names) => ({
    names,
    go: (text: string) => send('POST', '/auth/invites/read', '', { token: text }),
  })),
  'POST /auth/invites/accept': [madeUp, carriedOver((company) => company.inviteToken)].map((names) => ({
    names,
    go: (text: string) =>
      send('POST', '/auth/invites/accept', '', { token: text, password: `${PASSWORD} taken` }),
  })),
  'POST /auth/password': [
    {
      go: at('POST', () => '/auth/password', {
        current: `${PASSWORD} of ${CANARY}`,
        password: `${PASSWORD} new`,
      }),
    },
  ],
  // An address is everybody's to see taken; what is behind it is nobody's.
  'GET /workspaces/slug-check': [
    { go: async () => send('GET', `/workspaces/slug-check?slug=${other.signedIn.workspace.slug}`, '') },
  ],
  'POST /workspaces': [
    {
      go: async () =>
        send('POST', '/workspaces', '', {
          slug: other.signedIn.workspace.slug,
          companyName: 'Twin',
          name: 'Twin',
          email: other.signedIn.user.email,
          password: `${PASSWORD} of a twin`,
        }),
    },
  ],
};

/** The stream's hints are read from an open line, in features/sync/stream.pg.test.ts; the others know no company. */
const ELSEWHERE = ['GET /sync/stream', 'GET /openapi.json', 'GET /health/live', 'GET /health/ready'];

test('no call of the API is missing here', async () => {
  const { text } = await send('GET', '/openapi.json', '');
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  expect(described.sort()).toEqual([...Object.keys(CALLS), ...ELSEWHERE].sort());
});

describe.each(Object.entries(CALLS))('%s', (_call, calls) => {
  test('shows no byte of the other company, answers a foreign name as an absent one, and leaves it alone', async () => {
    const before = await possessions();
    for (const { names, go } of calls) {
      const named = names?.();
      const asked = named ? [named.foreign, named.absent, `x' or true --`] : [''];
      const answers = [];
      for (const name of asked) {
        const { status, text } = await go(name);
        answers.push({ status, text: name === '' ? text : text.replaceAll(name, '<name>') });
      }
      const secrets = [
        other.signedIn.workspace.id,
        other.signedIn.user.id,
        other.review.id,
        other.documentId,
      ];
      for (const { status, text } of answers) {
        expect(status).toBeLessThan(500);
        // What was sent may be repeated, such as an address that is taken.
        const shown = text
          .replaceAll(other.signedIn.workspace.slug, '')
          .replaceAll(other.signedIn.user.email, '');
        for (const secret of [CANARY, ...secrets]) expect(shown).not.toContain(secret);
      }
      expect(answers[named ? 0 : 1]).toEqual(answers[1]);
    }
    expect(await possessions()).toEqual(before);
  });
});

test('the same names do something for the company whose they are', async () => {
  const { accessToken, refreshToken, user } = other.signedIn;
  const outcomes = [
    await send('POST', `/reviews/${other.review.id}/settle`, accessToken),
    await send(
      'GET',
      `/sync/regions/pull?checkpoint=${encodeURIComponent(JSON.stringify(other.checkpoint))}`,
      accessToken,
    ),
    await send('PATCH', `/members/${user.id}`, accessToken, { name: CANARY }),
    await send('POST', '/auth/invites/read', '', { token: other.inviteToken }),
    await send('POST', '/auth/refresh', '', { refreshToken }),
    await send('GET', `/blobs/${other.sha256}/thumb`, accessToken),
    {
      text: '',
      status: (await tusDevice(server.app, () => accessToken).offset(`/api/v1/blobs/uploads/${other.upload}`))
        .status,
    },
  ];
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 200));
  for (const at of [0, 2, 3, 4]) expect(outcomes[at]?.text).toContain(CANARY);
});
