import type { Pour } from '../../schema/pours.ts';
import { isCommitted, isOpen, statusOf } from './lifecycle.ts';
import { placingSpan, wholeSpan, type Span } from './spans.ts';

/**
 * Two committed pours that want one thing at one time. A pump is taken while concrete is placed; a foreman and the
 * named crew until the finishing is done.
 */
export interface Conflict {
  readonly kind: 'pump' | 'foreman' | 'crew';
  /** The pump, the foreman or the person of the crew. */
  readonly subjectId: string;
  readonly pourIds: readonly [string, string];
  /** When both want it, in milliseconds since 1970, UTC. */
  readonly from: number;
  readonly to: number;
}

/** All clashes among these pours, earliest first. Pours that are done, called off or only tentative clash with nothing. */
export function conflictsAmong(pours: readonly Pour[]): Conflict[] {
  const claims = pours
    .filter((pour) => isOpen(statusOf(pour)) && isCommitted(statusOf(pour)))
    .flatMap(claimsOf);
  const bySubject = Map.groupBy(claims, (claim) => `${claim.kind}:${claim.subjectId}`);
  const found: Conflict[] = [];
  for (const rivals of bySubject.values()) {
    const inOrder = rivals.toSorted((a, b) => a.span.from - b.span.from);
    inOrder.forEach((first, index) => {
      for (const second of inOrder.slice(index + 1)) {
        if (second.span.from >= first.span.to) break;
        found.push({
          kind: first.kind,
          subjectId: first.subjectId,
          pourIds: [first.pourId, second.pourId],
          from: second.span.from,
          to: Math.min(first.span.to, second.span.to),
        });
      }
    });
  }
  return found.sort((a, b) => a.from - b.from || a.pourIds[0].localeCompare(b.pourIds[0]));
}

interface Claim {
  readonly kind: Conflict['kind'];
  readonly subjectId: string;
  readonly pourId: string;
  readonly span: Span;
}

function claimsOf(pour: Pour): Claim[] {
  const placing = placingSpan(pour);
  const whole = wholeSpan(pour);
  if (!placing || !whole) return [];
  const claim = (kind: Conflict['kind'], subjectId: string, span: Span): Claim => ({
    kind,
    subjectId,
    pourId: pour.id,
    span,
  });
  return [
    ...(pour.pumpId === undefined ? [] : [claim('pump', pour.pumpId, placing)]),
    ...(pour.foremanId === undefined ? [] : [claim('foreman', pour.foremanId, placing)]),
    ...Object.keys(pour.crew ?? {}).map((employeeId) => claim('crew', employeeId, whole)),
  ];
}
