import type { PourEvent } from 'shared/schema/pour-events.ts';
import { readClock, writeClock } from 'shared/domain/pour-log/clock-text.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { BoardSheetProps } from './event-sheets.tsx';
import { editEvent } from './log-changes.ts';
import { eventTitle } from './log-words.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity, writeQuantity } from './tile-values.ts';
import { TileForm, type Tile } from './tiles.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

const NUMBERS = ['minutes', 'airF', 'rhPct', 'windMph', 'concreteF'] as const;
type NumberName = (typeof NUMBERS)[number];
const UNITS: Readonly<Record<NumberName, { unit: string; by: number; from: number }>> = {
  minutes: { unit: 'min', by: 5, from: 15 },
  airF: { unit: '°F', by: 1, from: 60 },
  rhPct: { unit: '%', by: 5, from: 50 },
  windMph: { unit: 'mph', by: 1, from: 5 },
  concreteF: { unit: '°F', by: 1, from: 70 },
};

const numbersFor = (event: PourEvent): readonly NumberName[] => {
  if (event.kind === 'delay' || event.kind === 'breakdown') return ['minutes'];
  if (event.kind === 'observation' || event.kind === 'temperature')
    return ['airF', 'rhPct', 'windMph', 'concreteF'];
  return [];
};

/** Anything that was written as an event, corrected or withdrawn. */
export function EventEditSheet({ board, act, event }: BoardSheetProps & { readonly event: PourEvent }) {
  const text = useText();
  const recordTools = useRecordTools();
  const format = useFormat();
  const { zone } = board;
  const at = event.at ?? event.updatedAt;
  const nearMs = Date.parse(at);
  const numbers = numbersFor(event);
  const words = event.kind === 'cold_joint' ? 'location' : 'text';
  const before: Record<string, string> = {
    at: writeClock(at, zone),
    [words]: event.fields?.[words] ?? '',
    ...Object.fromEntries(numbers.map((name) => [name, writeQuantity(event.fields?.[name])])),
  };
  const draft = useSheetDraft(before);
  const { values } = draft;
  const typedAt = readClock(values['at'] ?? '', nearMs, zone);
  const touched = (name: string): boolean => (values[name] ?? '').trim() !== before[name];
  const isWrong = typedAt === undefined || numbers.some((name) => Number.isNaN(readQuantity(values[name])));
  const tiles: Tile[] = [
    {
      name: 'at',
      label: text('field_at'),
      kind: 'time',
      ...(typedAt === undefined && { note: text('noTime'), tone: 'bad' as const }),
    },
    ...numbers.map((name) => ({
      name,
      label: text(`field_${name}`),
      kind: 'quantity' as const,
      unit: UNITS[name].unit,
      step: { by: UNITS[name].by, from: UNITS[name].from },
    })),
  ];
  const save = (): void => {
    const fields: Record<string, unknown> = Object.fromEntries(
      numbers.filter(touched).map((name) => [name, readQuantity(values[name])]),
    );
    if (touched(words)) fields[words] = (values[words] ?? '').trim() || undefined;
    act.write(
      text('didEditEvent'),
      editEvent(act.writing(), event, fields, touched('at') ? typedAt : event.at),
    );
  };
  return (
    <Sheet
      title={eventTitle(event, { text, format, zone })}
      subtitle={text('editHint')}
      actions={recordTools({ collection: 'pour_events', documentId: event.id, isOver: true })}
      width="wide"
      onClose={act.close}
      footer={
        <>
          <WithdrawButton act={act} collection="pour_events" record={event} />
          <Button size="l" variant="act" isDisabled={isWrong} onPress={save}>
            {text('save')}
          </Button>
        </>
      }
    >
      <TileForm tiles={tiles} values={values} onChange={draft.set} nowMs={nearMs} zone={zone} />
      <TextField
        label={text(words === 'location' ? 'where' : 'note')}
        optional
        multiline={words === 'text'}
        value={values[words] ?? ''}
        onChange={(value) => draft.set(words, value)}
      />
    </Sheet>
  );
}
