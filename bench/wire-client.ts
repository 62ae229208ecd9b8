import { randomUUID } from 'node:crypto';
import type { SignedIn } from 'shared/protocol/auth.ts';
import type { PullAnswer, Checkpoint } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRow } from 'shared/protocol/push.ts';
import type { CollectionName } from 'shared/schema/collections.ts';

/** A device reduced to its wire: signs in, pulls, pushes, listens. */
export interface WireClient {
  readonly userId: string;
  readonly epoch: string;
  pull(collection: CollectionName, checkpoint?: Checkpoint, limit?: number): Promise<PullAnswer>;
  push(rows: readonly PushRow[]): Promise<PushAnswer>;
  /** The same in two steps: what a device works out by itself, and what it asks of the server. */
  bodyOf(rows: readonly PushRow[]): string;
  send(body: string): Promise<PushAnswer>;
  /** Calls back at every poke until the answer is called. */
  listen(onPoke: (collections: readonly string[]) => void): Promise<() => void>;
}

export async function signIn(
  url: string,
  workspace: string,
  email: string,
  password: string,
): Promise<WireClient> {
  const session = await openSession(url, workspace, email, password);
  return wireClient(url, session.accessToken, session.user.id);
}

export const openSession = async (
  url: string,
  workspace: string,
  email: string,
  password: string,
): Promise<SignedIn> =>
  json<SignedIn>(
    await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ workspace, email, password }),
    }),
  );

const PASSWORD = 'placing finishing curing 2418';
const ownerOf = (slug: string): string => `owner@${slug}.example`;

/** The owner of a workspace that was signed up here, with a fresh token: one lives for ten minutes. */
export const signInAgain = (url: string, slug: string): Promise<WireClient> =>
  signIn(url, slug, ownerOf(slug), PASSWORD);

/** A fresh workspace with its owner signed in. */
export async function signUp(url: string, slug: string): Promise<WireClient> {
  const session = await json<{ accessToken: string; user: { id: string } }>(
    await fetch(`${url}/api/v1/workspaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        slug,
        companyName: slug,
        name: 'Bench Owner',
        email: ownerOf(slug),
        password: PASSWORD,
      }),
    }),
  );
  return wireClient(url, session.accessToken, session.user.id);
}

async function wireClient(url: string, token: string, userId: string): Promise<WireClient> {
  const headers = {
    authorization: `Bearer ${token}`,
    'x-protocol-version': '1',
    'x-device-id': randomUUID(),
    'content-type': 'application/json',
  };
  let epoch: string | undefined;
  const pull: WireClient['pull'] = async (collection, checkpoint, limit = 2000) => {
    const query = new URLSearchParams({
      limit: String(limit),
      ...(checkpoint && { checkpoint: JSON.stringify(checkpoint) }),
      ...(epoch && { epoch }),
    });
    return json<PullAnswer>(await fetch(`${url}/api/v1/sync/${collection}/pull?${query}`, { headers }));
  };
  epoch = (await pull('regions')).asOf.epoch;
  const known = epoch;
  const bodyOf: WireClient['bodyOf'] = (rows) => JSON.stringify({ epoch: known, rows });
  const send: WireClient['send'] = async (body) =>
    json<PushAnswer>(await fetch(`${url}/api/v1/sync/push`, { method: 'POST', headers, body }));
  return {
    userId,
    epoch: known,
    pull,
    push: (rows) => send(bodyOf(rows)),
    bodyOf,
    send,
    listen: (onPoke) => listen(`${url}/api/v1/sync/stream`, headers, onPoke),
  };
}

async function listen(
  url: string,
  headers: Record<string, string>,
  onPoke: (collections: readonly string[]) => void,
): Promise<() => void> {
  const stop = new AbortController();
  const answer = await fetch(url, {
    headers: { ...headers, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`);
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    let waiting = '';
    for await (const chunk of body) {
      waiting += decoder.decode(chunk, { stream: true });
      const events = waiting.split('\n\n');
      waiting = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (/^event: ?poke$/m.test(event) && data)
          onPoke((JSON.parse(data) as { collections: string[] }).collections);
      }
    }
  };
  read(answer.body).catch(() => undefined);
  return () => stop.abort();
}

async function json<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
