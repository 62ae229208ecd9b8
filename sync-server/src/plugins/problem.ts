import { ERRORS, type ErrorCode, type ProblemDetails } from 'shared/protocol/errors.ts';

/** Members that a code adds to its problem detail, such as the drain token of `removed`. */
export type ProblemExtra = Readonly<Record<string, unknown>>;

/** What a route throws to say no; the errors plugin is the only place that makes an answer of it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly extra: ProblemExtra;
  readonly retryAfterS: number | undefined;

  constructor(code: ErrorCode, detail?: string, extra: ProblemExtra & { retryAfterS?: number } = {}) {
    super(detail ?? ERRORS[code].title);
    const { retryAfterS, ...members } = extra;
    this.code = code;
    this.detail = detail;
    this.extra = members;
    this.retryAfterS = retryAfterS;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  body(): ProblemDetails & ProblemExtra {
    return {
      ...this.extra,
      type: `urn:planning-ops:error:${this.code}`,
      title: ERRORS[this.code].title,
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
    };
  }
}
