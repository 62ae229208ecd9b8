import { readClock } from 'shared/domain/pour-log/clock-text.ts';
import { oddTimes } from 'shared/domain/pour-log/odd-times.ts';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../lib/format.ts';
import type { Board } from './board.ts';
import { minutesText } from './figures.ts';
import type { LogActions } from './log-actions.ts';
import { addLoad, type LoadFields } from './log-changes.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity, writeQuantity, type TileValues } from './tile-values.ts';
import { TileForm, type Tile } from './tiles.tsx';
import { timeNote } from './time-note.ts';

/** A ticket as it comes in: what the load before said is there already, one tap adds it. */
export function LoadSheet({ board, act }: { readonly board: Board; readonly act: LogActions }) {
  const text = useText();
  const format = useFormat();
  const { next, zone, nowMs } = board;
  const draft = useSheetDraft({
    truckNumber: '',
    ticketNumber: next.ticketNumber ?? '',
    batchedAt: '',
    loadCy: writeQuantity(next.loadCy),
    plantId: next.plantId ?? '',
  });
  const { values } = draft;
  const batchedAt = readClock(values['batchedAt'] ?? '', nowMs, zone);
  const problem = problemsOf(values, batchedAt);
  const odd = oddTimes({ batchedAt }, nowMs).batchedAt;
  const repeated = board.views.find(
    (view) =>
      values['ticketNumber'] && view.load.ticketNumber === values['ticketNumber'].trim() && !view.load.void,
  );
  const plants = plantsOf(board);
  const trucks = next.trucks.slice(0, 6);

  const tiles: Tile[] = [
    {
      name: 'truckNumber',
      label: text('truck'),
      kind: 'text',
      prefix: truckPrefix(board),
    },
    {
      name: 'ticketNumber',
      label: text('ticket'),
      kind: 'text',
      ...(repeated && {
        note: text('sameTicketAs', { number: repeated.number ?? '–' }),
        tone: 'bad' as const,
      }),
    },
    {
      name: 'batchedAt',
      label: text('batched'),
      kind: 'time',
      ...(problem.batchedAt || odd
        ? timeNote(text, problem.batchedAt, odd)
        : batchedAt === undefined
          ? { note: text('emptyIsNow') }
          : {
              note: text('ago', {
                minutes: minutesText(Math.max(Math.floor((nowMs - Date.parse(batchedAt)) / 60_000), 0)),
              }),
            }),
    },
    {
      name: 'loadCy',
      label: text('size'),
      kind: 'quantity',
      unit: 'CY',
      step: { by: 0.5, from: next.loadCy },
      quick: sizesOf(board),
      ...(problem.loadCy && { note: text('noNumber'), tone: 'bad' as const }),
    },
  ];
  const save = (arrived: boolean): void => {
    const writing = act.writing();
    const fields: LoadFields = {
      truckNumber: values['truckNumber']?.trim() || undefined,
      ticketNumber: values['ticketNumber']?.trim() || undefined,
      plantId: values['plantId'] || undefined,
      mixId: next.mixId,
      loadCy: readQuantity(values['loadCy']),
      // A plant that calls has just sent the truck; a truck that is here has its time on the ticket.
      batchedAt: batchedAt ?? (arrived ? undefined : writing.now),
      arrivedAt: arrived ? writing.now : undefined,
    };
    act.write(text('didAddLoad', { truck: fields.truckNumber ?? '' }), addLoad(writing, fields));
  };
  const isWrong = problem.batchedAt || problem.loadCy;
  return (
    <Sheet
      title={text('newLoad')}
      subtitle={text('newLoadHint', { size: format.number(next.loadCy) })}
      width="wide"
      onClose={act.close}
      footer={
        <>
          <Button size="l" isDisabled={isWrong} onPress={() => save(false)}>
            {text('addOnTheWay')}
          </Button>
          <Button size="l" variant="act" isDisabled={isWrong} onPress={() => save(true)}>
            {text('addArrived')}
          </Button>
        </>
      }
    >
      {plants.length > 1 && (
        <Choices
          label={text('plant')}
          options={plants}
          chosen={values['plantId'] ?? ''}
          onChoose={(id) => draft.set('plantId', id)}
        />
      )}
      {trucks.length > 0 && (
        <Choices
          label={text('truck')}
          options={trucks.map((id) => ({ id, label: id }))}
          chosen={values['truckNumber'] ?? ''}
          onChoose={(id) => draft.set('truckNumber', id)}
        />
      )}
      <TileForm
        tiles={tiles}
        values={values}
        onChange={draft.set}
        first={trucks.length > 0 ? 'batchedAt' : 'truckNumber'}
        nowMs={nowMs}
        zone={zone}
      />
    </Sheet>
  );
}

function problemsOf(values: TileValues, batchedAt: string | undefined) {
  const cy = readQuantity(values['loadCy']);
  return {
    batchedAt: values['batchedAt']?.trim() !== '' && batchedAt === undefined,
    loadCy: cy !== undefined && (Number.isNaN(cy) || cy <= 0),
  };
}

/** What every truck number of this pour begins with, so that digits alone make one. */
function truckPrefix(board: Board): string | undefined {
  const prefixes = new Set(
    board.loads.flatMap((load) => (load.truckNumber ? (/^\D*/.exec(load.truckNumber)?.[0] ?? '') : [])),
  );
  return prefixes.size === 1 ? [...prefixes][0] : undefined;
}

/** The plan's two plants and those that have sent something, by name. */
function plantsOf(board: Board): { id: string; label: string }[] {
  const ids = new Set(
    [board.pour.plantId, board.pour.backupPlantId, ...board.loads.map((load) => load.plantId)].flatMap(
      (id) => id ?? [],
    ),
  );
  return [...ids].flatMap((id) => {
    const label = board.resources.get(id)?.name;
    return label === undefined ? [] : [{ id, label }];
  });
}

/** Sizes of this pour so far, and the plan's. */
function sizesOf(board: Board): string[] {
  const sizes = new Set([
    board.next.loadCy,
    board.terms.loadCy,
    ...board.loads.flatMap((load) => (load.loadCy === undefined || load.void ? [] : load.loadCy)),
  ]);
  return [...sizes]
    .toSorted((a, b) => b - a)
    .slice(0, 4)
    .map(writeQuantity);
}
