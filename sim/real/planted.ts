import type { WorkspaceDb } from '../../client/src/db/workspace-db.ts';
import { heardAsOf } from '../../client/src/sync/heard.ts';
import type { Transport } from '../../client/src/sync/transport.ts';
import type { Answered, Asked, Tamper } from './database-line.ts';
import type { ClientTamper } from './device.ts';
import { withMember } from './with-member.ts';
import type { ServerTamper } from './world.ts';

/** A mistake put in on purpose, between the parts of the real product; its own code knows of no such switch. */
export interface Planted {
  readonly bug: string;
  readonly server?: ServerTamper;
  readonly client?: ClientTamper;
}

/** Changes statements on their way to PostgreSQL. */
const rewriting =
  (change: (text: string, asked: Asked) => string): Tamper =>
  (asked, run) =>
    run({ ...asked, text: change(asked.text, asked) });

const isNamed = ({ name }: Asked, start: string): boolean => name?.startsWith(start) === true;

const NOTHING: Answered = { rows: [], rowCount: 0 };

const CLOCK = `(extract(epoch from updated_at) * 1000)::bigint`;

/** The time of a change in place of its number, for what was read and for what is read next. */
const byTheClock = (text: string, asked: Asked): string => {
  if (!isNamed(asked, 'pull '))
    return text.replace(
      'select epoch, counter from',
      'select epoch, (extract(epoch from clock_timestamp()) * 1000)::bigint as counter from',
    );
  const [list = '', rest = ''] = text.split(' from app.');
  return `${list.replace(/, seq$/, `, ${CLOCK} as seq`)} from app.${rest.replaceAll(/\bseq\b/g, CLOCK)}`;
};

/** A number from a sequence, which nobody has to wait for. */
const SEQUENCE = `
  create sequence app.planted;
  create or replace function app.number_row() returns trigger language plpgsql security definer as $$
  begin
    new.seq := nextval('app.planted');
    perform set_config('app.write_counter', new.seq::text, true);
    return new;
  end $$;
  alter function app.number_row() owner to current_user;`;

const withTransport =
  (change: (transport: Transport, db: WorkspaceDb) => Partial<Transport>) =>
  (transport: Transport, db: WorkspaceDb): Transport => ({ ...transport, ...change(transport, db) });

/** Everything that can go wrong where the pure core ends: in SQL, in the server and in the device's input and output. */
export const PLANTED: readonly Planted[] = [
  { bug: 'cursor by updated_at', server: { statements: rewriting(byTheClock) } },
  // The database itself proves each write (decision 2 and its migration): it refuses what was not numbered in turn.
  { bug: 'plain sequence', server: { sql: SEQUENCE } },
  {
    bug: 'ack before commit',
    server: {
      statements: async (asked, run) => {
        if (asked.text !== 'commit') return run(asked);
        // Whoever answers first does not hear that there was no commit.
        await run(asked).catch(() => undefined);
        return NOTHING;
      },
    },
  },
  {
    bug: 'scope not reset',
    server: {
      statements: rewriting((text) =>
        text.replace(
          /set_config\('app\.tenant_id', ('[^']+'), true\)/,
          `set_config('app.tenant_id', coalesce(nullif(current_setting('app.tenant_id', true), ''), $1), false)`,
        ),
      ),
    },
  },
  {
    bug: 'ON CONFLICT DO NOTHING acknowledged',
    server: {
      statements: async (asked, run) => {
        if (!isNamed(asked, 'write ') || !asked.text.includes('on conflict')) return run(asked);
        await run({ ...asked, text: asked.text.replace(/do update[\s\S]*$/, 'do nothing') });
        return { rows: [], rowCount: (JSON.parse(String(asked.values?.[1])) as unknown[]).length };
      },
    },
  },
  {
    bug: 'missing tombstone',
    server: {
      statements: rewriting((text, asked) =>
        isNamed(asked, 'pull live') ? text.replace('and seq > $2', 'and not deleted and seq > $2') : text,
      ),
    },
  },
  {
    bug: 'live pages filtered by the window',
    server: {
      statements: rewriting((text, asked) =>
        ['pull live loads', 'pull live absences'].includes(asked.name ?? '')
          ? text.replace(
              'and seq > $2',
              `and ${asked.name === 'pull live loads' ? 'pour_day' : '"to"'} >= current_date - 98 and seq > $2`,
            )
          : text,
      ),
    },
  },
  {
    bug: 'asOf read outside the snapshot',
    server: {
      statements: async (asked, run) => {
        if (!/begin isolation level repeatable read/.test(asked.text)) return run(asked);
        return run({
          ...asked,
          text: asked.text.replace('select epoch, counter from', 'select epoch, counter + 1 as counter from'),
        });
      },
    },
  },
  {
    bug: 'verdicts forgotten before tombstones',
    server: {
      sql: `create function app.planted() returns trigger language plpgsql security definer as $$ begin
          delete from app.verdicts v where v.tenant_id = new.tenant_id and v.counter < new.counter;
          return null; end $$;
        create trigger planted after insert on app.verdicts for each row execute function app.planted();`,
    },
  },
  {
    bug: 'double apply',
    server: {
      statements: async (asked, run) => {
        if (asked.name === 'read verdicts') return NOTHING;
        if (asked.name === 'write verdicts')
          return run({ ...asked, text: `${asked.text} on conflict do nothing` });
        return run(asked);
      },
    },
  },
  {
    bug: 'losing value not noted',
    server: {
      statements: async (asked, run) => (asked.name === 'write conflicts' ? NOTHING : run(asked)),
    },
  },
  {
    bug: 'no compare-and-set on the device',
    client: {
      db: (db) =>
        withMember(db, 'store', (collection) => {
          const store = db.store(collection);
          return withMember(store, 'replace', async (replacements) => {
            const now = await store.read(replacements.map(({ held }) => held.record.id));
            return store.replace(replacements.map(({ held, next }, n) => ({ held: now[n] ?? held, next })));
          });
        }),
    },
  },
  {
    bug: 'unsent mark cleared before the ack',
    client: {
      transport: withTransport((transport, db) => ({
        push: async (request) => {
          transport.push(request).catch(() => undefined);
          const asOf = await heardAsOf(db);
          return { asOf: asOf ?? { epoch: request.epoch, counter: 0 }, conflicts: [], rejected: [] };
        },
      })),
    },
  },
  {
    bug: 'refused attempt not kept',
    client: {
      db: (db) => {
        const { attention } = db.local;
        const forgetful = withMember(attention, 'put', () => attention.count().then(String));
        return withMember(
          db,
          'local',
          withMember(
            db.local,
            'attention',
            withMember(forgetful, 'toArray', () => attention.limit(0).toArray()),
          ),
        );
      },
    },
  },
];

const HELLO = /event: hello\n(?:.*\n)*?\n/g;

/** A stream that comes back says nothing of what was missed. */
const withoutHello = (stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) =>
        controller.enqueue(encoder.encode(decoder.decode(chunk, { stream: true }).replaceAll(HELLO, ''))),
    }),
  );
};

/** Schedules exchange by themselves; this one shows only where a device has to find out when it is time to. */
export const NO_PULL_ON_RECONNECT: Planted = {
  bug: 'no pull on reconnect',
  client: {
    transport: (transport) => ({
      ...transport,
      stream: async (signal) => withoutHello(await transport.stream(signal)),
    }),
  },
};
