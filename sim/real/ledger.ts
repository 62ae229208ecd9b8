import type { CollectionName } from 'shared/schema/collections.ts';
import { readDocs } from '../../client/src/db/live.ts';
import type { Edit } from '../../client/src/sync/write.ts';
import type { SimDevice } from './device.ts';
import type { Touch } from './plan.ts';

/** A day's work, something that can be deleted, and something that not every role may write. */
export const COLLECTIONS: readonly CollectionName[] = ['loads', 'absences', 'regions'];

export const DAY = new Date().toISOString().slice(0, 10);
const LONG_AGO = '2020-01-06';

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

interface Place {
  readonly collection: CollectionName;
  readonly id: string;
  /** The one field whose every value is new, so that each can be looked for at the end. */
  readonly field: 'note' | 'name';
  readonly whole: Readonly<Record<string, unknown>>;
}

function placeOf({ collection: at, document: n, how }: Touch): Place {
  const collection = COLLECTIONS[at] ?? 'loads';
  const day = how === 'write outside the window' ? LONG_AGO : DAY;
  switch (collection) {
    case 'absences':
      return { collection, id: uuid(n), field: 'note', whole: { employeeId: uuid(n), from: day, to: day } };
    case 'regions':
      return { collection, id: uuid(n), field: 'name', whole: {} };
    default:
      return { collection: 'loads', id: uuid(n), field: 'note', whole: { pourId: uuid(n), pourDay: day } };
  }
}

interface Intent {
  readonly key: string;
  readonly value: string;
  /** Somebody saw this value and replaced it, or nobody was ever told that it is saved: it is nobody's loss. */
  isSettled: boolean;
}

/** One document's part in a save. */
interface Doubtful {
  readonly place: Place;
  readonly key: string;
  readonly value: string;
  readonly edit: Edit;
  /** What the field said before. */
  seen: unknown;
  isWrite: boolean;
}

/** What people were told is saved, and what became of it. */
export class Ledger {
  readonly #intents: Intent[] = [];
  #next = 0;
  readonly #prefix: string;
  readonly #doubtful: (readonly Doubtful[])[] = [];

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Values that have to be found somewhere in the end. */
  get owed(): readonly string[] {
    return this.#intents.filter(({ isSettled }) => !isSettled).map(({ value }) => value);
  }

  /**
   * Saves values of their own as a person does, all as one save. What a failed one came to is read from the device
   * afterwards.
   */
  async save(
    device: SimDevice,
    touches: readonly Touch[],
    isFailureExpected: (error: unknown) => boolean,
  ): Promise<void> {
    const places = new Map(touches.map((touch) => [placeOf(touch).id + touch.collection, touch]));
    const edits = [...places.values()].map((touch) => this.#editOf(touch));
    try {
      await device.save(edits.map(({ edit }) => edit));
    } catch (error) {
      if (!isFailureExpected(error)) throw error;
      this.#doubtful.push(edits);
      return;
    }
    for (const one of edits) this.#note(one);
  }

  #editOf(touch: Touch): Doubtful {
    const place = placeOf(touch);
    const value = `${this.#prefix}-${(this.#next += 1)}`;
    const made: Doubtful = {
      key: `${place.collection}/${place.id}`,
      place,
      value,
      seen: undefined,
      isWrite: false,
      edit: {
        collection: place.collection,
        id: place.id,
        change: (current: Readonly<Record<string, unknown>> | undefined): object | undefined => {
          made.seen = current?.[place.field];
          made.isWrite = !(touch.how === 'delete' && place.collection === 'absences' && current);
          return made.isWrite ? { ...place.whole, [place.field]: value } : undefined;
        },
      },
    };
    return made;
  }

  /**
   * After a save that failed: what the device holds now tells whether it was stored. Before it exchanges again;
   * `isAlone` when nothing else went on meanwhile, so that a save has to be whole.
   */
  async resolve(device: SimDevice, isAlone: boolean): Promise<void> {
    for (const edits of this.#doubtful.splice(0)) {
      const stored: boolean[] = [];
      for (const one of edits) {
        const { place, value, seen, isWrite } = one;
        const held = await readDocs(device.db, place.collection, { id: place.id }, [{ id: 'asc' }]);
        const now = (held[0] as unknown as Record<string, unknown> | undefined)?.[place.field];
        const isStored = isWrite ? now === value : now === undefined && seen !== undefined;
        stored.push(isStored);
        if (isStored) this.#note(one);
        // Several are perhaps finished at a later opening, over what they saw.
        else if (now !== seen || edits.length > 1) this.#settle(one.key, seen);
      }
      if (isAlone && stored.includes(true) && stored.includes(false))
        throw new Error(
          `D20: of a save that was cut off, a part stayed: ${edits.map(({ key }) => key).join(', ')}`,
        );
    }
  }

  #note({ key, value, seen, isWrite }: Doubtful): void {
    this.#settle(key, seen);
    if (isWrite) this.#intents.push({ key, value, isSettled: false });
  }

  #settle(key: string, value: unknown): void {
    for (const intent of this.#intents)
      if (intent.key === key && intent.value === value) intent.isSettled = true;
  }
}
