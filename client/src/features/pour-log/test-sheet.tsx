import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import {
  airLimitsPct,
  concreteLimitsF,
  judgeAir,
  judgeConcreteF,
  judgeSlump,
  slumpLimitsIn,
  type Asked,
  type Judgement,
} from 'shared/domain/concrete/tolerances.ts';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../lib/format.ts';
import type { Board } from './board.ts';
import { inchText } from './figures.ts';
import type { LogActions } from './log-actions.ts';
import { editLoad } from './log-changes.ts';
import { Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity, writeQuantity } from './tile-values.ts';
import { TileForm, type Tile } from './tiles.tsx';

const middle = ({ min, max }: Asked, usual: number): number =>
  min !== undefined && max !== undefined ? Math.round(min + max) / 2 : (max ?? min ?? usual);

const toneOf = (judgement: Judgement): 'ok' | 'bad' | undefined =>
  judgement === 'unjudged' ? undefined : judgement === 'ok' ? 'ok' : 'bad';

/** Slump, air, temperature and water of one load, judged while they are typed. */
export function TestSheet({
  board,
  view,
  act,
}: {
  readonly board: Board;
  readonly view: LoadView;
  readonly act: LogActions;
}) {
  const text = useText();
  const format = useFormat();
  const { load } = view;
  const { slumpIn, airPct, concreteF } = board.terms;
  const draft = useSheetDraft({
    slumpIn: writeQuantity(load.slumpIn),
    airPct: writeQuantity(load.airPct),
    concreteF: writeQuantity(load.concreteF),
    waterAddedGal: writeQuantity(load.waterAddedGal),
    cylinderSet: (load.cylinderSetIds ?? []).join(', '),
  });
  const { values } = draft;
  const read = (name: string): number | undefined => readQuantity(values[name]);
  const limits = ({ min, max }: Asked, write: (value: number) => string): string | undefined => {
    if (min !== undefined && max !== undefined) return text('between', { min: write(min), max: write(max) });
    if (max !== undefined) return text('atMost', { max: write(max) });
    return min === undefined ? undefined : text('atLeast', { min: write(min) });
  };
  const judged = (judgement: Judgement, asked: string | undefined) => ({
    ...(asked !== undefined && { note: asked }),
    tone: toneOf(judgement),
  });
  const water = read('waterAddedGal') ?? 0;
  const overWater = load.maxWaterGal !== undefined && water > load.maxWaterGal;
  const tiles: Tile[] = [
    {
      name: 'slumpIn',
      label: text('slump'),
      kind: 'quantity',
      unit: 'in',
      step: { by: 0.25, from: middle(slumpLimitsIn(slumpIn), 4), said: '¼' },
      ...judged(
        judgeSlump(read('slumpIn'), slumpIn),
        limits(slumpLimitsIn(slumpIn), (value) => `${inchText(value, format)}″`),
      ),
    },
    {
      name: 'airPct',
      label: text('air'),
      kind: 'quantity',
      unit: '%',
      step: { by: 0.1, from: middle(airLimitsPct(airPct), 5) },
      ...judged(
        judgeAir(read('airPct'), airPct),
        limits(airLimitsPct(airPct), (value) => `${format.number(value)} %`),
      ),
    },
    {
      name: 'concreteF',
      label: text('temperature'),
      kind: 'quantity',
      unit: '°F',
      step: { by: 1, from: board.loads.find((one) => one.concreteF !== undefined)?.concreteF ?? 70 },
      ...judged(
        judgeConcreteF(read('concreteF'), concreteF),
        limits(concreteLimitsF(concreteF), (value) => `${format.number(value)} °F`),
      ),
    },
    {
      name: 'waterAddedGal',
      label: text('waterAdded'),
      kind: 'quantity',
      unit: 'gal',
      step: { by: 1, from: 5 },
      ...(load.maxWaterGal !== undefined && {
        note: text('atMost', { max: `${format.number(load.maxWaterGal)} gal` }),
        tone: overWater ? ('bad' as const) : undefined,
      }),
    },
    { name: 'cylinderSet', label: text('cylinders'), kind: 'text', note: text('cylindersHint') },
  ];
  const isWrong = ['slumpIn', 'airPct', 'concreteF', 'waterAddedGal'].some((name) =>
    Number.isNaN(read(name)),
  );
  const save = (): void => {
    const sets = (values['cylinderSet'] ?? '')
      .split(/[,;]/)
      .map((id) => id.trim())
      .filter(Boolean);
    act.write(
      text('didTest', { number: view.number ?? '–' }),
      editLoad(
        act.writing(),
        load,
        {
          slumpIn: read('slumpIn'),
          airPct: read('airPct'),
          concreteF: read('concreteF'),
          waterAddedGal: read('waterAddedGal'),
          cylinderSetIds: sets.length > 0 ? sets : undefined,
        },
        board.terms.dischargeLimitMin,
      ),
    );
  };
  const isOut = tiles.some((tile) => tile.tone === 'bad');
  return (
    <Sheet
      title={text('testOf', { number: view.number ?? '–' })}
      subtitle={[load.truckNumber, load.ticketNumber].filter(Boolean).join(' · ')}
      width="wide"
      onClose={act.close}
      footer={
        <>
          {isOut && view.phase !== 'rejected' && (
            <Button
              size="l"
              variant="stop"
              isDisabled={isWrong}
              onPress={() => {
                save();
                act.open({ kind: 'reject', loadId: load.id });
              }}
            >
              {text('saveAndReject')}
            </Button>
          )}
          <Button size="l" variant="act" isDisabled={isWrong} onPress={save}>
            {text('save')}
          </Button>
        </>
      }
    >
      <TileForm tiles={tiles} values={values} onChange={draft.set} nowMs={board.nowMs} zone={board.zone} />
    </Sheet>
  );
}
