import { useEffect, useMemo } from 'react';
import { combineLatest, firstValueFrom, from, map, type Observable } from 'rxjs';
import { sayCollection, sayRecord, sayUnit, sayValue, type Sayer } from 'shared/domain/record-words/say.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { liveDoc, readDoc } from '../db/live.ts';
import { liveRecordNames } from '../db/record-names.ts';
import { useLive } from '../db/use-live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { useFormat, type Format } from '../lib/format.ts';
import { liveMembers, pullMembers } from './members.ts';
import { useWorkspace, type WorkspaceUser } from './workspace.tsx';

export interface RecordRef {
  readonly collection: CollectionName;
  readonly documentId: string;
}

/** Says records, fields and values as people do; ids become names as far as this device knows them. */
export interface RecordWords {
  collection(name: CollectionName): string;
  record(ref: RecordRef, known?: Readonly<Record<string, unknown>>): string;
  unit(collection: CollectionName, unit: string): string;
  value(unit: string, value: unknown): string;
  /** Of a login. */
  person(userId: string | undefined): string | undefined;
  moment(instant: string): string;
  readonly zone: string | undefined;
}

const keyOf = ({ collection, documentId }: RecordRef): string => `${collection}/${documentId}`;

type Found = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Records that carry no name of their own say what they belong to: their fields are looked up. */
const NEEDS_ITS_FIELDS: ReadonlySet<CollectionName> = new Set([
  'loads',
  'pour_events',
  'absences',
  'demands',
  'settings',
]);

async function readRefs(db: WorkspaceDb, refs: readonly RecordRef[]): Promise<Found> {
  const wanted = new Map(
    refs.filter((ref) => NEEDS_ITS_FIELDS.has(ref.collection)).map((ref) => [keyOf(ref), ref]),
  );
  const found = await Promise.all(
    [...wanted].map(async ([key, ref]) => [key, await readDoc(db, ref.collection, ref.documentId)] as const),
  );
  return new Map(found.flatMap(([key, document]) => (document === undefined ? [] : [[key, document]])));
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string | undefined;
}

const liveKnown = (db: WorkspaceDb): Observable<Known> =>
  combineLatest({
    names: liveRecordNames(db),
    members: liveMembers(db),
    settings: liveDoc(db, 'settings', 'workspace:main'),
  }).pipe(
    map(({ names, members, settings }) => ({
      names: new Map([...names, ...members.map(({ id, name }) => [id, name] as const)]),
      zone: settings?.timeZone,
    })),
  );

function wordsOf({ names, zone }: Known, found: Found | undefined, format: Format, user: Named): RecordWords {
  const name = (id: string): string | undefined => names.get(id) ?? (id === user.id ? user.name : undefined);
  const sayer: Sayer = {
    language: format.language,
    name,
    day: (day) => format.day(day),
    moment: (instant) => format.dayTime(instant, zone),
    number: (value) => format.number(value),
  };
  return {
    collection: (collection) => sayCollection(sayer, collection),
    record: (ref, part) =>
      sayRecord(sayer, ref.collection, ref.documentId, { ...part, ...found?.get(keyOf(ref)) }),
    unit: (collection, unit) => sayUnit(sayer, collection, unit),
    value: (unit, value) => sayValue(sayer, unit, value),
    person: (id) => (id === undefined ? undefined : name(id)),
    moment: (instant) => format.dayTime(instant, zone),
    zone,
  };
}

type Named = Pick<WorkspaceUser, 'id' | 'name'>;

/** The words of now, for what is no screen. */
export async function readRecordWords(
  { db, user }: { readonly db: WorkspaceDb; readonly user: Named },
  format: Format,
  refs: readonly RecordRef[],
): Promise<RecordWords> {
  return wordsOf(await firstValueFrom(liveKnown(db)), await readRefs(db, refs), format, user);
}

/** `undefined` while the names are being read. */
export function useRecordWords(refs: readonly RecordRef[]): RecordWords | undefined {
  const { db, api, user } = useWorkspace();
  const format = useFormat();
  const key = refs.map(keyOf).join(' ');
  useEffect(() => {
    // Without a line the names of the last reading serve.
    void pullMembers(db, api).catch(() => undefined);
  }, [db, api]);
  const known = useLive(() => liveKnown(db), [db]);
  const found = useLive(() => from(readRefs(db, refs)), [db, key]);
  return useMemo(() => known && wordsOf(known, found, format, user), [known, found, format, user]);
}
