import { changedUnits, getUnit, sameValue, setUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { MAX_DOCUMENT_BYTES } from 'shared/protocol/push.ts';
import { collections, type CollectionName } from 'shared/schema/collections.ts';
import { readDoc } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { misfitOf } from './fits-schema.ts';
import { dataOfFile, type UnsentItem } from './unsent-file.ts';
import type { Edit } from './write.ts';

/** Why a file is not taken in; then nothing of it is. */
export type ImportProblem =
  | { readonly kind: 'too big' | 'not ours' | 'damaged' | 'empty' }
  | { readonly kind: 'other workspace'; readonly name: string }
  | { readonly kind: 'invalid'; readonly collection: string; readonly place: string };

/** What taking in one record would do. */
export interface PlannedRecord {
  readonly collection: CollectionName;
  readonly documentId: string;
  /**
   * `same`: the device says so already. `not here`: it is a change of a record that this device does not hold, and a
   * few units do not make the whole of it. Neither writes anything.
   */
  readonly kind: 'new' | 'change' | 'delete' | 'same' | 'not here';
  readonly units: readonly { readonly unit: string; readonly now: unknown; readonly wanted: unknown }[];
  readonly document: WireDocument;
}

export interface ImportPlan {
  readonly kind: 'plan';
  readonly by: string;
  /** Instant at which the file was made. */
  readonly at: string;
  readonly records: readonly PlannedRecord[];
}

/** A day's work is some hundred kilobytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_DEPTH = 20;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textAt = (value: unknown, field: string): string =>
  isObject(value) && typeof value[field] === 'string' ? value[field] : '';

const depthOf = (value: unknown, depth = 0): number =>
  typeof value !== 'object' || value === null || depth > MAX_DEPTH
    ? depth
    : Math.max(depth, ...Object.values(value).map((part) => depthOf(part, depth + 1)));

const COMMON = ['id', 'rev', 'updatedAt', 'updatedBy', '_deleted'];

/** What is wrong with a record, by the place of it; the document is looked at as the server would. */
function misfit({ collection, document, base }: UnsentItem): string | undefined {
  if (typeof document['id'] !== 'string' || document['id'] === '' || document['id'].length > 200) return 'id';
  if (base !== null && base['id'] !== document['id']) return 'id';
  if (JSON.stringify(document).length > MAX_DOCUMENT_BYTES || depthOf(document) > MAX_DEPTH)
    return 'document';
  if (document['_deleted'] === true && !collections[collection].deletable && base !== null) return '_deleted';
  const { properties, required } = collections[collection].schema;
  const own = Object.fromEntries(Object.entries(document).filter(([field]) => !COMMON.includes(field)));
  const needed = document['_deleted'] === true ? [] : required.filter((field) => !COMMON.includes(field));
  return misfitOf({ type: 'object', properties, required: needed, additionalProperties: false }, own);
}

function itemsOf(data: unknown): readonly UnsentItem[] | ImportProblem {
  const items: unknown = isObject(data) ? data['items'] : undefined;
  if (!Array.isArray(items)) return { kind: 'damaged' };
  if (items.length === 0) return { kind: 'empty' };
  const read: UnsentItem[] = [];
  for (const item of items as readonly unknown[]) {
    const name = textAt(item, 'collection');
    const isWhole =
      isObject(item) && isObject(item['document']) && (item['base'] === null || isObject(item['base']));
    if (!isWhole || !Object.hasOwn(collections, name))
      return { kind: 'invalid', collection: name, place: 'collection' };
    const whole = item as unknown as UnsentItem;
    const place = misfit(whole);
    if (place !== undefined) return { kind: 'invalid', collection: name, place };
    read.push(whole);
  }
  return read;
}

/** Reads a file and says what taking it in would do here; nothing is changed. */
export async function planImport(
  db: WorkspaceDb,
  workspaceId: string,
  text: string,
): Promise<ImportPlan | ImportProblem> {
  if (text.length > MAX_FILE_BYTES) return { kind: 'too big' };
  const found = dataOfFile(text);
  if (typeof found === 'string') return { kind: found };
  const { data } = found;
  const workspace: unknown = isObject(data) ? data['workspace'] : undefined;
  if (textAt(workspace, 'id') !== workspaceId)
    return { kind: 'other workspace', name: textAt(workspace, 'name') };
  const items = itemsOf(data);
  if ('kind' in items) return items;
  const records: PlannedRecord[] = [];
  for (const item of items) records.push(await planned(db, item));
  return {
    kind: 'plan',
    by: textAt(isObject(data) ? data['by'] : undefined, 'name'),
    at: textAt(data, 'at'),
    records,
  };
}

async function planned(db: WorkspaceDb, { collection, document, base }: UnsentItem): Promise<PlannedRecord> {
  const shape = shapeOf(collection);
  const wire = document as unknown as WireDocument;
  const current = (await readDoc(db, collection, wire.id)) as WireDocument | undefined;
  const of = { collection, documentId: wire.id, document: wire };
  if (wire._deleted === true) return { ...of, kind: current ? 'delete' : 'same', units: [] };
  if (current === undefined && base !== null) return { ...of, kind: 'not here', units: [] };
  const units = changedUnits(shape, base as WireDocument | null, wire)
    .map((unit) => ({
      unit,
      now: current && getUnit(shape, current, unit),
      wanted: getUnit(shape, wire, unit),
    }))
    .filter(({ now, wanted }) => !sameValue(now, wanted));
  if (current === undefined) return { ...of, kind: 'new', units };
  return { ...of, kind: units.length > 0 ? 'change' : 'same', units };
}

const WRITES: ReadonlySet<PlannedRecord['kind']> = new Set(['new', 'change', 'delete']);

/** The edits of a plan, to be saved as one step by whoever takes the file in. */
export const editsOf = ({ records }: ImportPlan): readonly Edit[] =>
  records
    .filter(({ kind }) => WRITES.has(kind))
    .map(({ collection, documentId, kind, units, document }) => {
      const shape = shapeOf(collection);
      const change = (current: WireDocument | undefined): Record<string, unknown> | undefined => {
        // Gone since the look: a few units do not make the whole of it.
        if (kind === 'delete' || (kind === 'change' && current === undefined)) return undefined;
        let next = current ?? document;
        for (const { unit, wanted } of units) next = setUnit(shape, next, unit, wanted);
        const cleared = Object.keys(current ?? {}).filter((field) => !(field in next));
        return { ...Object.fromEntries(cleared.map((field) => [field, undefined])), ...next };
      };
      return { collection, id: documentId, change };
    });
