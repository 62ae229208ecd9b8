import { bodyOf, evilText, type Body } from './evil.ts';
import { pick, sampleOf, type Roll, type Shape, type Words } from './shapes.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Shape;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Shape }>> };
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Operated {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** A stream of hints has no end that a caller could wait for. */
const ENDLESS = new Set(['/api/v1/sync/stream']);

export const operationsOf = ({ paths }: Description): readonly Operated[] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/') && !ENDLESS.has(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
      })),
    );

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: Body;
}

export interface Caller {
  readonly tokens: Words;
  readonly words: Words;
  /** A body that the call would take, where its description says too little about it. */
  readonly known: (path: string, roll: Roll) => unknown;
}

const encoded = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half of a surrogate pair is no text that could be encoded: as bytes that are no UTF-8.
    return '%ed%a0%80';
  }
};

const asciiOf = (text: string): string => text.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 300);

/** One request of this operation, as the dice make it: mostly right, wrong somewhere. */
export function requestOf(
  { method, path, operation }: Operated,
  { tokens, words, known }: Caller,
  roll: Roll,
): Request {
  const parameters = operation.parameters ?? [];
  const valueOf = ({ schema }: Parameter): string =>
    roll(4) === 0 ? evilText(roll) : String(sampleOf(schema ?? { type: 'string' }, roll, words));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    const text = roll(3) === 0 ? pick(roll, words) : valueOf(parameter ?? { name, in: 'path' });
    return encoded(text) || 'x';
  });
  const query = parameters
    .filter((one) => one.in === 'query' && roll(2) === 0)
    .map((one) => `${one.name}=${encoded(valueOf(one))}`);
  if (roll(20) === 0) query.push(`${encoded(evilText(roll)).slice(0, 200)}=1`);
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const hasBody = schema !== undefined || method === 'POST' || method === 'PATCH';
  const sample =
    (roll(3) > 0 ? known(path, roll) : undefined) ?? sampleOf(schema ?? { type: 'object' }, roll, words);
  const body = hasBody ? bodyOf(sample, roll) : undefined;
  return {
    method,
    url: `${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: headersOf(tokens, words, roll, body),
    ...(body && { body }),
  };
}

function headersOf(tokens: Words, words: Words, roll: Roll, body: Body | undefined): Record<string, string> {
  const usual = roll(8) > 0;
  const token = usual ? pick(roll, tokens) : asciiOf(evilText(roll));
  return {
    ...(roll(15) > 0 && { authorization: `Bearer ${token}` }),
    'x-protocol-version': roll(12) > 0 ? '1' : asciiOf(evilText(roll)),
    'x-device-id': roll(12) > 0 ? '00000000-0000-4000-8000-000000000001' : asciiOf(pick(roll, words)),
    ...(body?.contentType && { 'content-type': body.contentType }),
    ...(roll(30) === 0 && { 'content-encoding': 'gzip' }),
    ...(roll(30) === 0 && { 'accept-encoding': asciiOf(evilText(roll)) }),
  };
}
