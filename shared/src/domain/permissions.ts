import type { CollectionName } from '../schema/collections.ts';

/** From least to most; each role may do all that those before it may, except where a rule names an own thing. */
export const ROLES = ['viewer', 'foreman', 'scheduler', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);

/**
 * What makes a document somebody's own:
 * - `view`: an unshared view with this owner;
 * - `crew`: about an employee whose foreman (that week's, else the home foreman) is this person, or this person's own row;
 * - `request`: asked for by this person;
 * - `pour`: a pour whose foreman is this person.
 */
export type OwnThing = 'view' | 'crew' | 'request' | 'pour';

export type Verb = 'create' | 'update' | 'delete';

export interface Permission {
  readonly collection: CollectionName;
  /** Only documents of this `kind`; a rule without one holds for the whole collection. */
  readonly kind?: string;
  /** The least role that may write any such document. */
  readonly anyFrom: Role;
  /** A lesser role that may write its own, and only so far. */
  readonly own?: {
    readonly from: Role;
    readonly thing: OwnThing;
    readonly verbs: readonly Verb[];
    /** Top-level fields that may differ between the document before and after; absent means all. */
    readonly fields?: readonly string[];
    /** Values that these fields may take. */
    readonly values?: Readonly<Record<string, readonly string[]>>;
    /** Values that may follow one which somebody else decided; absent means none: what is decided stays so. */
    readonly afterDecision?: readonly string[];
    /** A workspace setting that must be on. */
    readonly setting?: 'foremenEditOwnCrew';
  };
}

/**
 * Role × collection × kind × own, as data. The client reads it for hints, the server as the check; the database
 * holds the coarser wall role × collection. Everybody reads the whole workspace, others' own views aside.
 */
export const PERMISSIONS: readonly Permission[] = [
  { collection: 'settings', kind: 'workspace', anyFrom: 'admin' },
  { collection: 'settings', kind: 'scenario', anyFrom: 'scheduler' },
  { collection: 'settings', kind: 'rate', anyFrom: 'scheduler' },
  {
    collection: 'settings',
    kind: 'view',
    anyFrom: 'scheduler',
    own: { from: 'viewer', thing: 'view', verbs: ['create', 'update', 'delete'] },
  },
  { collection: 'regions', anyFrom: 'admin' },
  { collection: 'projects', anyFrom: 'scheduler' },
  { collection: 'employees', anyFrom: 'scheduler' },
  { collection: 'resources', anyFrom: 'scheduler' },
  {
    collection: 'schedule_weeks',
    anyFrom: 'scheduler',
    own: {
      from: 'foreman',
      thing: 'crew',
      verbs: ['create', 'update'],
      fields: ['employeeId', 'weekStart', 'days', 'note'],
      setting: 'foremenEditOwnCrew',
    },
  },
  { collection: 'demands', kind: 'plan', anyFrom: 'scheduler' },
  {
    collection: 'demands',
    kind: 'request',
    anyFrom: 'scheduler',
    own: {
      from: 'foreman',
      thing: 'request',
      verbs: ['create', 'update'],
      values: { state: ['open', 'withdrawn'] },
      afterDecision: ['withdrawn'],
    },
  },
  {
    collection: 'absences',
    anyFrom: 'scheduler',
    own: {
      from: 'foreman',
      thing: 'crew',
      verbs: ['create', 'update', 'delete'],
      values: { state: ['requested'] },
    },
  },
  {
    collection: 'pours',
    anyFrom: 'scheduler',
    own: {
      from: 'foreman',
      thing: 'pour',
      verbs: ['update'],
      fields: ['readiness', 'crew', 'status', 'reason'],
    },
  },
  { collection: 'pour_logs', anyFrom: 'foreman' },
  { collection: 'loads', anyFrom: 'foreman' },
  { collection: 'pour_events', anyFrom: 'foreman' },
];

/** The least role that may write anything at all in a collection, or do this one thing: the wall that the database holds. */
export function leastWriter(collection: CollectionName, verb?: Verb): Role {
  const rules = PERMISSIONS.filter((rule) => rule.collection === collection);
  const leasts = rules.map(({ own, anyFrom }) =>
    own && (verb === undefined || own.verbs.includes(verb)) && !isAtLeast(own.from, anyFrom)
      ? own.from
      : anyFrom,
  );
  return ROLES.find((role) => leasts.includes(role)) ?? 'owner';
}
