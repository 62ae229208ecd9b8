import type { FastifyInstance } from 'fastify';
import { weekFacts } from 'shared/domain/schedule/week-facts.ts';
import { edgeOf, yearEdgeOf } from 'shared/domain/window.ts';
import { addDays, isDay } from 'shared/lib/days.ts';
import { archiveShape, weekFactsShape } from 'shared/protocol/answers.ts';
import {
  ARCHIVED,
  archiveQuerySchema,
  DEFAULT_ARCHIVE_LIMIT,
  DEFAULT_FACT_WEEKS,
  MAX_ARCHIVE_LIMIT,
  MAX_FACT_WEEKS,
  weekFactsQuerySchema,
  type ArchiveAnswer,
  type ArchivedName,
  type ArchiveQuery,
  type WeekFactsAnswer,
  type WeekFactsQuery,
} from 'shared/protocol/archive.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { collections } from 'shared/schema/collections.ts';
import type { Database } from '../../db/database.ts';
import { inTenant } from '../../db/scope.ts';
import { FROM_A_DEVICE, WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';
import { Problem } from '../../plugins/problem.ts';
import { speaksOurVersion } from '../../plugins/protocol-version.ts';
import {
  dayFieldOf,
  lastWeekBefore,
  readArchive,
  readArchived,
  readWeeks,
  type Place,
} from './archive.repo.ts';

export interface ArchiveDeps {
  readonly database: Database;
  readonly now: () => number;
}

/** Before this no company poured concrete that anybody asks about, and every calendar here has the day. */
const FIRST_DAY = '0001-01-01';

const isArchived = (name: string): name is ArchivedName => ARCHIVED.some((known) => known === name);

function numberOf(text: string | undefined, standard: number, most: number, name: string): number {
  const value = text === undefined ? standard : Number(text);
  if (value >= 1 && value <= most) return value;
  throw new Problem('invalid_request', `${name} is between 1 and ${most}.`);
}

function dayOf(text: string | undefined, name: string): string | undefined {
  if (text === undefined || (isDay(text) && !text.startsWith('0000'))) return text;
  throw new Problem('invalid_request', `${name} is a day such as 2026-11-24.`);
}

const isName = (id: string): boolean => id !== '' && id.isWellFormed() && !id.includes('\u0000');

/** `<day> <id>` of the last document of a page. */
function placeOf(after: string | undefined): Place | undefined {
  if (after === undefined) return undefined;
  const [day, id] = [after.slice(0, 10), after.slice(11)];
  if (isDay(day) && !day.startsWith('0000') && after[10] === ' ' && isName(id)) return { day, id };
  throw new Problem('invalid_request', 'after is the `next` of the page before.');
}

/** What lies before the window: read on demand, never synced. Everybody reads the whole workspace. */
export async function archivePlugin(app: FastifyInstance, deps: ArchiveDeps): Promise<void> {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', speaksOurVersion);
  archiveRoute(app, deps);
  factsRoute(app, deps);
}

function archiveRoute(app: FastifyInstance, deps: ArchiveDeps): void {
  app.get<{ Params: { collection: string }; Querystring: ArchiveQuery }>(
    '/sync/:collection/archive',
    {
      schema: {
        summary: 'What lies before the window, latest day first',
        description: `One of ${ARCHIVED.join(', ')}. Pass the \`next\` of a page as \`after\` to go on, or an \`id\` for one document.`,
        tags: ['sync'],
        querystring: archiveQuerySchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: { 200: archiveShape },
      },
    },
    async (request): Promise<ArchiveAnswer> => {
      const { collection } = request.params;
      if (!isArchived(collection)) throw new Problem('not_found', 'There is no such archive.');
      const limit = numberOf(request.query.limit, DEFAULT_ARCHIVE_LIMIT, MAX_ARCHIVE_LIMIT, 'limit');
      const edge = edgeOf(new Date(deps.now()).toISOString().slice(0, 10));
      const end = collections[collection].window.kind === 'active' ? yearEdgeOf(edge) : edge;
      const { id } = request.query;
      if (id !== undefined && !isName(id)) throw new Problem('invalid_request', 'id names a document.');
      const asked = dayOf(request.query.before, 'before') ?? end;
      const slice = {
        from: dayOf(request.query.from, 'from') ?? FIRST_DAY,
        before: asked < end ? asked : end,
        after: placeOf(request.query.after),
        limit,
      };
      return inTenant(deps.database, request.principal, 'read', async (tx) => {
        if (id !== undefined)
          return { documents: await readArchived(tx, collection, id, end), asOf: tx.asOf, edge };
        const documents = await readArchive(tx, collection, slice);
        const last = documents.length === limit ? documents.at(-1) : undefined;
        return { documents, asOf: tx.asOf, edge, ...(last && { next: nextOf(collection, last) }) };
      });
    },
  );
}

const nextOf = (collection: ArchivedName, last: WireDocument): string =>
  `${String(last[dayFieldOf(collection)])} ${last.id}`;

function factsRoute(app: FastifyInstance, deps: ArchiveDeps): void {
  app.get<{ Querystring: WeekFactsQuery }>(
    '/facts/weeks',
    {
      schema: {
        summary: 'Heads by week, job and trade',
        description: 'The latest weeks first. Pass the `next` of a page as `before` to go on.',
        tags: ['facts'],
        querystring: weekFactsQuerySchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: { 200: weekFactsShape },
      },
    },
    async (request): Promise<WeekFactsAnswer> => {
      const count = numberOf(request.query.weeks, DEFAULT_FACT_WEEKS, MAX_FACT_WEEKS, 'weeks');
      const asked = dayOf(request.query.before, 'before');
      return inTenant(deps.database, request.principal, 'read', async (tx) => {
        const latest = await lastWeekBefore(tx, asked);
        if (latest === undefined) return { facts: [], asOf: tx.asOf };
        const from = addDays(latest, -7 * (count - 1));
        const { weeks, tradeOf } = await readWeeks(tx, from, addDays(latest, 1));
        const older = await lastWeekBefore(tx, from);
        return {
          facts: weekFacts(weeks, tradeOf),
          asOf: tx.asOf,
          ...(older !== undefined && { next: from }),
        };
      });
    },
  );
}
