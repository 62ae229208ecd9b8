import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { blobShape, bytesShape, NOTHING } from 'shared/protocol/answers.ts';
import {
  BLOB_TYPES,
  blobParamsSchema,
  MAX_BLOB_BYTES,
  RENDITIONS,
  type BlobAnswer,
  type BlobInfo,
  type Rendition,
} from 'shared/protocol/blobs.ts';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { CACHE_CONTROL } from 'shared/protocol/security-headers.ts';
import { inTenant } from '../../db/scope.ts';
import type { Principal } from '../../plugins/auth.ts';
import { WITH_ACCESS_TOKEN, WITH_DRAIN_TOKEN } from '../../plugins/open-api.ts';
import { Problem } from '../../plugins/problem.ts';
import { sha256Of } from './blob-check.ts';
import { findBlob } from './blobs.repo.ts';
import { mayKeep } from './receive.ts';
import { RENDITION_TYPE } from './renditions.ts';
import { makeUploads, type HandleUpload, type UploadDeps } from './uploads.ts';

const EXTENSIONS: Readonly<Record<BlobInfo['contentType'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/json': 'json',
};

const isRendition = (name: string): name is Rendition => Object.hasOwn(RENDITIONS, name);

/** The bytes that records name: sent by tus, kept as evidence, shown as renditions to their own workspace. */
export async function blobsPlugin(app: FastifyInstance, deps: UploadDeps): Promise<void> {
  // The bytes of an upload are nobody's to parse: the tus server reads the line itself.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  const handle = makeUploads(deps);
  uploadRoutes(app, '/blobs/uploads', {
    onRequest: app.authenticate,
    security: WITH_ACCESS_TOKEN,
    summary: 'Send a photo or signature',
    take: async (request, reply) => {
      const scope = request.principal;
      await inTenant(deps.database, scope, 'read', async (tx) => mayKeep(tx));
      await handle(request, reply, { scope, state: 'kept' });
    },
  });
  uploadRoutes(app, '/quarantine/uploads', {
    onRequest: app.authenticateDrain,
    security: WITH_DRAIN_TOKEN,
    summary: 'Hand over a photo or signature that was never sent',
    take: (request, reply) => handle(request, reply, { scope: request.principal, state: 'quarantined' }),
  });
  readRoutes(app, deps);
}

interface UploadRoutes {
  readonly onRequest: FastifyInstance['authenticate'];
  readonly security: object;
  readonly summary: string;
  readonly take: (request: FastifyRequest, reply: FastifyReply) => ReturnType<HandleUpload>;
}

function uploadRoutes(
  app: FastifyInstance,
  path: string,
  { onRequest, security, summary, take }: UploadRoutes,
) {
  const named = {
    params: { type: 'object', properties: { id: { type: 'string', maxLength: 120 } }, required: ['id'] },
  } as const;
  const options = (what: string, response: object, withId = true) => ({
    onRequest,
    bodyLimit: MAX_BLOB_BYTES,
    schema: {
      summary: what,
      description: 'tus 1.0.0; Upload-Metadata says sha256 and contentType.',
      tags: ['blobs'],
      ...(withId && named),
      ...security,
      response,
    },
  });
  app.post(path, options(summary, { 201: NOTHING }, false), take);
  app.head(
    `${path}/:id`,
    {
      ...options('How far an upload came', { 200: NOTHING }),
      config: { swagger: { exposeHeadRoute: true } },
    },
    take,
  );
  app.patch(`${path}/:id`, options('Send the next bytes of an upload', { 204: NOTHING }), take);
  app.delete(`${path}/:id`, options('Give an upload up', { 204: NOTHING }), take);
}

interface ByHash {
  Params: { sha256: string };
}

function readRoutes(app: FastifyInstance, deps: UploadDeps): void {
  const find = async (scope: Principal, sha256: string): Promise<BlobInfo> => {
    const found = await inTenant(deps.database, scope, 'read', (tx) =>
      findBlob(tx, sha256, isAtLeast(tx.access.role, 'admin')),
    );
    if (!found) throw new Problem('not_found');
    return found;
  };
  const bytesOf = async (scope: Principal, sha256: string): Promise<Uint8Array> => {
    const bytes = await deps.kept.get(scope.tenantId, sha256);
    // What a disk lost or turned over is told as a failure, never shown as evidence.
    if (!bytes || sha256Of(bytes) !== sha256) throw new Error(`blob ${sha256} is not there as it was stored`);
    return bytes;
  };
  const common = { tags: ['blobs'], ...WITH_ACCESS_TOKEN };

  app.get<ByHash>(
    '/blobs/:sha256',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'What is known of a photo or signature',
        params: blobParamsSchema,
        ...common,
        response: { 200: blobShape },
      },
    },
    async (request): Promise<BlobAnswer> => ({ blob: await find(request.principal, request.params.sha256) }),
  );

  app.get<ByHash>(
    '/blobs/:sha256/original',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'The bytes as they came, to be saved as a file',
        params: blobParamsSchema,
        ...common,
        response: { 200: bytesShape('Never shown in place.', ...BLOB_TYPES) },
      },
    },
    async (request, reply) => {
      const blob = await find(request.principal, request.params.sha256);
      const bytes = await bytesOf(request.principal, blob.sha256);
      return reply
        .type(blob.contentType)
        .header(
          'content-disposition',
          `attachment; filename="${blob.sha256}.${EXTENSIONS[blob.contentType]}"`,
        )
        .send(bytes);
    },
  );

  app.get<ByHash & { Params: { rendition: string } }>(
    '/blobs/:sha256/:rendition',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'A photo or signature for a screen, re-encoded',
        params: {
          ...blobParamsSchema,
          properties: {
            ...blobParamsSchema.properties,
            rendition: { type: 'string', enum: Object.keys(RENDITIONS) },
          },
          required: ['sha256', 'rendition'],
        },
        ...common,
        response: { 200: bytesShape('Under a hash of its own, in ETag.', RENDITION_TYPE) },
      },
    },
    async (request, reply) => {
      const { sha256, rendition } = request.params;
      const blob = await find(request.principal, sha256);
      const name = isRendition(rendition) ? blob[`${rendition}Sha256`] : undefined;
      if (name === undefined) throw new Problem('not_found');
      const bytes = await bytesOf(request.principal, name);
      return reply
        .type(RENDITION_TYPE)
        .header('cache-control', CACHE_CONTROL.rendition)
        .header('etag', `"${name}"`)
        .send(bytes);
    },
  );
}
