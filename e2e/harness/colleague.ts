import { randomBytes, randomUUID } from 'node:crypto';
import type { SignedIn } from 'shared/protocol/auth.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import type { Login } from './people.ts';
import { openWire } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;
type Stored = Fields & { readonly id: string };

/** Somebody who works elsewhere, on a device without a screen. */
export interface Colleague {
  readonly userId: string;
  read(collection: string): Promise<readonly Stored[]>;
  /** Adds or changes records, all at once; what it says of a field replaces it, undefined takes it away. */
  write(
    collection: string,
    records: readonly (Fields & { readonly id?: string })[],
  ): Promise<readonly string[]>;
}

export async function colleague(url: string, login: Login): Promise<Colleague> {
  const ask = openWire(url);
  const { accessToken: token, user } = await ask<SignedIn>('POST', '/auth/login', login);
  const pull = (collection: string): Promise<PullAnswer> =>
    ask<PullAnswer>('GET', `/sync/${collection}/pull?limit=5000`, undefined, token);
  return {
    userId: user.id,
    read: async (collection) => (await pull(collection)).documents,
    async write(collection, records) {
      const { documents, asOf } = await pull(collection);
      const known = new Map(documents.map((document) => [document.id, document]));
      const rows = records.map(({ id = randomUUID(), ...fields }) => {
        const base = known.get(id) ?? null;
        const document = {
          ...base,
          ...fields,
          id,
          rev: randomBytes(8).toString('hex'),
          updatedAt: new Date().toISOString(),
          updatedBy: user.id,
        };
        return { collection, base, document: JSON.parse(JSON.stringify(document)) as Stored };
      });
      const { rejected } = await ask<PushAnswer>('POST', '/sync/push', { epoch: asOf.epoch, rows }, token);
      if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
      return rows.map(({ document }) => document.id);
    },
  };
}
