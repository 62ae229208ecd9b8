import type { Region } from 'shared/schema/regions.ts';

type Placed = Pick<Region, 'id' | 'order'>;

/**
 * The places that change when a region moves by one among those in use. Every region gets a place of its own, so that
 * a list that never had an order gets one with the first move.
 */
export function movedOrder(
  regions: readonly Placed[],
  id: string,
  by: -1 | 1,
): readonly { readonly id: string; readonly order: number }[] {
  const from = regions.findIndex((region) => region.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= regions.length) return [];
  const order = [...regions];
  const [moved] = order.splice(from, 1);
  if (moved) order.splice(to, 0, moved);
  return order
    .map((region, at) => ({ id: region.id, order: at + 1, before: region.order }))
    .filter((place) => place.order !== place.before)
    .map((place) => ({ id: place.id, order: place.order }));
}
