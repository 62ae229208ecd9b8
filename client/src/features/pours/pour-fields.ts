import type { PourChange } from 'shared/domain/pours/changes.ts';
import { addDays, instantOf } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';
import {
  CURES,
  ELEMENTS,
  FINISHES,
  ORDER_STATUSES,
  PLACEMENT_METHODS,
  SAW_CUTS,
  type Pour,
} from 'shared/schema/pours.ts';
import type { ResourceKind } from 'shared/schema/resources.ts';

/** The fields of a pour that hold a value of this type. */
type FieldsOf<T> = {
  [K in keyof Pour]-?: NonNullable<Pour[K]> extends T ? (T extends NonNullable<Pour[K]> ? K : never) : never;
}[keyof Pour];
type TextField = Exclude<FieldsOf<string>, 'id' | 'rev' | 'updatedAt' | 'updatedBy'>;

/** One field of the plan: how it is entered, and in which unit. Its label is the word `field-<key>`. */
export type PlanField =
  | { readonly kind: 'text'; readonly key: TextField; readonly multiline?: boolean }
  | {
      readonly kind: 'number';
      readonly key: FieldsOf<number>;
      readonly unit?: string;
      readonly step?: number;
    }
  | {
      readonly kind: 'choice';
      readonly key: keyof Pour;
      readonly values: readonly string[];
      readonly word: ChoiceWord;
    }
  | { readonly kind: 'time'; readonly key: InstantField }
  | { readonly kind: 'day'; readonly key: 'day' }
  | { readonly kind: 'project'; readonly key: 'projectId' }
  | { readonly kind: 'foreman' | 'employee'; readonly key: 'foremanId' | 'sawCutAssigneeId' }
  | {
      readonly kind: 'resource';
      readonly key: TextField;
      readonly of: ResourceKind;
      readonly role?: 'gc' | 'inspector';
    };

export type ChoiceWord = 'element' | 'method' | 'finish' | 'cure' | 'saw' | 'order';
export type InstantField = 'startsAt' | 'firstTruckAt' | 'expectedEndAt' | 'pumpArrivesAt' | 'sawCutAt';

export type PlanSectionId =
  | 'where'
  | 'when'
  | 'quantity'
  | 'mix'
  | 'supply'
  | 'placement'
  | 'people'
  | 'finish'
  | 'note';

/** The plan in sections that a person can scan, in the order in which a pour is planned. */
export const PLAN_SECTIONS: readonly { readonly id: PlanSectionId; readonly fields: readonly PlanField[] }[] =
  [
    {
      id: 'where',
      fields: [
        { kind: 'text', key: 'number' },
        { kind: 'text', key: 'name' },
        { kind: 'project', key: 'projectId' },
        { kind: 'choice', key: 'element', values: ELEMENTS, word: 'element' },
        { kind: 'text', key: 'building' },
        { kind: 'text', key: 'level' },
        { kind: 'text', key: 'gridLines' },
        { kind: 'resource', key: 'gcContactId', of: 'contact', role: 'gc' },
      ],
    },
    {
      id: 'when',
      fields: [
        { kind: 'day', key: 'day' },
        { kind: 'time', key: 'startsAt' },
        { kind: 'time', key: 'firstTruckAt' },
        { kind: 'time', key: 'expectedEndAt' },
      ],
    },
    {
      id: 'quantity',
      fields: [
        { kind: 'number', key: 'areaSf', unit: 'SF' },
        { kind: 'number', key: 'thicknessIn', unit: 'in', step: 0.5 },
        { kind: 'number', key: 'theoreticalCy', unit: 'CY' },
        { kind: 'number', key: 'wastePct', unit: '%' },
        { kind: 'number', key: 'orderedCy', unit: 'CY', step: 0.5 },
        { kind: 'number', key: 'holdCy', unit: 'CY', step: 0.5 },
      ],
    },
    {
      id: 'mix',
      fields: [
        { kind: 'resource', key: 'mixId', of: 'mix' },
        { kind: 'number', key: 'strengthPsi', unit: 'psi', step: 500 },
        { kind: 'number', key: 'strengthAgeDays', unit: 'd' },
        { kind: 'number', key: 'slumpMinIn', unit: 'in', step: 0.5 },
        { kind: 'number', key: 'slumpMaxIn', unit: 'in', step: 0.5 },
        { kind: 'number', key: 'airMinPct', unit: '%', step: 0.5 },
        { kind: 'number', key: 'airMaxPct', unit: '%', step: 0.5 },
        { kind: 'number', key: 'maxWcm', step: 0.01 },
        { kind: 'text', key: 'aggregate' },
        { kind: 'text', key: 'admixtures' },
        { kind: 'text', key: 'fibre' },
        { kind: 'number', key: 'concreteMaxF', unit: '°F' },
        { kind: 'number', key: 'dischargeLimitMin', unit: 'min', step: 5 },
      ],
    },
    {
      id: 'supply',
      fields: [
        { kind: 'resource', key: 'supplierId', of: 'supplier' },
        { kind: 'resource', key: 'plantId', of: 'plant' },
        { kind: 'resource', key: 'backupPlantId', of: 'plant' },
        { kind: 'text', key: 'orderNumber' },
        { kind: 'choice', key: 'orderStatus', values: ORDER_STATUSES, word: 'order' },
        { kind: 'number', key: 'rateCyPerHour', unit: 'CY/h', step: 5 },
        { kind: 'number', key: 'loadSizeCy', unit: 'CY', step: 0.5 },
        { kind: 'number', key: 'spacingMin', unit: 'min' },
        { kind: 'number', key: 'travelMin', unit: 'min' },
      ],
    },
    {
      id: 'placement',
      fields: [
        { kind: 'choice', key: 'method', values: PLACEMENT_METHODS, word: 'method' },
        { kind: 'resource', key: 'pumpId', of: 'pump' },
        { kind: 'number', key: 'boomSizeM', unit: 'm' },
        { kind: 'time', key: 'pumpArrivesAt' },
        { kind: 'text', key: 'washout' },
      ],
    },
    {
      id: 'people',
      fields: [
        { kind: 'foreman', key: 'foremanId' },
        { kind: 'number', key: 'plannedPlacers' },
        { kind: 'number', key: 'plannedFinishers' },
        { kind: 'resource', key: 'labId', of: 'lab' },
        { kind: 'resource', key: 'inspectorId', of: 'contact', role: 'inspector' },
      ],
    },
    {
      id: 'finish',
      fields: [
        { kind: 'choice', key: 'finish', values: FINISHES, word: 'finish' },
        { kind: 'number', key: 'ffSpecified' },
        { kind: 'number', key: 'flSpecified' },
        { kind: 'text', key: 'hardener' },
        { kind: 'choice', key: 'cure', values: CURES, word: 'cure' },
        { kind: 'choice', key: 'sawCut', values: SAW_CUTS, word: 'saw' },
        { kind: 'time', key: 'sawCutAt' },
        { kind: 'employee', key: 'sawCutAssigneeId' },
        { kind: 'text', key: 'vapourBarrier' },
        { kind: 'text', key: 'jointPlan' },
      ],
    },
    { id: 'note', fields: [{ kind: 'text', key: 'note', multiline: true }] },
  ];

const HALF_A_DAY_MS = 12 * 3_600_000;

/**
 * A wall-clock time typed into the plan as an instant. The start lies on the pour's day. What ends or follows a pour
 * comes after the start, over midnight where it must; what goes before it (the pump, the first truck) lies within half
 * a day of it.
 */
export function plannedInstant(
  pour: Pour,
  key: InstantField,
  clock: string,
  zone: string,
): string | undefined {
  const { day, startsAt } = pour;
  if (day === undefined) return undefined;
  const on = (shift: number): string => instantOf(addDays(day, shift), clock, zone);
  if (key === 'startsAt' || startsAt === undefined) return on(0);
  if (key === 'expectedEndAt' || key === 'sawCutAt') return on(0) <= startsAt ? on(1) : on(0);
  const afterStartMs = Date.parse(on(0)) - Date.parse(startsAt);
  if (Math.abs(afterStartMs) <= HALF_A_DAY_MS) return on(0);
  return on(afterStartMs > 0 ? -1 : 1);
}

const AROUND_THE_START = ['firstTruckAt', 'pumpArrivesAt', 'expectedEndAt', 'sawCutAt'] as const;

/** Another start takes the other times of the plan along: the pump still comes an hour before it. */
export function startedAt(pour: Pour, clock: string | undefined, zone: string): PourChange {
  const startsAt = clock === undefined ? undefined : plannedInstant(pour, 'startsAt', clock, zone);
  if (startsAt === undefined || pour.startsAt === undefined) return { startsAt };
  const laterMs = Date.parse(startsAt) - Date.parse(pour.startsAt);
  const moved = AROUND_THE_START.flatMap((key) => {
    const instant = pour[key];
    return instant === undefined ? [] : [[key, toInstant(Date.parse(instant) + laterMs)] as const];
  });
  return { startsAt, ...Object.fromEntries(moved) };
}
