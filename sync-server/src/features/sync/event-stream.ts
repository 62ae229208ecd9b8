import { Readable } from 'node:stream';
import type { AsOf } from 'shared/protocol/document.ts';
import type { PresenceNews, Present } from 'shared/protocol/presence.ts';
import type { Hello, PokedCollection, StreamEvent } from 'shared/protocol/stream.ts';
import type { Change } from '../../plugins/hub.ts';

const spell = ({ event, data }: StreamEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Server-sent events for one device. Pokes that a slow line has not taken yet become one: a hint says that something
 * changed, not how often.
 */
export class EventStream extends Readable {
  private waiting = '';
  private readonly poked = new Set<PokedCollection>();
  private readonly people = new Map<string, Present>();
  private readonly gone = new Set<string>();
  private asOf: AsOf | undefined;
  private greeted = false;
  private wanted = false;

  override _read(): void {
    this.wanted = true;
    this.flush();
  }

  /** First of all: pokes that came earlier follow it. */
  hello(hello: Hello): void {
    this.greeted = true;
    this.waiting += spell({ event: 'hello', data: hello });
    this.flush();
  }

  poke({ collections, asOf }: Change): void {
    for (const collection of collections) this.poked.add(collection);
    this.asOf = asOf;
    this.flush();
  }

  /** What a slow line has not taken yet becomes one, by person: only the last word counts. */
  presence({ people, gone }: PresenceNews): void {
    for (const present of people) {
      this.gone.delete(present.key);
      this.people.set(present.key, present);
    }
    for (const key of gone) {
      this.people.delete(key);
      this.gone.add(key);
    }
    this.flush();
  }

  /** A comment line: the device's watchdog sees that the line still works. */
  beat(): void {
    if (this.waiting === '') this.waiting = ': heartbeat\n\n';
    this.flush();
  }

  finish(): void {
    this.push(null);
  }

  /** Ends it and says when to come back; what a slow line has not taken yet goes along. */
  bye(retryMs: number): void {
    this.wanted = true;
    this.flush();
    if (this.greeted) this.push(spell({ event: 'bye', data: { retryMs } }));
    this.finish();
  }

  private flush(): void {
    if (!this.wanted || !this.greeted) return;
    if (this.poked.size > 0 && this.asOf) {
      this.waiting += spell({ event: 'poke', data: { collections: [...this.poked], asOf: this.asOf } });
      this.poked.clear();
    }
    if (this.people.size + this.gone.size > 0) {
      const data = { people: [...this.people.values()], gone: [...this.gone] };
      this.waiting += spell({ event: 'presence', data });
      this.people.clear();
      this.gone.clear();
    }
    if (this.waiting === '') return;
    const text = this.waiting;
    this.waiting = '';
    this.wanted = false;
    this.push(text);
  }
}
