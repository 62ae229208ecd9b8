import { randomUUID } from 'node:crypto';
import { collections, type AnyDocument, type CollectionName } from 'shared/schema/collections.ts';

interface Fragment {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Fragment>>;
  readonly items?: Fragment;
  readonly additionalProperties?: unknown;
}

const MONDAY = '2026-11-23';

/** Any value that the schema fragment lets through; `text` marks it, so that a test can look for it. */
function sampleValue(fragment: Fragment, text: string): unknown {
  if (fragment.enum) return fragment.enum[0];
  switch (fragment.type) {
    case 'string':
      if (fragment.format === 'date') return MONDAY;
      if (fragment.format === 'date-time') return '2026-11-24T06:43:00.007Z';
      if (fragment.pattern?.startsWith('^[0-9a-f]{8}-')) return randomUUID();
      if (fragment.pattern?.startsWith('^([01]')) return '06:30';
      return fragment.pattern ? 'America/Chicago' : text;
    case 'number':
      return Math.min(7.125, Number.POSITIVE_INFINITY);
    case 'integer':
      return 7;
    case 'boolean':
      return true;
    case 'array':
      return [sampleValue(fragment.items ?? {}, text)];
    case 'object':
      if (fragment.properties)
        return Object.fromEntries(
          Object.entries(fragment.properties).map(([key, part]) => [key, sampleValue(part, text)]),
        );
      return { [text]: sampleValue((fragment.additionalProperties as Fragment) ?? {}, text) };
    default:
      return text;
  }
}

const IDS: Partial<Record<CollectionName, () => string>> = {
  settings: () => `scenario:${randomUUID()}`,
  schedule_weeks: () => `${randomUUID()}_${MONDAY}`,
};

/** A document with every field of its collection set. */
export function sampleDocument(
  collection: CollectionName,
  id: string | undefined,
  userId: string,
  rev: string,
  text = 'sample',
): AnyDocument {
  const { properties } = collections[collection].schema;
  const { _deleted: _, ...fields } = Object.fromEntries(
    Object.entries<Fragment>(properties).map(([field, fragment]) => [field, sampleValue(fragment, text)]),
  );
  return {
    ...fields,
    id: id ?? (IDS[collection] ?? randomUUID)(),
    rev,
    updatedBy: userId,
  } as unknown as AnyDocument;
}
