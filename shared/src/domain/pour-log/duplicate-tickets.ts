import type { Load } from '../../schema/loads.ts';

/** As two people may write one ticket: "A 004512" and "a4512" are the same paper. */
const sameTicket = (ticket: string): string =>
  ticket
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^(\D*)0+(?=\d)/, '$1');

/**
 * Ids of standing loads that share a ticket number. Each plant numbers its own tickets, so two loads that name
 * different plants do not clash. A repeat is flagged, never merged away.
 */
export function duplicateTickets(loads: readonly Load[]): ReadonlySet<string> {
  const ticketed = loads.filter((load) => !load.void && load.ticketNumber?.trim());
  const found = new Set<string>();
  for (const rivals of Map.groupBy(ticketed, (load) => sameTicket(load.ticketNumber ?? '')).values()) {
    for (const load of rivals) {
      const clashes = rivals.some(
        (other) =>
          other.id !== load.id &&
          (other.plantId === load.plantId || other.plantId === undefined || load.plantId === undefined),
      );
      if (clashes) found.add(load.id);
    }
  }
  return found;
}
