import { Subject, type Observable } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';

/** Nobody changes what lies before the window: it is looked at, not worked on. */
export class OldRecord extends Error {
  override readonly name = 'OldRecord';
}

/**
 * Documents from before the window, taken out for looking: live reads show them beside what is held, until the app is
 * closed. They are in no collection, so that nothing sends, sweeps or compares them.
 */
export class Shelf {
  readonly #documents = new Map<CollectionName, Map<string, WireDocument>>();
  readonly #changes = new Subject<CollectionName>();
  #edge: string | undefined;

  /** The first day of the window as it was when something was taken out; what is older is only looked at. */
  get edge(): string | undefined {
    return this.#edge;
  }

  put(collection: CollectionName, documents: readonly WireDocument[], edge: string): void {
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

  changes$(collection: CollectionName): Observable<undefined> {
    return this.#changes.pipe(
      filter((changed) => changed === collection),
      map(() => undefined),
    );
  }
}
