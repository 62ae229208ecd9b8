import { randomUUID } from 'node:crypto';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { Tokens } from '../../client/src/sync/transport.ts';
import { Broken } from './oracle.ts';

export const CANARY = 'canary-7f3a';

/** Another company on the same server, whose documents bear the same ids; it writes and reads beside everybody. */
export class Neighbour {
  readonly #origin: string;
  readonly #userId: string;
  readonly #tokens: Tokens;
  readonly #deviceId = randomUUID();
  #epoch: string | undefined;
  #held: WireDocument | null = null;
  #writes = 0;

  constructor(parts: { readonly origin: string; readonly userId: string; readonly tokens: Tokens }) {
    this.#origin = parts.origin;
    this.#userId = parts.userId;
    this.#tokens = parts.tokens;
  }

  /** Writes one value and reads it back: nobody else can have touched it. */
  async visit(): Promise<void> {
    const before = await this.#pull();
    this.#epoch = before.asOf.epoch;
    const document: WireDocument = {
      id: '00000000-0000-7000-8000-000000000000',
      rev: randomUUID(),
      updatedAt: new Date().toISOString(),
      updatedBy: this.#userId,
      name: `${CANARY} ${(this.#writes += 1)}`,
    };
    const row = { collection: 'regions', base: this.#held, document };
    const answer = await this.#call('/sync/push', { epoch: this.#epoch, rows: [row] });
    const refused = (answer as { rejected: readonly unknown[] }).rejected;
    if (refused.length > 0) throw new Broken('I3', `the neighbour was refused: ${JSON.stringify(refused)}`);
    this.#held = document;
    const { documents } = await this.#pull();
    if (documents.length !== 1 || documents[0]?.rev !== document.rev)
      throw new Broken('I3', `the neighbour reads ${JSON.stringify(documents)} after ${document.rev}`);
  }

  async #pull(): Promise<PullAnswer> {
    return (await this.#call('/sync/regions/pull?limit=10')) as PullAnswer;
  }

  async #call(path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#origin}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${await this.#tokens.access()}`,
        'x-protocol-version': '1',
        'x-device-id': this.#deviceId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Broken('I3', `the neighbour got ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
