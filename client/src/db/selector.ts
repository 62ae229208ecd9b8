/** Conditions on one field; a bare value means equal. */
export interface Conditions {
  readonly $eq?: unknown;
  readonly $ne?: unknown;
  readonly $in?: readonly unknown[];
  readonly $gt?: string | number;
  readonly $gte?: string | number;
  readonly $lt?: string | number;
  readonly $lte?: string | number;
  readonly $exists?: boolean;
}

export type Selector<T> = { readonly [K in keyof T]?: T[K] | Conditions };
export type Sort<T> = readonly { readonly [K in keyof T]?: 'asc' | 'desc' }[];

const isConditions = (value: unknown): value is Conditions =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).every((key) => key.startsWith('$'));

export const conditionsOf = (value: unknown): Conditions => (isConditions(value) ? value : { $eq: value });

const compares = (
  value: unknown,
  bound: string | number | undefined,
  test: (order: number) => boolean,
): boolean => {
  if (bound === undefined) return true;
  if (typeof value !== typeof bound) return false;
  return test((value as string) < (bound as string) ? -1 : Number(value !== bound));
};

function holds(value: unknown, conditions: Conditions): boolean {
  if ('$eq' in conditions && value !== conditions.$eq) return false;
  if ('$ne' in conditions && value === conditions.$ne) return false;
  if (conditions.$in && !conditions.$in.includes(value)) return false;
  if (conditions.$exists !== undefined && (value !== undefined) !== conditions.$exists) return false;
  return (
    compares(value, conditions.$gt, (order) => order > 0) &&
    compares(value, conditions.$gte, (order) => order >= 0) &&
    compares(value, conditions.$lt, (order) => order < 0) &&
    compares(value, conditions.$lte, (order) => order <= 0)
  );
}

/** Whether a document meets every condition of a selector on its top-level fields. */
export function matcherOf<T extends object>(selector: Selector<T> | undefined): (document: T) => boolean {
  const tests = Object.entries(selector ?? {}).map(([field, value]) => [field, conditionsOf(value)] as const);
  return (document) =>
    tests.every(([field, conditions]) => holds((document as Record<string, unknown>)[field], conditions));
}

const order = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return (a as string) < (b as string) ? -1 : 1;
};

/** Sorts in place by the given fields, then by id, so that equal data always comes in one order. */
export function sorted<T extends { readonly id: string }>(documents: T[], sort: Sort<T> | undefined): T[] {
  if (!sort) return documents;
  const keys = sort.flatMap((part) => Object.entries(part) as [keyof T, 'asc' | 'desc'][]);
  return documents.sort((a, b) => {
    for (const [field, direction] of keys) {
      const result = order(a[field], b[field]);
      if (result !== 0) return direction === 'desc' ? -result : result;
    }
    return order(a.id, b.id);
  });
}
