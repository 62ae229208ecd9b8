/**
 * The environment as the server understands it: one schema, read once, by main.ts. A value that means nothing ends
 * the start, since a server that guesses at its settings is found out too late.
 */
export const DEMO_SIZES = ['S', 'M', 'L', 'none'] as const;
export type DemoSize = (typeof DEMO_SIZES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Absent only with the embedded database, whose key is made and kept in the data folder. */
  readonly secretKey?: string;
  /** As Fastify takes it: nobody, everybody, so many hops, or these addresses. */
  readonly trustProxy: boolean | number | readonly string[];
  /** The administrator's address; absent means the embedded database. */
  readonly databaseUrl?: string;
  /** The same past a pooler, for migrations and LISTEN. */
  readonly directDatabaseUrl?: string;
  readonly demoSize: DemoSize;
  /** Where the client is served from when that is another origin: these may call the API from a browser. */
  readonly clientOrigins: readonly string[];
  readonly logLevel: LogLevel;
  /** Where photos are kept when not in the data folder. */
  readonly blobBucket?: BlobBucket;
}

/** A bucket that speaks S3. */
export interface BlobBucket {
  readonly bucket: string;
  /** Absent: Amazon's own. */
  readonly endpoint?: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The start ends with this message, on one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const refuse = (name: string, value: string, why: string): never => {
  throw new ConfigError(`${name}=${JSON.stringify(value)} ${why}`);
};

function oneOf<const T extends string>(values: readonly T[]) {
  return (value: string, name: string): T =>
    values.find((known) => known === value) ?? refuse(name, value, `is not one of ${values.join(', ')}`);
}

function host(value: string, name: string): string {
  return /^[A-Za-z0-9:][A-Za-z0-9.:-]*$/.test(value)
    ? value
    : refuse(name, value, 'is not an address or a host name');
}

function port(value: string, name: string): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return number <= 65_535 ? number : refuse(name, value, 'is not a port between 0 and 65535');
}

function secretKey(value: string, name: string): string {
  // The value itself never reaches a terminal or a log.
  if (value.length < 32) throw new ConfigError(`${name} is shorter than 32 characters`);
  return value;
}

function trustProxy(value: string, name: string): Config['trustProxy'] {
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const parts = value.split(',').map((part) => part.trim());
  if (parts.every((part) => /^[0-9A-Fa-f:.]+(\/\d{1,3})?$/.test(part) && /[.:]/.test(part))) return parts;
  return refuse(name, value, 'is not true, false, a number of hops or a list of addresses');
}

function databaseUrl(value: string, name: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  // The value holds a password: it is not repeated.
  if (!isPostgres || url.pathname.length < 2)
    throw new ConfigError(`${name} is not an address such as postgres://user:password@host:5432/database`);
  return value;
}

function origins(value: string, name: string): readonly string[] {
  const list = value.split(',').map((part) => part.trim());
  const wrong = list.find(
    (part) => !URL.canParse(part) || new URL(part).origin !== part || !/^https?:/.test(part),
  );
  return wrong === undefined
    ? list
    : refuse(name, value, 'is not a list of origins such as https://app.example.com');
}

function endpoint(value: string, name: string): string {
  return URL.canParse(value) && /^https?:/.test(value)
    ? value
    : refuse(name, value, 'is not an address such as https://s3.example.com');
}

function bucketName(value: string, name: string): string {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)
    ? value
    : refuse(name, value, 'is not the name of a bucket');
}

const SCHEMA = {
  HOST: host,
  PORT: port,
  DATA_DIR: (value: string) => value,
  SECRET_KEY: secretKey,
  TRUST_PROXY: trustProxy,
  DATABASE_URL: databaseUrl,
  DIRECT_DATABASE_URL: databaseUrl,
  DEMO_SIZE: oneOf(DEMO_SIZES),
  CLIENT_ORIGIN: origins,
  LOG_LEVEL: oneOf(LOG_LEVELS),
  BLOBS_S3_BUCKET: bucketName,
  BLOBS_S3_ENDPOINT: endpoint,
  BLOBS_S3_REGION: (value: string) => value,
  BLOBS_S3_ACCESS_KEY_ID: (value: string) => value,
  BLOBS_S3_SECRET_ACCESS_KEY: (value: string) => value,
} as const;

type Name = keyof typeof SCHEMA;
const NAMES = Object.keys(SCHEMA) as readonly Name[];

/** Short names and everyday words are left alone: another program on the machine may well own `HOSTS` or `LOGLEVEL`. */
const GUARDED: readonly Name[] = [
  'DATA_DIR',
  'SECRET_KEY',
  'TRUST_PROXY',
  'DATABASE_URL',
  'DIRECT_DATABASE_URL',
  'DEMO_SIZE',
  'CLIENT_ORIGIN',
  'BLOBS_S3_BUCKET',
  'BLOBS_S3_ENDPOINT',
  'BLOBS_S3_REGION',
  'BLOBS_S3_ACCESS_KEY_ID',
  'BLOBS_S3_SECRET_ACCESS_KEY',
];

const folded = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/** True when one character was dropped, added, changed, or two neighbours were swapped. */
function isSlip(typed: string, meant: string): boolean {
  if (typed === meant) return true;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const rest = (text: string, skip: number): string => text.slice(start + skip);
  return (
    rest(typed, 1) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    (typed[start] === meant[start + 1] &&
      typed[start + 1] === meant[start] &&
      rest(typed, 2) === rest(meant, 2))
  );
}

function refuseMisspelt(environment: Environment): void {
  for (const typed of Object.keys(environment)) {
    if (NAMES.some((name) => name === typed)) continue;
    const meant = GUARDED.find((name) => isSlip(folded(typed), folded(name)));
    if (meant) throw new ConfigError(`${typed} is not a setting; ${meant} is meant?`);
  }
}

/** Throws a ConfigError whose message is the one line that the start ends with. */
export function readConfig(environment: Environment): Config {
  refuseMisspelt(environment);

  function read<N extends Name>(name: N): ReturnType<(typeof SCHEMA)[N]> | undefined {
    const value = environment[name];
    if (value === undefined) return undefined;
    if (value.trim() === '') throw new ConfigError(`${name} is set but empty; give it a value or unset it`);
    return SCHEMA[name](value, name) as ReturnType<(typeof SCHEMA)[N]>;
  }

  const database = read('DATABASE_URL');
  const direct = read('DIRECT_DATABASE_URL');
  const secret = read('SECRET_KEY');
  if (direct !== undefined && database === undefined)
    throw new ConfigError('DIRECT_DATABASE_URL is set without DATABASE_URL');
  if (database !== undefined && secret === undefined)
    throw new ConfigError('SECRET_KEY is required with a DATABASE_URL: give it 32 or more random characters');

  const blobBucket = bucketOf({
    bucket: read('BLOBS_S3_BUCKET'),
    endpoint: read('BLOBS_S3_ENDPOINT'),
    region: read('BLOBS_S3_REGION'),
    accessKeyId: read('BLOBS_S3_ACCESS_KEY_ID'),
    secretAccessKey: read('BLOBS_S3_SECRET_ACCESS_KEY'),
  });

  return {
    host: read('HOST') ?? '127.0.0.1',
    port: read('PORT') ?? 8080,
    dataDir: read('DATA_DIR') ?? '.data',
    ...(secret === undefined ? {} : { secretKey: secret }),
    trustProxy: read('TRUST_PROXY') ?? false,
    ...(database === undefined ? {} : { databaseUrl: database }),
    ...(direct === undefined ? {} : { directDatabaseUrl: direct }),
    demoSize: read('DEMO_SIZE') ?? (database === undefined ? 'M' : 'none'),
    clientOrigins: read('CLIENT_ORIGIN') ?? [],
    logLevel: read('LOG_LEVEL') ?? (database === undefined ? 'warn' : 'info'),
    ...(blobBucket && { blobBucket }),
  };
}

type Asked = { readonly [K in keyof Required<BlobBucket>]: string | undefined };

/** A bucket with its keys, or none of it: half of the settings would put photos where nobody looks for them. */
function bucketOf({
  bucket,
  endpoint: at,
  region,
  accessKeyId,
  secretAccessKey,
}: Asked): BlobBucket | undefined {
  const isAsked = [at, region, accessKeyId, secretAccessKey].some((value) => value !== undefined);
  if (bucket === undefined) {
    if (isAsked) throw new ConfigError('BLOBS_S3_* is set without BLOBS_S3_BUCKET');
    return undefined;
  }
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new ConfigError('BLOBS_S3_BUCKET needs BLOBS_S3_ACCESS_KEY_ID and BLOBS_S3_SECRET_ACCESS_KEY');
  return {
    bucket,
    ...(at !== undefined && { endpoint: at }),
    region: region ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
  };
}
