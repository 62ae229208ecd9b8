import { AnswerCut } from './api.ts';
import type { Line } from './push.ts';
import { TooSlow } from './transport.ts';

/** A page of so few documents comes down any line that carries anything. */
const LEAST_DOCUMENTS = 25;

/**
 * The answer to a call for up to `asked` documents; `undefined` where the line was too weak for it, which is noted: a
 * shorter page is worth a try. What was cut off at the least length is a failure like any other.
 */
export async function carried<T>(line: Line, page: Promise<T>, asked: number): Promise<T | undefined> {
  try {
    const answer = await page;
    line.maxDocuments *= 2;
    return answer;
  } catch (error) {
    const isTooMuch = error instanceof TooSlow || error instanceof AnswerCut;
    if (!isTooMuch || asked <= LEAST_DOCUMENTS) throw error;
    line.maxDocuments = Math.max(LEAST_DOCUMENTS, Math.floor(asked / 4));
    return undefined;
  }
}
