import { ROLES } from '../domain/permissions.ts';
import { COLLECTION_NAMES } from '../schema/collections.ts';
import { BLOB_TYPES } from './blobs.ts';
import { ROW_CODES } from './push.ts';
import { QUARANTINE_SOURCES } from './quarantine.ts';

/**
 * Shapes of the answers, for the description of the API. A test holds every answer of the server's other tests
 * against them, so that they neither promise nor keep back anything.
 */
const string = { type: 'string' } as const;
const boolean = { type: 'boolean' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const role = { type: 'string', enum: ROLES } as const;
const anything = {} as const;
const byName = { type: 'object', additionalProperties: true } as const;

type Properties = Readonly<Record<string, object>>;
/** An object of exactly these members; those named after them may be absent. */
const shape = (required: Properties, optional: Properties = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', items });

export const NOTHING = { type: 'null', description: 'Done; no body.' } as const;

const user = { id: uuid, name: string, email: string, role };
const regionIds = list(uuid);

export const signedInShape = shape({
  accessToken: string,
  expiresIn: { ...count, description: 'Seconds until the access token ends.' },
  refreshToken: { ...string, description: 'Replaces the one before it.' },
  user: shape(user, { regionIds }),
  workspace: shape({
    id: uuid,
    slug: string,
    name: string,
    status: { type: 'string', enum: ['active', 'suspended'] },
  }),
});

export const slugCheckShape = shape(
  { slug: string, available: boolean },
  { code: { type: 'string', enum: ['slug_invalid', 'slug_taken'] }, detail: string, suggestion: string },
);

export const invitationShape = shape({
  workspace: shape({ slug: string, name: string }),
  user: shape({ name: string, email: string, role }),
  expiresAt: instant,
});

const member = shape(
  { ...user, addedAt: instant, invited: boolean },
  { regionIds, removedAt: instant, lastSeenAt: instant },
);
export const membersShape = shape({ members: list(member) });
export const memberShape = shape({ member });
export const memberWithLinkShape = shape({
  member,
  invite: shape({ token: string, path: string, expiresAt: instant }),
});

export const sessionsShape = shape({
  sessions: list(
    shape(
      { id: uuid, current: boolean, createdAt: instant, lastUsedAt: instant },
      { deviceId: uuid, network: string, userAgent: string },
    ),
  ),
});

const asOf = shape({ epoch: string, counter: count });
const collection = { type: 'string', enum: COLLECTION_NAMES };
const document = {
  type: 'object',
  required: ['id', 'rev', 'updatedAt', 'updatedBy'],
  properties: { id: string, rev: string, updatedAt: instant, updatedBy: string, _deleted: boolean },
  additionalProperties: true,
};

export const pullShape = shape(
  {
    documents: list(document),
    checkpoint: { ...byName, description: 'Signed; sent back as it is.' },
    asOf,
    edge: { type: 'string', format: 'date', description: 'The first day of the window.' },
    more: boolean,
  },
  { digest: shape({ count, hash: string }) },
);

export const archiveShape = shape(
  {
    documents: list(document),
    asOf,
    edge: { type: 'string', format: 'date', description: 'The first day of the window.' },
  },
  { next: { ...string, description: 'Absent at the end.' } },
);

export const weekFactsShape = shape(
  {
    facts: list(
      shape(
        {
          weekStart: { type: 'string', format: 'date' },
          projectId: string,
          headDays: { ...count, description: 'Heads summed over the days of the week.' },
        },
        { trade: string },
      ),
    ),
    asOf,
  },
  { next: { type: 'string', format: 'date', description: 'Absent where nothing is older.' } },
);

export const pushShape = shape({
  asOf,
  conflicts: list(shape({ collection, document })),
  rejected: list(
    shape(
      {
        collection: string,
        code: { type: 'string', enum: ROW_CODES },
        message: string,
        master: { anyOf: [document, { type: 'null' }] },
      },
      { id: { ...anything, description: 'As it was sent, even malformed; absent where none was sent.' } },
    ),
  ),
});

const review = shape(
  {
    id: uuid,
    seq: count,
    collection,
    documentId: string,
    unit: string,
    lostBy: string,
    lostAt: instant,
    keptBy: string,
    keptAt: instant,
    at: instant,
  },
  {
    lost: anything,
    kept: anything,
    settled: shape({ by: string, at: instant, how: { type: 'string', enum: ['taken', 'settled'] } }),
  },
);
export const reviewsShape = shape(
  { reviews: list(review), seq: count, more: boolean },
  { quarantined: count },
);
export const reviewShape = shape({ review });

export const quarantinedShape = shape({ stored: count });
const quarantined = shape(
  {
    id: uuid,
    userId: uuid,
    receivedAt: instant,
    collection: string,
    document: byName,
    source: { type: 'string', enum: QUARANTINE_SOURCES },
  },
  {
    deviceId: uuid,
    base: { type: ['object', 'null'], additionalProperties: true },
    reason: string,
    settled: shape({ by: uuid, at: instant, how: { type: 'string', enum: ['applied', 'discarded'] } }),
  },
);
export const quarantineShape = shape({ entries: list(quarantined) }, { next: uuid });
export const quarantineEntryShape = shape({ entry: quarantined });

export const blobShape = shape({
  blob: shape(
    {
      sha256: string,
      sizeBytes: count,
      contentType: { type: 'string', enum: BLOB_TYPES },
      receivedAt: instant,
      receivedBy: uuid,
    },
    { screenSha256: string, thumbSha256: string },
  ),
});

/** Bytes instead of JSON: `content` is the media type that is sent. */
export const bytesShape = (description: string, ...types: readonly string[]) => ({
  description,
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
});

const loser = shape({ unit: string, lostBy: string, lostAt: instant }, { lost: anything });
export const auditShape = shape(
  {
    entries: list(
      shape(
        {
          seq: count,
          at: instant,
          operation: { type: 'string', enum: ['create', 'update', 'delete', 'restore', 'purge'] },
          collection,
          documentId: string,
        },
        {
          actor: string,
          actorName: string,
          deviceId: uuid,
          before: byName,
          after: byName,
          lost: list(loser),
          offer: { const: true },
          handedOverBy: uuid,
        },
      ),
    ),
  },
  { next: count },
);

export const healthShape = shape({ status: { type: 'string', enum: ['live', 'ready'] } });
