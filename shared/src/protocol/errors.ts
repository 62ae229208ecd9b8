/**
 * Every way in which the server says no, as one closed list. An answer is a problem detail (RFC 9457) with one of
 * these as its `code`; `title` never changes for a code, `detail` says what happened this time and what to do.
 */
interface ErrorKind {
  readonly status: number;
  readonly title: string;
  /** What a client does about it; the sync core's table of situations rests on these. */
  readonly client: string;
}

export const ERRORS = {
  // Who is calling
  token_expired: {
    status: 401,
    title: 'The access token is missing, expired or not ours',
    client: 'Refresh under the lock and repeat the same call.',
  },
  login_required: {
    status: 401,
    title: 'Please sign in again',
    client: 'Keep everything, stay usable offline, ask for a login, then drain.',
  },
  wrong_credentials: {
    status: 401,
    title: 'Workspace, email and password do not match',
    client: 'Show the detail beside the form.',
  },
  second_factor_required: {
    status: 401,
    title: 'A second factor is required',
    client: 'Ask for the code and repeat the login with it.',
  },
  removed: {
    status: 403,
    title: 'This account no longer belongs to the workspace',
    client: 'Upload what is unsent to quarantine with the drain token, then wipe.',
  },
  not_permitted: {
    status: 403,
    title: 'This role may not do that',
    client: 'Keep the attempt under needs attention, restore the master.',
  },

  // What the workspace allows
  suspended: {
    status: 423,
    title: 'The workspace is suspended and read-only',
    client: 'Keep everything, back off for at least 15 minutes, show the banner; pulling goes on.',
  },
  gone: {
    status: 410,
    title: 'The workspace was deleted',
    client: 'Offer an export, then wipe.',
  },
  upgrade_required: {
    status: 426,
    title: 'This version of the app is too old',
    client: 'Keep everything, update the app, migrate, drain.',
  },
  checkpoint_expired: {
    status: 410,
    title: 'The checkpoint is older than what the server remembers',
    client: 'Try to push, then start that collection over.',
  },
  restored: {
    status: 410,
    title: 'The server was restored from a backup',
    client: 'Pull everything anew, sending nothing, then offer what the server lost; say so.',
  },

  // One row of a push
  invalid: {
    status: 422,
    title: 'The record is not valid',
    client: 'Keep the attempt under needs attention, restore the master.',
  },
  too_large: {
    status: 413,
    title: 'The record is too large',
    client: 'Keep the attempt under needs attention, restore the master.',
  },
  too_old: {
    status: 409,
    title: 'The record was changed too long ago to be merged',
    client: 'Take the newest edit to needs attention, restore the master.',
  },

  // Photos and signatures
  blob_refused: {
    status: 422,
    title: 'The file is not what it was announced as',
    client: 'Send it once more from the start; refused again, show why and keep it.',
  },
  upload_conflict: {
    status: 409,
    title: 'The upload stands elsewhere',
    client: 'Ask where it stands and go on from there.',
  },

  // The request itself
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    client: 'Show the detail; repeating the same request does not help.',
  },
  body_not_json: { status: 400, title: 'The body is not JSON', client: 'A bug: report it.' },
  body_too_deep: { status: 400, title: 'The body is nested too deeply', client: 'A bug: report it.' },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    client: 'Split the batch by bytes and send the parts.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body must be application/json',
    client: 'A bug: report it.',
  },
  not_found: { status: 404, title: 'There is nothing here', client: 'Show that it does not exist.' },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    client: 'Wait for the seconds in Retry-After, then try again.',
  },
  busy: {
    status: 429,
    title: 'Too many calls at once from this device',
    client: 'Wait for the seconds in Retry-After, then try again.',
  },
  unavailable: {
    status: 503,
    title: 'The server cannot reach its database',
    client: 'Keep everything and try again with a growing pause.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on the server',
    client: 'Keep everything and try again with a growing pause.',
  },

  // Accounts
  slug_invalid: {
    status: 400,
    title: 'This workspace address cannot be used',
    client: 'Show the detail at the field.',
  },
  slug_taken: {
    status: 409,
    title: 'This workspace address is taken',
    client: 'Show the detail at the field.',
  },
  email_invalid: {
    status: 400,
    title: 'This is not an email address',
    client: 'Show the detail at the field.',
  },
  email_taken: {
    status: 409,
    title: 'Somebody in this workspace already has this email address',
    client: 'Show the detail at the field.',
  },
  password_too_short: {
    status: 400,
    title: 'The password is too short',
    client: 'Show the detail at the field.',
  },
  password_common: {
    status: 400,
    title: 'The password is one of the first that somebody would try',
    client: 'Show the detail at the field.',
  },
  password_reused: {
    status: 400,
    title: 'The password was used before',
    client: 'Show the detail at the field.',
  },
  link_invalid: {
    status: 410,
    title: 'This link is no longer valid',
    client: 'Say that an administrator can make a new one.',
  },
  last_owner: {
    status: 409,
    title: 'A workspace needs an owner',
    client: 'Show the detail.',
  },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(ERRORS, value);

/** The body of every answer that is not a success; some codes add members of their own. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
}
