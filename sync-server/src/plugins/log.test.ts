import { Writable } from 'node:stream';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { logError, loggerOptions } from './log.ts';

test('a log line holds no query, header, body or address of the caller', async () => {
  let lines = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const app = fastify({ logger: { ...loggerOptions('info'), stream } });
  app.post('/x', async () => ({}));
  await app.inject({
    method: 'POST',
    url: '/x?token=canary-query',
    headers: { authorization: 'Bearer canary-token', 'x-forwarded-for': '203.0.113.9', cookie: 'canary' },
    payload: { password: 'canary-password' },
  });
  await app.close();
  expect(lines).toContain('"path":"/x"');
  expect(lines).not.toMatch(/canary|203\.0\.113\.9|127\.0\.0\.1/);
});

test('an error of the database keeps its code and loses the values that its text quotes', () => {
  const error = Object.assign(new Error('duplicate key (email)=(canary@example.com)'), {
    code: '23505',
    severity: 'ERROR',
    routine: '_bt_check_unique',
    detail: 'canary',
  });
  expect(JSON.stringify(logError(error))).not.toContain('canary');
  expect(logError(error)).toMatchObject({ code: '23505', message: 'in _bt_check_unique' });
});
