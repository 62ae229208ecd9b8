import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Server, type DataStore, type ServerOptions, type Upload } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSha256, MAX_BLOB_BYTES } from 'shared/protocol/blobs.ts';
import type { Scope } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { isBlobType, type Announced } from './blob-check.ts';
import { bytesOf, receive, type ReceiveDeps, type Sender } from './receive.ts';

/**
 * Resumable uploads: the tus server decides what the protocol asks for, and this file who may ask. An upload under way
 * is named by workspace, person and a random part, so that it goes on after a new sign-in and for nobody else.
 */
export interface UploadDeps extends ReceiveDeps {
  /** Where uploads lie while they are under way. */
  readonly uploads: UploadStore;
}

/** A store of the library that can also be read, as all of its stores can. */
export interface UploadStore extends DataStore {
  read(id: string): Readable | Promise<Readable>;
  /** Keeps the number of unfinished uploads of one person bounded. */
  makeRoom(prefix: string): Promise<void>;
}

/** What is not finished within this time is forgotten; the device begins again. */
export const UPLOAD_LIFE_MS = 7 * 86_400_000;

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0];

const ID = /^[0-9a-f-]{36}\.[0-9a-f-]{36}\.[0-9a-f]{32}$/;
const prefixOf = ({ tenantId, userId }: Scope): string => `${tenantId}.${userId}.`;

function announcedBy({ metadata, size }: Upload): Announced {
  const { sha256, contentType } = metadata ?? {};
  if (size === undefined || size <= 0)
    throw new Problem('invalid_request', 'Upload-Length says how many bytes come, at least one.');
  if (!sha256 || !isSha256(sha256) || !isBlobType(contentType))
    throw new Problem('invalid_request', 'Upload-Metadata says sha256 and contentType.');
  return { sha256, contentType };
}

/** What the library says no with, in our words; its own texts stay out of the answer. */
function problemOf(status: number): Problem {
  switch (status) {
    case 403:
    case 400:
    case 412:
      return new Problem('invalid_request', 'The request is not one of tus 1.0.0.');
    case 404:
    case 410:
      return new Problem('not_found', 'There is no such upload; begin again.');
    case 409:
      return new Problem('upload_conflict');
    case 413:
      return new Problem('body_too_large', `At most ${MAX_BLOB_BYTES} bytes, and no more than announced.`, {
        limit: MAX_BLOB_BYTES,
      });
    case 501:
      return new Problem('invalid_request', 'This part of tus is not spoken here.');
    default:
      return new Problem('unavailable', 'What came could not be kept. Ask where the upload stands.', {
        retryAfterS: 1,
      });
  }
}

const ANSWER_HEADERS = ['location', 'tus-resumable', 'upload-offset', 'upload-length', 'upload-expires'];

export type HandleUpload = (request: FastifyRequest, reply: FastifyReply, sender: Sender) => Promise<void>;

export function makeUploads(deps: UploadDeps): HandleUpload {
  const senders = new WeakMap<Request, Sender>();
  const failures = new WeakMap<Request, unknown>();
  const senderOf = (request: TusRequest): Sender => {
    const sender = senders.get(request);
    if (!sender) throw new Error('an upload without a sender');
    return sender;
  };

  const finish = async (request: TusRequest, upload: Upload): Promise<Record<string, never>> => {
    try {
      const bytes = await bytesOf(await deps.uploads.read(upload.id));
      await receive(deps, senderOf(request), announcedBy(upload), bytes);
    } catch (error) {
      // Bytes that were refused are of no use to anybody; what failed otherwise is tried again from the start.
      await deps.uploads.remove(upload.id).catch(() => undefined);
      throw error;
    }
    await deps.uploads.remove(upload.id).catch(() => undefined);
    return {};
  };

  const tus = new Server({
    path: '/',
    datastore: deps.uploads,
    maxSize: MAX_BLOB_BYTES,
    generateUrl: (request, { id }) => `${new URL(request.url).pathname}/${id}`,
    namingFunction: (request) => prefixOf(senderOf(request).scope) + randomBytes(16).toString('hex'),
    getFileIdFromRequest: (_request, last) => (last && ID.test(last) ? last : undefined),
    onIncomingRequest: async (request, id) => {
      // A foreign name answers exactly as one that was never given out.
      if (!id.startsWith(prefixOf(senderOf(request).scope))) throw problemOf(404);
    },
    onUploadCreate: async (request, upload) => {
      announcedBy(upload);
      await deps.uploads.makeRoom(prefixOf(senderOf(request).scope));
      return {};
    },
    onUploadFinish: finish,
    onResponseError: (request, error) => {
      failures.set(request, error);
      // Nobody sees this answer: the failure itself is thrown below.
      return { status_code: 500, body: '' };
    },
  });

  return async (request, reply, sender) => {
    const asked = webRequest(request);
    senders.set(asked, sender);
    const answer = await tus.handleWeb(asked);
    const failure = failures.get(asked);
    if (failure instanceof Problem) throw failure;
    const status = failure === undefined ? answer.status : statusOf(failure);
    if (status >= 400) throw problemOf(status);
    for (const name of ANSWER_HEADERS) {
      const value = answer.headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    await reply.code(status).send();
  };
}

/** The library throws plain objects with a status; anything else is a failure of ours, such as of the database. */
function statusOf(failure: unknown): number {
  if (typeof failure === 'object' && failure !== null && 'status_code' in failure)
    return Number(failure.status_code);
  throw failure;
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  const hasBody = request.method === 'PATCH' || request.method === 'POST';
  return new Request(`http://uploads${request.url.split('?')[0] ?? ''}`, {
    method: request.method,
    headers,
    ...(hasBody && { body: Readable.toWeb(request.raw) as ReadableStream<Uint8Array>, duplex: 'half' }),
  });
}
