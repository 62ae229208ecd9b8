import type { Load } from 'shared/schema/loads.ts';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { readClock, writeClock } from 'shared/domain/pour-log/clock-text.ts';
import { LOAD_TIMES, oddTimes } from 'shared/domain/pour-log/odd-times.ts';
import { Button } from '../../ui/button.tsx';
import type { Board } from './board.ts';
import type { LogActions } from './log-actions.ts';
import { editLoad, unrejectLoad, type LoadFields } from './log-changes.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity, writeQuantity, type TileValues } from './tile-values.ts';
import { TileForm, type Tile } from './tiles.tsx';
import { timeNote } from './time-note.ts';
import { WithdrawButton } from './withdraw-button.tsx';

const QUANTITIES = [
  'loadCy',
  'returnedCy',
  'slumpIn',
  'airPct',
  'concreteF',
  'waterAddedGal',
  'maxWaterGal',
  'unitWeightPcf',
] as const;
const TEXTS = ['truckNumber', 'ticketNumber', 'waterAddedBy', 'placedAt', 'note'] as const;

const UNITS: Readonly<Record<(typeof QUANTITIES)[number], { unit: string; by: number; from: number }>> = {
  loadCy: { unit: 'CY', by: 0.5, from: 10 },
  returnedCy: { unit: 'CY', by: 0.5, from: 0.5 },
  slumpIn: { unit: 'in', by: 0.25, from: 4 },
  airPct: { unit: '%', by: 0.1, from: 5 },
  concreteF: { unit: '°F', by: 1, from: 70 },
  waterAddedGal: { unit: 'gal', by: 1, from: 5 },
  maxWaterGal: { unit: 'gal', by: 1, from: 10 },
  unitWeightPcf: { unit: 'lb/ft³', by: 0.5, from: 145 },
};

const valuesOf = (load: Load, zone: string): TileValues => ({
  ...Object.fromEntries(LOAD_TIMES.map((name) => [name, load[name] ? writeClock(load[name], zone) : ''])),
  ...Object.fromEntries(QUANTITIES.map((name) => [name, writeQuantity(load[name])])),
  ...Object.fromEntries(TEXTS.map((name) => [name, load[name] ?? ''])),
});

/** Only what differs from what the sheet opened with: a time that was not touched keeps its seconds. */
function changesOf(values: TileValues, before: TileValues, nearMs: number, zone: string): LoadFields {
  const touched = (name: string): boolean => (values[name] ?? '').trim() !== (before[name] ?? '').trim();
  const textOf = (name: string): string => (values[name] ?? '').trim();
  return {
    ...Object.fromEntries(
      LOAD_TIMES.filter(touched).map((name) => [name, readClock(textOf(name), nearMs, zone)]),
    ),
    ...Object.fromEntries(QUANTITIES.filter(touched).map((name) => [name, readQuantity(textOf(name))])),
    ...Object.fromEntries(TEXTS.filter(touched).map((name) => [name, textOf(name) || undefined])),
  };
}

/** Everything that a ticket says, any time, also days later; what was said before stays in the log. */
export function EditLoadSheet({
  board,
  view,
  first,
  act,
}: {
  readonly board: Board;
  readonly view: LoadView;
  readonly first?: string | undefined;
  readonly act: LogActions;
}) {
  const text = useText();
  const recordTools = useRecordTools();
  const { load } = view;
  const { zone } = board;
  /** Typed times lie near the load's own, so that a correction next week still means that morning. */
  const nearMs = Date.parse(load.arrivedAt ?? load.batchedAt ?? load.createdAt ?? load.updatedAt);
  const before = valuesOf(load, zone);
  const draft = useSheetDraft(before);
  const { values } = draft;
  const wrongTime = (name: string): boolean =>
    (values[name] ?? '').trim() !== '' && readClock(values[name] ?? '', nearMs, zone) === undefined;
  const odd = oddTimes(
    Object.fromEntries(LOAD_TIMES.map((name) => [name, readClock(values[name] ?? '', nearMs, zone)])),
    board.nowMs,
  );
  const wrongNumber = (name: string): boolean => Number.isNaN(readQuantity(values[name]));
  const tiles: Tile[] = [
    ...TEXTS.slice(0, 2).map((name) => ({ name, label: text(`field_${name}`), kind: 'text' as const })),
    ...LOAD_TIMES.map((name) => ({
      name,
      label: text(`field_${name}`),
      kind: 'time' as const,
      ...timeNote(text, wrongTime(name), odd[name]),
    })),
    ...QUANTITIES.map((name) => ({
      name,
      label: text(`field_${name}`),
      kind: 'quantity' as const,
      unit: UNITS[name].unit,
      step: { by: UNITS[name].by, from: UNITS[name].from },
      ...(wrongNumber(name) && { note: text('noNumber'), tone: 'bad' as const }),
    })),
    ...TEXTS.slice(2).map((name) => ({ name, label: text(`field_${name}`), kind: 'text' as const })),
  ];
  const isWrong = LOAD_TIMES.some(wrongTime) || QUANTITIES.some(wrongNumber);
  const save = (): void => {
    const changes = changesOf(values, before, nearMs, zone);
    if (Object.keys(changes).length === 0) act.close();
    else
      act.write(
        text('didEdit', { number: view.number ?? '–' }),
        editLoad(act.writing(), load, changes, board.terms.dischargeLimitMin),
      );
  };
  return (
    <Sheet
      title={view.number === undefined ? text('withdrawnLoad') : text('load', { number: view.number })}
      subtitle={text('editHint')}
      actions={recordTools({ collection: 'loads', documentId: load.id, isOver: true })}
      width="wide"
      onClose={act.close}
      footer={
        <>
          <WithdrawButton act={act} collection="loads" record={load} />
          {view.phase === 'rejected' && (
            <Button
              size="l"
              onPress={() =>
                act.write(text('didUnreject', { number: view.number ?? '–' }), unrejectLoad(load))
              }
            >
              {text('unreject')}
            </Button>
          )}
          {view.phase === 'done' && (
            <Button size="l" variant="stop" onPress={() => act.open({ kind: 'reject', loadId: load.id })}>
              {text('rejectMore')}
            </Button>
          )}
          <Button size="l" variant="act" isDisabled={isWrong} onPress={save}>
            {text('save')}
          </Button>
        </>
      }
    >
      <TileForm tiles={tiles} values={values} onChange={draft.set} first={first} nowMs={nearMs} zone={zone} />
    </Sheet>
  );
}
