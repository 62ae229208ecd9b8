import type { Resource, ResourceKind } from 'shared/schema/resources.ts';
import type { ResourceKey } from './resource-strings.ts';

export type Details = NonNullable<Resource['details']>;
type KeyOf<T> = { [K in keyof Details]-?: Details[K] extends T | undefined ? K : never }[keyof Details];

export type DetailField =
  | {
      readonly kind: 'number';
      readonly key: Exclude<KeyOf<number>, undefined>;
      readonly unit?: string;
      readonly step?: number;
      readonly max?: number;
    }
  | { readonly kind: 'text'; readonly key: 'aggregate' | 'admixtures' | 'fibre' | 'company' }
  | { readonly kind: 'choice'; readonly key: 'pumpType' | 'role' }
  | { readonly kind: 'supplier'; readonly key: 'supplierId' };

export interface DetailGroup {
  readonly heading: ResourceKey;
  readonly fields: readonly DetailField[];
}

/** What is worth knowing of each kind, in the order in which people ask for it. */
export const DETAIL_GROUPS: Readonly<Record<ResourceKind, readonly DetailGroup[]>> = {
  mix: [
    {
      heading: 'limits',
      fields: [
        { kind: 'number', key: 'strengthPsi', unit: 'psi', step: 500 },
        { kind: 'number', key: 'strengthAgeDays', unit: 'd', step: 1 },
        { kind: 'number', key: 'slumpMinIn', unit: 'in', step: 0.5 },
        { kind: 'number', key: 'slumpMaxIn', unit: 'in', step: 0.5 },
        { kind: 'number', key: 'airMinPct', unit: '%', step: 0.5, max: 100 },
        { kind: 'number', key: 'airMaxPct', unit: '%', step: 0.5, max: 100 },
        { kind: 'number', key: 'concreteMinF', unit: '°F', step: 5 },
        { kind: 'number', key: 'concreteMaxF', unit: '°F', step: 5 },
        { kind: 'number', key: 'maxWcm', step: 0.01, max: 1 },
        { kind: 'number', key: 'dischargeLimitMin', unit: 'min', step: 5 },
      ],
    },
    {
      heading: 'content',
      fields: [
        { kind: 'text', key: 'aggregate' },
        { kind: 'text', key: 'admixtures' },
        { kind: 'text', key: 'fibre' },
      ],
    },
    {
      heading: 'curing',
      fields: [
        { kind: 'number', key: 'evaporationAmber', unit: 'lb/ft²/h', step: 0.01 },
        { kind: 'number', key: 'evaporationRed', unit: 'lb/ft²/h', step: 0.01 },
        { kind: 'number', key: 'maturityDatumC', unit: '°C', step: 1 },
        { kind: 'number', key: 'maturityActivationK', unit: 'K', step: 100 },
      ],
    },
  ],
  supplier: [],
  plant: [
    {
      heading: 'details',
      fields: [
        { kind: 'supplier', key: 'supplierId' },
        { kind: 'number', key: 'travelMin', unit: 'min', step: 5 },
        { kind: 'number', key: 'capacityCyPerHour', unit: 'CY/h', step: 10 },
      ],
    },
  ],
  pump: [
    {
      heading: 'details',
      fields: [
        { kind: 'choice', key: 'pumpType' },
        { kind: 'number', key: 'boomSizeM', unit: 'm', step: 1 },
        { kind: 'text', key: 'company' },
        { kind: 'number', key: 'setupMin', unit: 'min', step: 5 },
      ],
    },
  ],
  lab: [],
  contact: [
    {
      heading: 'details',
      fields: [
        { kind: 'choice', key: 'role' },
        { kind: 'text', key: 'company' },
      ],
    },
  ],
};

/** "3–5", "from 3" as "3+", "up to 5" as "≤5"; nothing where neither end is set. */
export function rangeText(from: number | undefined, to: number | undefined): string | undefined {
  if (from !== undefined && to !== undefined) return from === to ? `${from}` : `${from}–${to}`;
  if (from !== undefined) return `${from}+`;
  return to === undefined ? undefined : `≤${to}`;
}
