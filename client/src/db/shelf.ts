import { Subject, type Observable } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';

/** Nobody changes what lies before the window: it is looked at, not worked on. */
export class OldRecord extends Error {
  override readonly name = 'OldRecord';
}

/** The first day of the window when it was read, and the epoch it was read in. */
export interface ShelfMark {
  readonly edge: string;
  readonly epoch: string;
}

/**
 * Documents from before the window, taken out for looking: live reads show them beside what is held, until the app is
 * closed. They are in no collection, so that nothing sends, sweeps or compares them.
 */
export class Shelf {
  readonly #documents = new Map<CollectionName, Map<string, WireDocument>>();
  readonly #changes = new Subject<CollectionName>();
  #edge: string | undefined;
  #epoch: string | undefined;

  /** The first day of the window as it was when something was taken out; what is older is only looked at. */
  get edge(): string | undefined {
    return this.#edge;
  }

  /** What belongs to another epoch goes first: a server that was set back may know nothing of it. */
  put(collection: CollectionName, documents: readonly WireDocument[], { edge, epoch }: ShelfMark): void {
    if (this.#epoch !== epoch) this.#clear();
    this.#epoch = epoch;
    this.#edge = edge;
    if (documents.length === 0) return;
    const known = this.#documents.get(collection) ?? new Map<string, WireDocument>();
    for (const document of documents) known.set(document.id, document);
    this.#documents.set(collection, known);
    this.#changes.next(collection);
  }

  get(collection: CollectionName, id: string): WireDocument | undefined {
    return this.#documents.get(collection)?.get(id);
  }

  all(collection: CollectionName): Iterable<WireDocument> {
    return this.#documents.get(collection)?.values() ?? [];
  }

  #clear(): void {
    const held = [...this.#documents.keys()];
    this.#documents.clear();
    for (const collection of held) this.#changes.next(collection);
  }

  changes$(collection: CollectionName): Observable<undefined> {
    return this.#changes.pipe(
      filter((changed) => changed === collection),
      map(() => undefined),
    );
  }
}
