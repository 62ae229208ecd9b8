import type { DeviceRecord, RecordKind } from '../../client/src/db/record.ts';
import {
  TRANSITIONS,
  type DocumentEvent,
  type Step,
  type TransitionTable,
} from '../../client/src/sync/document.ts';
import type { Planted } from './plan.ts';

type Cell = (record: DeviceRecord, event: DocumentEvent) => Step;
type Cells = Record<string, Record<string, Cell>>;
export type OnStep = (record: DeviceRecord, event: DocumentEvent, step: Step) => void;

/** The device's own table, as it is in the product. */
export const OWN_TABLE: TransitionTable = Object.fromEntries(
  Object.entries(TRANSITIONS).map(([kind, cells]) => [kind, { ...cells }]),
) as unknown as TransitionTable;

let planted: Planted['table'];
let onStep: OnStep = () => undefined;

// The client's code asks the table of its module: here every cell of that passes by a planted one, and by a counter.
for (const [kind, cells] of Object.entries(TRANSITIONS as unknown as Cells))
  for (const type of Object.keys(cells)) {
    const own = (OWN_TABLE as unknown as Cells)[kind]?.[type];
    if (own === undefined) throw new Error(`${kind} has no rule for ${type}`);
    cells[type] = (record, event) => {
      const other = (planted?.[kind as RecordKind] as Record<string, Cell> | undefined)?.[type];
      const step = (other ?? own)(record, event);
      onStep(record, event, step);
      return step;
    };
  }

/** From here on devices obey this table where it has a cell, and `watch` hears of every step. */
export function obeyTable(table: Planted['table'], watch: OnStep): void {
  planted = table;
  onStep = watch;
}
