import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

const DOCUMENT = '/api/v1/openapi.json';

/** The description of the API, made of the same schemas that check its requests. */
export const openApi = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(fastifySwagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Planning Ops', version: '1', description: 'Sync and accounts of Planning Ops.' },
        components: {
          securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        },
      },
      hideUntagged: false,
      transform: ({ schema, url }) => ({
        url,
        schema: url.startsWith('/api/') && url !== DOCUMENT ? (schema ?? {}) : { ...schema, hide: true },
      }),
    });
    let document: object | undefined;
    app.get(DOCUMENT, async () => (document ??= app.swagger()));
  },
  { name: 'open-api' },
);
