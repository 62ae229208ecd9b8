import type { JSONSchema } from 'json-schema-to-ts';

/**
 * Which documents a device holds (the rest it asks for when somebody looks):
 * - `all`: every document;
 * - `day`: those whose `field` is not before the edge (13 weeks back), those without one always;
 * - `active`: those where `unless` does not hold, and of the others those whose `field` is not before a year ago;
 * - `open`: pours that are still open always, closed ones by `field`.
 */
export type Window =
  | { kind: 'all' }
  | { kind: 'day'; field: string }
  | { kind: 'active'; field: string; closedWhen: { field: string; equals: string | boolean } }
  | { kind: 'open'; field: string; openStatuses: readonly string[] };

/** One synced collection: what both sides must agree on. */
export interface CollectionDefinition {
  readonly name: string;
  /** Version of the document's shape on the device; raised with a migration. */
  readonly version: number;
  /** The document on the wire, closed: unknown fields are refused. */
  readonly schema: JSONSchema & { readonly properties: Readonly<Record<string, JSONSchema>> };
  /** Top-level objects whose every key is a merge unit of its own. All other fields are one unit each. */
  readonly byKey: readonly string[];
  /** Indexes on the device, besides the key and the unsent mark. */
  readonly indexes: readonly (readonly string[])[];
  readonly window: Window;
  /** In the near phase of a first pull: `all`, by day (this week ± 1), or nothing yet. */
  readonly near: 'all' | 'week' | 'open' | 'later';
  /** Only views, scenarios and absences can be deleted; what the trade calls a record is archived or voided. */
  readonly deletable: boolean;
}
