import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { ERRORS } from 'shared/protocol/errors.ts';
import { DEVICE_HEADER, PROTOCOL_HEADER } from 'shared/protocol/version.ts';

const DOCUMENT = '/api/v1/openapi.json';

/** What a route's schema says about who may call it. */
export const WITH_ACCESS_TOKEN = { security: [{ accessToken: [] }] } as const;
export const WITH_DRAIN_TOKEN = { security: [{ drainToken: [] }] } as const;

/** Who exchanges documents is an installation and says in which version of the wire it speaks; silence is 400. */
export const FROM_A_DEVICE = {
  headers: {
    type: 'object',
    required: [PROTOCOL_HEADER, DEVICE_HEADER],
    properties: {
      [PROTOCOL_HEADER]: {
        type: 'string',
        description: 'A whole number; an older one than served answers 426.',
      },
      [DEVICE_HEADER]: { type: 'string', description: 'The uuid of the installation.' },
    },
  },
} as const;

const TEXT = { type: 'string' } as const;
const problem = {
  type: 'object' as const,
  description: 'RFC 9457. Some codes add members of their own, such as `field`, `least` or `drainToken`.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: TEXT,
    title: { ...TEXT, description: 'The same for each occurrence of a code.' },
    status: { type: 'integer' as const },
    code: {
      ...TEXT,
      enum: Object.keys(ERRORS),
      description: Object.entries(ERRORS)
        .map(([code, { status, title }]) => `${code} (${status}): ${title}.`)
        .join('\n'),
    },
    detail: { ...TEXT, description: 'What happened this time, and what to do.' },
  },
};

interface Operation {
  responses?: Record<string, unknown>;
}

/** The description of the API, made of the same schemas that check its requests. */
export const openApi = fastifyPlugin(
  async (app: FastifyInstance) => {
    // Schemas of answers describe and do not shape them: what a route says is sent as it is.
    app.setSerializerCompiler(() => (data) => JSON.stringify(data));
    await app.register(fastifySwagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Planning Ops', version: '1', description: 'Sync and accounts of Planning Ops.' },
        components: {
          securitySchemes: {
            accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
            drainToken: {
              type: 'http',
              scheme: 'bearer',
              bearerFormat: 'JWT',
              description: 'From the `drainToken` of a 403 `removed`.',
            },
          },
          responses: {
            Problem: {
              description: 'Why not, and what to do about it.',
              content: { 'application/problem+json': { schema: problem } },
            },
          },
        },
      },
      transform: ({ schema, url }) => ({
        url,
        schema: /^\/(api|health)\//.test(url) ? (schema ?? {}) : { ...schema, hide: true },
      }),
      transformObject: (made) => {
        const described = 'openapiObject' in made ? made.openapiObject : made.swaggerObject;
        for (const path of Object.values(described.paths ?? {}) as Record<string, Operation>[])
          for (const operation of Object.values(path))
            operation.responses = {
              ...operation.responses,
              default: { $ref: '#/components/responses/Problem' },
            };
        return described;
      },
    });
    let document: object | undefined;
    app.get(
      DOCUMENT,
      {
        schema: {
          summary: 'This description',
          response: { 200: { type: 'object', description: 'OpenAPI 3.1', additionalProperties: true } },
        },
      },
      async () => (document ??= app.swagger()),
    );
  },
  { name: 'open-api' },
);
