import { changedUnits, sameValue, shapeOf } from '../merge/units.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { WireDocument } from '../protocol/document.ts';
import type { CollectionName } from '../schema/collections.ts';
import { changesOf } from './changes.ts';
import type { SessionWorld } from './session.ts';

export const ANN = '00000000-0000-7000-8000-00000000000a';
export const BEA = '00000000-0000-7000-8000-00000000000b';
export const CAL = '00000000-0000-7000-8000-00000000000c';

/** Seconds of a Friday as instants, the same in every run. */
export const at = (second: number): string => new Date(Date.UTC(2026, 10, 27, 12, 0, second)).toISOString();

/** For unit tests: documents with the log that the database would have written of them. */
export class TestLog {
  readonly entries: AuditEntry[] = [];
  readonly #documents = new Map<string, WireDocument>();
  readonly #known = new Set<string>();

  current(collection: CollectionName, id: string): WireDocument | undefined {
    const document = this.#documents.get(`${collection}/${id}`);
    return document?._deleted === true ? undefined : document;
  }

  /** Everything that there is, by `collection/id`. */
  states(): Map<string, WireDocument | undefined> {
    return new Map(
      [...this.#known].map((key) => {
        const [collection = '', id = ''] = key.split('/');
        return [key, this.current(collection as CollectionName, id)];
      }),
    );
  }

  /** Sets fields, `undefined` takes one away; without fields the document is deleted. */
  write(
    who: string,
    second: number,
    collection: CollectionName,
    id: string,
    fields: Readonly<Record<string, unknown>> | undefined,
  ): void {
    const key = `${collection}/${id}`;
    const was = this.#documents.get(key);
    const is = this.#next(was, who, second, id, fields);
    if (was && fields && was._deleted !== true && changedUnits(shapeOf(collection), was, is).length === 0)
      return;
    this.#documents.set(key, is);
    this.#known.add(key);
    const operation = !was ? 'create' : is._deleted ? 'delete' : was._deleted ? 'restore' : 'update';
    const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is)])].filter(
      (field) => field !== 'id' && !sameValue(was?.[field], is[field]),
    );
    this.entries.push({
      seq: this.entries.length + 1,
      at: at(second),
      actor: who,
      operation,
      collection,
      documentId: id,
      ...(was && { before: Object.fromEntries(names.map((field) => [field, was[field] ?? null])) }),
      after: Object.fromEntries(names.map((field) => [field, is[field] ?? null])),
    });
  }

  /** A change of the device's own that is in no log yet. */
  unsent(
    who: string,
    second: number,
    collection: CollectionName,
    id: string,
    fields: Readonly<Record<string, unknown>>,
  ): void {
    const key = `${collection}/${id}`;
    this.#documents.set(key, this.#next(this.#documents.get(key), who, second, id, fields));
  }

  /** Leaves this device without being deleted. */
  forget(collection: CollectionName, id: string): void {
    this.#documents.delete(`${collection}/${id}`);
  }

  lastChangeOf(collection: CollectionName, id: string, unit: string, until: string): AuditEntry | undefined {
    return this.entries.findLast(
      (entry) =>
        entry.collection === collection &&
        entry.documentId === id &&
        entry.at <= until &&
        changesOf(entry).some((change) => change.unit === unit),
    );
  }

  /** Newest first, as the server answers. */
  story(collection: CollectionName, id: string): readonly AuditEntry[] {
    return this.entries
      .filter((entry) => entry.collection === collection && entry.documentId === id)
      .toReversed();
  }

  world(by: string): SessionWorld {
    return {
      current: (collection, id) => this.current(collection, id),
      mayWrite: () => true,
      act: { by, at: at(900) },
    };
  }

  #next(
    was: WireDocument | undefined,
    who: string,
    second: number,
    id: string,
    fields: Readonly<Record<string, unknown>> | undefined,
  ): WireDocument {
    // A revival says all that it is to hold.
    const content = was && was._deleted !== true ? was : {};
    const next = Object.entries({ ...(fields ? content : was), ...fields }).filter(
      ([field, value]) => value !== undefined && field !== '_deleted',
    );
    return {
      ...Object.fromEntries(next),
      id,
      rev: `r${this.entries.length + 1}`,
      updatedAt: at(second),
      updatedBy: who,
      ...(fields === undefined && { _deleted: true }),
    };
  }
}

export const testLog = (): TestLog => new TestLog();
