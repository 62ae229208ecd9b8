import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, type Environment } from './config.ts';

const KEY = 'k'.repeat(32);
const hosted = { DATABASE_URL: 'postgres://admin:pw@db.example:5432/planning', SECRET_KEY: KEY };

function messageOf(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('an empty environment', () => {
  test('means a server for this machine alone, with its own database and the demo company', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: '.data',
      trustProxy: false,
      demoSize: 'M',
      clientOrigins: [],
      logLevel: 'warn',
    });
  });
});

describe('a hosted environment', () => {
  test('has no demo company unless one is asked for', () => {
    expect(readConfig(hosted).demoSize).toBe('none');
    expect(readConfig({ ...hosted, DEMO_SIZE: 'S' }).demoSize).toBe('S');
  });

  test('takes the proxies to trust as a word, a number of hops or addresses', () => {
    expect(readConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(true);
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1']);
  });

  test('keeps photos in a bucket when one is named with its keys', () => {
    const bucket = {
      BLOBS_S3_BUCKET: 'photos',
      BLOBS_S3_ACCESS_KEY_ID: 'id',
      BLOBS_S3_SECRET_ACCESS_KEY: 'secret',
    };
    const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
    expect(readConfig(bucket).blobBucket).toEqual({ bucket: 'photos', region: 'us-east-1', ...keys });
    expect(
      readConfig({ ...bucket, BLOBS_S3_ENDPOINT: 'http://127.0.0.1:9000', BLOBS_S3_REGION: 'auto' })
        .blobBucket,
    ).toEqual({ bucket: 'photos', endpoint: 'http://127.0.0.1:9000', region: 'auto', ...keys });
  });

  test('takes several origins of the client', () => {
    expect(readConfig({ CLIENT_ORIGIN: 'https://a.example,http://localhost:5173' }).clientOrigins).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
  });
});

const refusals: readonly (readonly [Environment, RegExp])[] = [
  [{ BLOBS_S3_BUCKET: 'photos' }, /^BLOBS_S3_BUCKET needs BLOBS_S3_ACCESS_KEY_ID/],
  [{ BLOBS_S3_REGION: 'auto' }, /^BLOBS_S3_\* is set without/],
  [{ BLOBS_S3_BUCKET: 'Not a bucket' }, /^BLOBS_S3_BUCKET=/],
  [{ BLOBS_S3_ENDPOINT: 's3.example.com' }, /^BLOBS_S3_ENDPOINT=/],
  [{ BLOB_S3_BUCKET: 'photos' }, /^BLOB_S3_BUCKET is not a setting; BLOBS_S3_BUCKET is meant\?$/],
  [{ PORT: 'abc' }, /^PORT="abc" is not a port/],
  [{ PORT: '70000' }, /^PORT=/],
  [{ PORT: '-1' }, /^PORT=/],
  [{ HOST: 'not a host' }, /^HOST=/],
  [{ DEMO_SIZE: 'XL' }, /^DEMO_SIZE="XL" is not one of S, M, L, none$/],
  [{ DEMO_SIZE: 's' }, /^DEMO_SIZE=/],
  [{ TRUST_PROXY: 'yes' }, /^TRUST_PROXY=/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL=/],
  [{ CLIENT_ORIGIN: 'app.example.com' }, /^CLIENT_ORIGIN=/],
  [{ CLIENT_ORIGIN: 'https://app.example.com/' }, /^CLIENT_ORIGIN=/],
  [{ DATABASE_URL: 'mysql://u:hunter2@h/d', SECRET_KEY: KEY }, /^DATABASE_URL is not an address/],
  [{ DATABASE_URL: 'postgres://u:hunter2@h', SECRET_KEY: KEY }, /^DATABASE_URL is not an address/],
  [{ DATABASE_URL: hosted.DATABASE_URL }, /^SECRET_KEY is required/],
  [{ SECRET_KEY: 'hunter2' }, /^SECRET_KEY is shorter than 32/],
  [{ DIRECT_DATABASE_URL: hosted.DATABASE_URL }, /^DIRECT_DATABASE_URL is set without DATABASE_URL/],
  [{ DATA_DIR: '' }, /^DATA_DIR is set but empty/],
  [{ DATABASE_URL: '  ' }, /^DATABASE_URL is set but empty/],
];

describe('a value that means nothing ends the start', () => {
  test.each(refusals)('%o', (environment, line) => {
    expect(() => readConfig(environment)).toThrow(line);
    expect(() => readConfig(environment)).toThrow(ConfigError);
  });

  test.each(refusals)('in one line, without a secret: %o', (environment) => {
    expect(messageOf(() => readConfig(environment))).not.toMatch(/\n|hunter2|^$/);
  });
});

describe('a misspelt name ends the start', () => {
  test.each([
    'DATABASE_URI',
    'DATABSE_URL',
    'DATADIR',
    'Secret_Key',
    'DEMO_SIZES',
    'TRUSTPROXY',
    'database_url',
  ])('%s', (name) => {
    expect(() => readConfig({ [name]: 'x' })).toThrow(new RegExp(`^${name} is not a setting; `));
  });

  test.each(['DATABASE_PRIVATE_URL', 'HOSTNAME', 'PATH', 'LOGLEVEL', 'PORTS', 'npm_config_registry'])(
    'but %s belongs to somebody else',
    (name) => {
      expect(() => readConfig({ [name]: 'x' })).not.toThrow();
    },
  );
});
