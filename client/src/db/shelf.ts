import { Subject, type Observable } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import { inWindow } from 'shared/domain/window.ts';
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

interface ShelfPart extends ShelfMark {
  readonly collection: CollectionName;
  readonly documents: readonly WireDocument[];
  readonly freshAt?: string;
}

/**
 * Documents from before the window, taken out for looking: live reads show them beside what is held, until the app is
 * closed. They are in no collection, so that nothing sends, sweeps or compares them.
 */
export class Shelf {
  readonly #documents = new Map<CollectionName, Map<string, WireDocument>>();
  readonly #parts = new Map<string, { readonly ids: readonly string[]; readonly freshAt?: string }>();
  readonly #changes = new Subject<CollectionName>();
  #edge: string | undefined;
  #epoch: string | undefined;

  /** The first day of the window as it was when something was taken out; what is older is only looked at. */
  get edge(): string | undefined {
    return this.#edge;
  }

  /**
   * Takes a part out: what an earlier answer of the same part had and this one has not is put away. `freshAt`: when
   * the server said so; without it what is there already is newer and stays. What belongs to another epoch goes first:
   * a server that was set back may know nothing of it.
   */
  put(part: string, { collection, documents, edge, epoch, freshAt }: ShelfPart): void {
    if (this.#epoch !== epoch) this.#clear();
    this.#epoch = epoch;
    if (this.#edge === undefined || edge > this.#edge) this.#edge = edge;
    const known = this.#documents.get(collection) ?? new Map<string, WireDocument>();
    const ids = documents.map(({ id }) => id);
    const listed = new Set(ids);
    const gone = (this.#parts.get(part)?.ids ?? []).filter((id) => !listed.has(id));
    this.#parts.set(part, { ids, ...(freshAt !== undefined && { freshAt }) });
    if (documents.length === 0 && gone.length === 0) return;
    for (const id of gone) known.delete(id);
    for (const document of documents)
      if (freshAt !== undefined || !known.has(document.id)) known.set(document.id, document);
    this.#documents.set(collection, known);
    this.#changes.next(collection);
  }

  /** When the server said last what a part consists of, in that epoch. */
  freshAt(part: string, epoch: string | undefined): string | undefined {
    return epoch === undefined || epoch === this.#epoch ? this.#parts.get(part)?.freshAt : undefined;
  }

  /** Whether a document that is shown was only taken out: what came back into the window is held again. */
  isOld(collection: CollectionName, document: { readonly id: string }): boolean {
    if (this.#edge === undefined || this.get(collection, document.id) === undefined) return false;
    return !inWindow(collection, { ...document }, this.#edge);
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
    this.#parts.clear();
    for (const collection of held) this.#changes.next(collection);
  }

  changes$(collection: CollectionName): Observable<undefined> {
    return this.#changes.pipe(
      filter((changed) => changed === collection),
      map(() => undefined),
    );
  }
}
