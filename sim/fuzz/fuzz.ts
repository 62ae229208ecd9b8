import { randomUUID } from 'node:crypto';
import { ERRORS } from 'shared/protocol/errors.ts';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { sampleDocument } from '../../sync-server/test/documents.ts';
import { smallest, type SyncTest } from '../../sync-server/test/sync.ts';
import { dice } from '../real/plan.ts';
import { count, type Counts } from '../tally.ts';
import { operationsOf, requestOf, type Caller, type Description, type Operated } from './calls.ts';
import { foundCompany, newAddress, type Company } from './company.ts';
import { pick, type Roll } from './shapes.ts';

/** In every text of the other company, and in nothing that is ever sent. */
export const CANARY = 'canary9d41';

/** After these the caller is nobody any more, and begins anew. */
const ENDED: ReadonlySet<string> = new Set(['login_required', 'removed', 'gone', 'suspended']);

/** Two companies on the real server, of which one sends what nobody should. */
export class Fuzz {
  readonly #server: SyncTest;
  readonly #operations: readonly Operated[];
  readonly #other: Company;
  #mine: Company;
  readonly mutations: Counts = new Map();
  readonly answers: Counts = new Map();

  private constructor(server: SyncTest, operations: readonly Operated[], mine: Company, other: Company) {
    this.#server = server;
    this.#operations = operations;
    this.#mine = mine;
    this.#other = other;
  }

  static async open(server: SyncTest): Promise<Fuzz> {
    const answer = await server.app.inject('/api/v1/openapi.json');
    const operations = operationsOf(answer.json<Description>());
    return new Fuzz(
      server,
      operations,
      await foundCompany(server, 'mine'),
      await foundCompany(server, CANARY),
    );
  }

  get operations(): readonly string[] {
    return this.#operations.map(({ method, path }) => `${method} ${path}`);
  }

  /** Sends the request of this seed; what is wrong with the answer, or nothing. */
  async shoot(seed: number): Promise<string | undefined> {
    const roll = dice(seed);
    const operated = pick(roll, this.#operations);
    const request = requestOf(operated, this.#caller(), roll);
    const { method, url, headers, body } = request;
    const answer = await this.#server.app.inject({
      method: method as 'GET',
      url,
      headers,
      remoteAddress: newAddress(),
      ...(body && { payload: body.payload }),
    });
    count(this.answers, `${method} ${operated.path} ${answer.statusCode < 400 ? 'taken' : 'refused'}`);
    if (body?.mutation) count(this.mutations, body.mutation);
    const wrong = faultOf(answer);
    if (ENDED.has(wrong.code ?? '') || answer.statusCode === 401) await this.#beginAnew(wrong.code);
    return wrong.fault === undefined ? undefined : `${method} ${url}: ${answer.statusCode} ${wrong.fault}`;
  }

  /** A digest of everything that the other company has; nothing of what is sent here changes it. */
  async possessions(): Promise<string> {
    const tables = await this.#server.asAdmin(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where a.attname = 'tenant_id' and c.relkind = 'r' order by 1`,
    );
    const found: unknown[] = [];
    for (const { name } of tables)
      found.push(
        await this.#server.asAdmin(
          `select '${String(name)}' as name, count(*)::int as rows, md5(string_agg(t::text, '' order by t::text)) as digest
           from ${String(name)} t where tenant_id = $1`,
          [this.#other.signedIn.workspace.id],
        ),
      );
    return JSON.stringify(found);
  }

  #caller(): Caller {
    const { signedIn, drainToken, secrets, words } = this.#mine;
    return {
      tokens: [signedIn.accessToken, signedIn.accessToken, signedIn.accessToken, drainToken],
      words: [...words, ...secrets, ...words, ...secrets, ...this.#other.words, randomUUID()],
      known: (path, roll) => this.#known(path, roll),
    };
  }

  /** Bodies whose inside the description leaves open. */
  #known(path: string, roll: Roll): unknown {
    const { signedIn, epoch, documentIds } = this.#mine;
    const userId = signedIn.user.id;
    const document = (): { collection: string; base: unknown; document: object } => {
      const collection = pick(roll, COLLECTION_NAMES);
      const rev = `r${roll(1_000_000)}`;
      const made =
        roll(3) === 0
          ? sampleDocument(collection, undefined, userId, rev)
          : smallest(collection, userId, { rev });
      const named =
        roll(3) === 0
          ? { ...made, id: pick(roll, roll(2) === 0 ? documentIds : this.#other.documentIds) }
          : made;
      const base = roll(3) === 0 ? { ...named, rev: 'before' } : null;
      return { collection, base, document: named };
    };
    if (path.endsWith('/sync/push'))
      return { epoch, rows: Array.from({ length: 1 + roll(3) }, () => ({ ...document(), stamps: {} })) };
    if (path.endsWith('/quarantine'))
      return { items: Array.from({ length: 1 + roll(2) }, () => ({ ...document(), source: 'unsent' })) };
    if (path.endsWith('/auth/login'))
      return {
        workspace: pick(roll, [signedIn.workspace.slug, this.#other.signedIn.workspace.slug]),
        email: signedIn.user.email,
        password: this.#mine.password,
      };
    return undefined;
  }

  async #beginAnew(code: string | undefined): Promise<void> {
    // A request without a good token is refused for that alone.
    if (code === 'token_expired' || code === 'wrong_credentials') return;
    this.#mine = await foundCompany(this.#server, 'mine');
  }
}

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function faultOf({ statusCode, body, headers }: Answer): { readonly code?: string; readonly fault?: string } {
  if (JSON.stringify(headers).includes(CANARY) || body.includes(CANARY))
    return { fault: `shows a byte of another company: ${body.slice(0, 300)}` };
  if (statusCode < 400) return {};
  if (statusCode >= 500) return { fault: body.slice(0, 300) };
  // An answer to HEAD has no body to carry a code in.
  if (body === '') return {};
  const parsed: unknown = body.startsWith('{') ? JSON.parse(body) : undefined;
  const code = (parsed as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string' || !Object.hasOwn(ERRORS, code))
    return { fault: `has no code of ours: ${body.slice(0, 300)}` };
  return { code };
}
