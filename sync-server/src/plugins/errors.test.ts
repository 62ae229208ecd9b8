import { expect, test } from 'vitest';
import { problemOf } from './errors.ts';

test.each([
  new Error('Connection terminated unexpectedly'),
  new Error('Connection terminated due to connection timeout'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('timeout exceeded when trying to connect'),
  Object.assign(new Error('terminating connection due to crash of another server process'), {
    code: '57P02',
  }),
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
])(
  'O20 a database that went away is unavailable for a moment, and no mistake in what was sent: %s',
  (error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'unavailable', retryAfterS: 5 });
  },
);

test('O20 what broke in the server itself is said as that, without its words', () => {
  expect(problemOf(new Error('Connection string of somebody')).body()).toEqual({
    type: 'urn:planning-ops:error:internal',
    title: 'Something went wrong on the server',
    status: 500,
    code: 'internal',
  });
});
