import { randomBytes, randomUUID } from 'node:crypto';
import type { SignedIn } from 'shared/protocol/auth.ts';
import type { Checkpoint, PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import { smallest } from './sync.ts';

const PASSWORD = 'placing finishing curing 2418';

/** A device that speaks to whichever node it likes: each call names one. */
export interface NodeClient {
  readonly signedIn: SignedIn;
  readonly epoch: string;
  region(): ReturnType<typeof smallest>;
  ask<T>(node: string, path: string, body?: unknown): Promise<T>;
  push(node: string, documents: readonly object[]): Promise<PushAnswer>;
  pull(node: string, limit: number, checkpoint?: Checkpoint): Promise<PullAnswer>;
  listen(node: string): Promise<EventLine>;
}

/** Server-sent events, one at a time; heartbeats are left out. */
export interface EventLine {
  /** The next event of this name; what comes before it is passed over. @throws where the stream ends before it */
  next<T>(event: string): Promise<T>;
  close(): void;
}

async function post<T>(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A fresh company with its owner signed in on one node. */
export async function signUp(node: string): Promise<NodeClient> {
  const slug = `nodes-${randomBytes(4).toString('hex')}`;
  const account = { slug, companyName: slug, name: 'Nodes Owner', password: PASSWORD };
  return client(
    node,
    await post<SignedIn>(`${node}/api/v1/workspaces`, { ...account, email: `owner@${slug}.example` }),
  );
}

/** The same person on one more device. */
export async function signInAgain(node: string, { workspace, user }: SignedIn): Promise<NodeClient> {
  const login = { workspace: workspace.slug, email: user.email, password: PASSWORD };
  return client(node, await post<SignedIn>(`${node}/api/v1/auth/login`, login));
}

async function client(node: string, signedIn: SignedIn): Promise<NodeClient> {
  const headers = {
    authorization: `Bearer ${signedIn.accessToken}`,
    'x-protocol-version': '1',
    'x-device-id': randomUUID(),
  };
  const get = async <T>(url: string): Promise<T> => {
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const pull: NodeClient['pull'] = (at, limit, checkpoint) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (checkpoint) query.set('checkpoint', JSON.stringify(checkpoint));
    return get(`${at}/api/v1/sync/regions/pull?${query.toString()}`);
  };
  const { epoch } = (await pull(node, 1)).asOf;
  return {
    signedIn,
    epoch,
    region: () => smallest('regions', signedIn.user.id),
    ask: (at, path, body) =>
      body === undefined ? get(`${at}/api/v1${path}`) : post(`${at}/api/v1${path}`, body, headers),
    pull,
    push: (at, documents) => {
      const rows = documents.map((document) => ({ collection: 'regions', base: null, document }));
      return post(`${at}/api/v1/sync/push`, { epoch, rows }, headers);
    },
    async listen(at) {
      const stop = new AbortController();
      const answer = await fetch(`${at}/api/v1/sync/stream`, { headers, signal: stop.signal });
      if (!answer.ok) throw new Error(`the stream answered ${answer.status}`);
      return { ...eventsOf(answer), close: () => stop.abort() };
    },
  };
}

export function eventsOf(answer: Response): Pick<EventLine, 'next'> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next<T>(event: string) {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const piece = await reader?.read();
          if (!piece || piece.done) throw new Error(`the stream ended before ${event}`);
          text += piece.value;
          continue;
        }
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (block.startsWith(`event: ${event}\n`))
          return JSON.parse(block.slice(block.indexOf('data: ') + 6)) as T;
      }
    },
  };
}
