import { ApiProblem, NoLine } from '../../client/src/sync/api.ts';
import { TooSlow } from '../../client/src/sync/transport.ts';

/** What a device meets in the middle of faults and comes back from by itself: no line, or a server that is away. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NoLine ||
  error instanceof TooSlow ||
  (error instanceof ApiProblem && (error.status === 503 || error.code === 'checkpoint_expired'));
