import { collections, type CollectionName } from 'shared/schema/collections.ts';

/** How a refused value can be corrected here; `whole` is sent as it was or left out. */
export type WishEditor =
  | { readonly kind: 'text'; readonly isLong: boolean }
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'day' }
  | { readonly kind: 'clock' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'whole' };

interface Fragment {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Fragment>>;
  readonly additionalProperties?: Fragment | boolean;
}

const LONG_TEXT = 1_000;
const CLOCK = '^([01][0-9]|2[0-3]):[0-5][0-9]$';

function fragmentOf(collection: CollectionName, unit: string): Fragment | undefined {
  const [field = unit, ...rest] = unit.split('.');
  const properties = collections[collection].schema.properties as Readonly<Record<string, Fragment>>;
  const whole = properties[field];
  if (rest.length === 0) return whole;
  const extra = whole?.additionalProperties;
  return whole?.properties?.[rest.join('.')] ?? (typeof extra === 'object' ? extra : undefined);
}

/** Texts, numbers, days and choices can be corrected in place; names of other records and lists cannot. */
export function wishEditor(collection: CollectionName, unit: string): WishEditor {
  const fragment = fragmentOf(collection, unit);
  if (fragment?.enum) return { kind: 'choice', choices: fragment.enum };
  switch (fragment?.type) {
    case 'boolean':
      return { kind: 'flag' };
    case 'number':
    case 'integer':
      return { kind: 'number' };
    case 'string':
      if (fragment.format === 'date') return { kind: 'day' };
      if (fragment.pattern === CLOCK) return { kind: 'clock' };
      if (fragment.pattern !== undefined) return { kind: 'whole' };
      return { kind: 'text', isLong: (fragment.maxLength ?? 0) > LONG_TEXT };
    default:
      return { kind: 'whole' };
  }
}
