/** Calls of the server that are not documents: they need a line, and say so when there is none. */
export interface Api {
  /** `path` below `/api/v1`, with a leading slash. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body?: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
}

/** There was no answer: no line, or nobody at its end. */
export class NoLine extends Error {
  override readonly name: string = 'NoLine';
}

/** The line went in the middle of an answer: a shorter one might have come whole. */
export class AnswerCut extends NoLine {
  override readonly name = 'AnswerCut';
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The server said no; `code` is one of the catalogue in shared/protocol/errors.ts. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** The whole body: some codes carry members of their own. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: Readonly<Record<string, unknown>>, retryAfter?: number) {
    super(textOf(body['title']) ?? `The server answered ${status}`);
    this.status = status;
    this.code = textOf(body['code']) ?? 'internal';
    this.detail = textOf(body['detail']);
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** For tests and for a workspace that was opened without any server. */
export const NO_SERVER: Api = {
  get: () => Promise.reject(new NoLine('There is no server')),
  post: () => Promise.reject(new NoLine('There is no server')),
  patch: () => Promise.reject(new NoLine('There is no server')),
  delete: () => Promise.reject(new NoLine('There is no server')),
};
