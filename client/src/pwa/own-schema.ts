import { COLLECTION_NAMES, collections } from 'shared/schema/collections.ts';
import type { SchemaVersions } from './data-schema.ts';

/** The versions of the twelve collections that this release reads and writes. */
export const OWN_SCHEMA: SchemaVersions = Object.fromEntries(
  COLLECTION_NAMES.map((name) => [name, collections[name].version]),
);
