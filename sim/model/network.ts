import { NoLine } from '../../client/src/sync/api.ts';
import { TooSlow } from '../../client/src/sync/transport.ts';
import type { Answer, Call, Caller } from './server.ts';
import type { Strand } from './strand.ts';

/** A call on its way, or the answer to it. */
export interface Message {
  readonly by: Strand;
  readonly caller: Caller;
  readonly call: Call;
  /** Set once the server has answered. */
  readonly outcome?: { readonly answer: Answer } | { readonly error: unknown };
  readonly waiting: Waiting;
}

/** A tab that waits for an answer; it listens only once, and may have given up. */
export class Waiting {
  readonly answer = Promise.withResolvers<Answer>();
  isOver = false;

  end(outcome: { readonly answer: Answer } | { readonly error: unknown }): void {
    if (this.isOver) return;
    this.isOver = true;
    if ('answer' in outcome) this.answer.resolve(outcome.answer);
    else this.answer.reject(outcome.error);
  }
}

/** Everything that is on its way: nothing arrives before the schedule says so, and in any order. */
export class Network {
  readonly messages: Message[] = [];

  send(by: Strand, caller: Caller, call: Call): Promise<Answer> {
    const waiting = new Waiting();
    this.messages.push({ by, caller, call, waiting });
    return waiting.answer.promise;
  }

  /** Takes one message out; undefined where there is none. */
  take(at: number): Message | undefined {
    return this.messages.splice(at % Math.max(1, this.messages.length), 1)[0];
  }

  /** The caller hears no answer: neither its call nor the answer to it will ever arrive. */
  drop(at: number): Message | undefined {
    const message = this.take(at);
    message?.waiting.end({ error: new NoLine('lost on the way') });
    return message;
  }

  /** The tab waits no longer; what it sent may still arrive, whenever the schedule says so. */
  giveUp(by: Strand, isSlow: boolean): number {
    let ended = 0;
    for (const { by: sender, waiting } of this.messages) {
      if (sender !== by || waiting.isOver) continue;
      waiting.end({ error: isSlow ? new TooSlow('no answer in time') : new NoLine('no answer') });
      ended += 1;
    }
    return ended;
  }

  /** The same call once more, whose answer nobody waits for. */
  duplicate(at: number): boolean {
    const message = this.messages[at % Math.max(1, this.messages.length)];
    if (message === undefined || message.outcome) return false;
    this.messages.push({ ...message, waiting: deaf() });
    return true;
  }
}

function deaf(): Waiting {
  const waiting = new Waiting();
  waiting.isOver = true;
  return waiting;
}
