import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: { readonly Problem: Answer } };
}
interface Operation {
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: { readonly format?: string } }>>;
}

/**
 * From here on every answer to a test is held against the description of the API: its status must be named there,
 * and its body be of the shape that is promised, with nothing besides.
 */
export async function holdToDescription(app: FastifyInstance): Promise<void> {
  const real = app.inject.bind(app) as (options: InjectOptions | string) => Promise<LightMyRequestResponse>;
  const described = (await real('/api/v1/openapi.json')).json<Described>();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const compiled = new Map<object, ValidateFunction>();
  const routes = Object.entries(described.paths).map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    operations,
  }));

  const faultOf = (method: string, url: string, answer: LightMyRequestResponse): string | undefined => {
    const path = url.split('?')[0] ?? '';
    const operation = routes.find(({ pattern }) => pattern.test(path))?.operations[method];
    if (!operation) return undefined;
    const status = String(answer.statusCode);
    const isProblem = answer.statusCode >= 400;
    const promised = isProblem ? described.components.responses.Problem : operation.responses[status];
    if (!promised) return `answers ${status}, which is not described`;
    // An answer to HEAD is its head alone.
    if (method === 'head') return answer.body === '' ? undefined : 'has a body';
    const schema = Object.values(promised.content ?? {})[0]?.schema;
    // HEAD answers with the headers of what it would say.
    if (method === 'head') return answer.body === '' ? undefined : 'has a body';
    // Bytes are described by their type alone.
    if (schema?.format === 'binary') {
      const [type = ''] = String(answer.headers['content-type']).split(';');
      return promised.content?.[type] ? undefined : `has the type ${type}, which is not described`;
    }
    if (!schema) return answer.body === '' ? undefined : 'has a body though none is described';
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate(answer.json()) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'the answer' });
  };

  const held = async (options: InjectOptions | string): Promise<LightMyRequestResponse> => {
    const answer = await real(options);
    const { method = 'GET', url } = typeof options === 'string' ? { url: options } : options;
    if (typeof url !== 'string') return answer;
    const fault = faultOf(method.toLowerCase(), url, answer);
    if (fault !== undefined) throw new Error(`${method} ${url} (${answer.statusCode}): ${fault}`);
    return answer;
  };
  Object.assign(app, { inject: held });
}
