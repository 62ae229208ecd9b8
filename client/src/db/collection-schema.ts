import type { RxJsonSchema } from 'rxdb';
import type { CollectionDefinition } from 'shared/schema/collection.ts';
import type { StoredFields } from './record.ts';

const anything = { type: 'object', additionalProperties: true } as const;

/**
 * What RxDB is told of a collection: the wire's schema, the device's own fields and the indexes. Nothing is validated
 * in the storage (it makes a first pull 2.4 times slower): writers check before, the server checks again.
 */
export function storedSchema(definition: CollectionDefinition): RxJsonSchema<StoredFields> {
  const { _deleted, ...properties } = definition.schema.properties;
  const schema = {
    title: definition.name,
    version: definition.version,
    primaryKey: 'id',
    type: 'object',
    properties: {
      ...properties,
      unsent: { type: 'boolean' },
      base: anything,
      sent: anything,
      stamps: anything,
      seen: anything,
      gone: { type: 'boolean' },
      offer: { type: 'boolean' },
    },
    // Dexie's storage insists that indexed fields are required. Nothing checks it: a row without one is not in that index.
    required: [...new Set(['id', 'unsent', ...definition.indexes.flat()])],
    indexes: [['unsent'], ...definition.indexes.map((fields) => [...fields])],
  };
  return schema;
}
