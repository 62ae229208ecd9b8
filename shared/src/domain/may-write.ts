import { mondayOf } from '../lib/days.ts';
import type { CollectionName, Documents } from '../schema/collections.ts';
import {
  isAtLeast,
  PERMISSIONS,
  type OwnThing,
  type Permission,
  type Role,
  type Verb,
} from './permissions.ts';

/**
 * May this person turn `before` into `after`? Judged on the state before and the result after, never on what was
 * sent: the server asks with what it is about to write, a screen asks with what it would send.
 */

/** What other documents say. Unknown ones are undefined: references are soft. */
export interface Facts {
  readonly employee: (
    id: string,
  ) => Pick<Documents['employees'], 'userId' | 'homeForemanId' | 'regionId'> | undefined;
  readonly project: (id: string) => Pick<Documents['projects'], 'regionId'> | undefined;
  readonly pour: (id: string) => Pick<Documents['pours'], 'projectId'> | undefined;
  /** By `<employeeId>_<Monday>`. */
  readonly week: (id: string) => Pick<Documents['schedule_weeks'], 'foremanId'> | undefined;
  readonly foremenEditOwnCrew: boolean;
}

export interface Writer {
  readonly userId: string;
  readonly role: Role;
  /** Regions whose records a scheduler may write; absent: all. */
  readonly regionIds?: readonly string[];
}

export interface Change {
  readonly collection: CollectionName;
  /** Null: there is no such document yet. */
  readonly before: Fields | null;
  readonly after: Fields;
  /** Merge units in which the two differ. */
  readonly changed: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Why not, in words for a person; undefined means yes. */
export function whyNotWrite(writer: Writer, facts: Facts, change: Change): string | undefined {
  const verb = verbOf(change);
  const rules = PERMISSIONS.filter((rule) => appliesTo(rule, change));
  const rule = rules[0];
  if (!rule || rules.length > 1) return 'A record keeps its kind.';
  if (!keepsViewsOwn(writer, change)) return 'A view that is not shared belongs to the person who saved it.';
  if (isAtLeast(writer.role, rule.anyFrom)) return whyNotRegion(writer, facts, change);
  return whyNotOwn(writer, facts, change, rule, verb);
}

const text = (document: Fields | null, field: string): string | undefined => {
  const value = document?.[field];
  return typeof value === 'string' ? value : undefined;
};

function verbOf({ before, after }: Change): Verb {
  if (after['_deleted'] === true && before) return before['_deleted'] === true ? 'update' : 'delete';
  return before && before['_deleted'] !== true ? 'update' : 'create';
}

const states = ({ before, after }: Change): readonly Fields[] => (before ? [before, after] : [after]);

/** A rule for one kind counts when a state on either side is of that kind. */
const appliesTo = (rule: Permission, change: Change): boolean =>
  rule.collection === change.collection &&
  (rule.kind === undefined || states(change).some((state) => state['kind'] === rule.kind));

const isPrivateView = (collection: CollectionName, state: Fields): boolean =>
  collection === 'settings' && state['kind'] === 'view' && state['shared'] !== true;

const ownerOf = (state: Fields): string | undefined => text(state, 'ownerId') ?? text(state, 'updatedBy');

/** Nobody puts a view among another's own ones, or takes one from there: nobody else would ever see it again. */
const keepsViewsOwn = (writer: Writer, change: Change): boolean =>
  states(change).every(
    (state) => !isPrivateView(change.collection, state) || ownerOf(state) === writer.userId,
  );

const ROLE_TOO_LOW = 'Your role may not change this.';
const NOT_YOURS: Readonly<Record<OwnThing, string>> = {
  view: 'Only schedulers change shared views.',
  crew: 'You can change this for your own crew only.',
  request: 'You can change your own requests only.',
  pour: 'You can change pours of which you are the foreman only.',
};

function whyNotOwn(
  writer: Writer,
  facts: Facts,
  change: Change,
  { own }: Permission,
  verb: Verb,
): string | undefined {
  if (!own || !isAtLeast(writer.role, own.from) || !own.verbs.includes(verb)) return ROLE_TOO_LOW;
  if (own.setting && !facts[own.setting])
    return 'In this workspace schedulers change the schedule, not foremen.';
  const isOwn = OWN[own.thing];
  if (!states(change).every((state) => isOwn(writer, facts, change.collection, state)))
    return NOT_YOURS[own.thing];
  const { fields, values = {}, afterDecision = [] } = own;
  const foreign = change.changed
    .map((unit) => unit.split('.', 1)[0] ?? unit)
    .find((field) => fields && field !== '_deleted' && !fields.includes(field));
  if (foreign !== undefined) return `Your role may not change “${foreign}” here.`;
  const isDecided = (field: string, allowed: readonly string[]): boolean => {
    const value = text(change.before, field);
    return verb !== 'create' && value !== undefined && !allowed.includes(value);
  };
  const isOverruled = Object.entries(values).some(
    ([field, allowed]) =>
      isDecided(field, allowed) && !afterDecision.includes(text(change.after, field) ?? ''),
  );
  if (isOverruled) return 'This has been decided: only a scheduler changes it now.';
  const decided = Object.entries(values).find(([field, allowed]) => {
    const value = text(change.after, field);
    return value !== undefined && !allowed.includes(value);
  });
  return decided
    ? `Your role may not set “${decided[0]}” to “${text(change.after, decided[0])}”.`
    : undefined;
}

type IsOwn = (writer: Writer, facts: Facts, collection: CollectionName, state: Fields) => boolean;

const isPerson = (writer: Writer, facts: Facts, employeeId: string | undefined): boolean =>
  employeeId !== undefined && facts.employee(employeeId)?.userId === writer.userId;

/** The foreman of that week, else the home foreman. */
function foremanOf(facts: Facts, collection: CollectionName, state: Fields): string | undefined {
  const employeeId = text(state, 'employeeId') ?? '';
  const from = text(state, 'from');
  const week =
    collection === 'schedule_weeks'
      ? text(state, 'foremanId')
      : from && facts.week(`${employeeId}_${mondayOf(from)}`)?.foremanId;
  return week ?? facts.employee(employeeId)?.homeForemanId;
}

const OWN: Readonly<Record<OwnThing, IsOwn>> = {
  view: (writer, _facts, collection, state) =>
    isPrivateView(collection, state) && ownerOf(state) === writer.userId,
  crew: (writer, facts, collection, state) =>
    isPerson(writer, facts, text(state, 'employeeId')) ||
    isPerson(writer, facts, foremanOf(facts, collection, state)),
  request: (writer, _facts, _collection, state) => text(state, 'requestedBy') === writer.userId,
  pour: (writer, facts, _collection, state) => isPerson(writer, facts, text(state, 'foremanId')),
};

/** The region that a document is about; undefined where it has none, or its parent is not known. */
function regionOf(facts: Facts, collection: CollectionName, state: Fields): string | undefined {
  const ofProject = (id: string | undefined) => (id === undefined ? undefined : facts.project(id)?.regionId);
  switch (collection) {
    case 'projects':
    case 'employees':
      return text(state, 'regionId');
    case 'regions':
      return text(state, 'id');
    case 'schedule_weeks':
    case 'absences':
      return facts.employee(text(state, 'employeeId') ?? '')?.regionId;
    case 'demands':
    case 'pours':
      return ofProject(text(state, 'projectId'));
    case 'pour_logs':
      return ofProject(facts.pour(text(state, 'id') ?? '')?.projectId);
    case 'loads':
    case 'pour_events':
      return ofProject(facts.pour(text(state, 'pourId') ?? '')?.projectId);
    case 'settings':
    case 'resources':
      return undefined;
  }
}

/** A membership's regions limit its schedulers; a foreman is limited by crew and pours. */
function whyNotRegion(writer: Writer, facts: Facts, change: Change): string | undefined {
  const { regionIds } = writer;
  if (!regionIds || writer.role !== 'scheduler') return undefined;
  const outside = states(change)
    .map((state) => regionOf(facts, change.collection, state))
    .some((region) => region !== undefined && !regionIds.includes(region));
  return outside ? 'This belongs to a region that you do not schedule.' : undefined;
}
