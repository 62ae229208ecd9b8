import {
  DELAY_CAUSES,
  FINISHING_PASSES,
  type DelayCause,
  type EventKind,
} from 'shared/schema/pour-events.ts';
import { CURES } from 'shared/schema/pours.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Board } from './board.ts';
import type { LogActions } from './log-actions.ts';
import { addEvent, stopDelay } from './log-changes.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity } from './tile-values.ts';

export interface BoardSheetProps {
  readonly board: Board;
  readonly act: LogActions;
}

const STOPS = ['delay', 'breakdown', 'cold_joint'] as const satisfies readonly EventKind[];

const RUNNING = '';
const MINUTES = ['5', '10', '15', '20', '30', '45', '60', '90'] as const;

export function DelaySheet({ act }: Pick<BoardSheetProps, 'act'>) {
  const text = useText();
  const draft = useSheetDraft({ kind: 'delay', cause: '', minutes: RUNNING, text: '' });
  const { values } = draft;
  const kind = STOPS.find((one) => one === values['kind']) ?? 'delay';
  const cause = DELAY_CAUSES.find((one) => one === values['cause']);
  const minutes = readQuantity(values['minutes']);
  const note = values['text']?.trim();
  const fields = { ...(cause && { cause }), ...(note && { text: note }) };
  return (
    <Sheet
      title={text('delay')}
      subtitle={text('delayHint')}
      width="wide"
      onClose={act.close}
      footer={
        kind === 'cold_joint' ? (
          <Button
            size="l"
            variant="act"
            onPress={() => {
              act.write(
                text('did_cold_joint'),
                addEvent(act.writing(), 'cold_joint', note ? { location: note } : {}),
              );
            }}
          >
            {text('save')}
          </Button>
        ) : (
          <Button
            size="l"
            variant="act"
            onPress={() => {
              const writing = act.writing();
              if (minutes === undefined) {
                act.write(text('didStartDelay'), addEvent(writing, kind, fields));
                return;
              }
              const began = new Date(Date.parse(writing.now) - minutes * 60_000).toISOString();
              act.write(text(`did_${kind}`), addEvent(writing, kind, { ...fields, minutes }, began));
            }}
          >
            {minutes === undefined ? text('delayRunning') : text('delayOver', { minutes })}
          </Button>
        )
      }
    >
      <Choices
        label={text('what')}
        options={STOPS.map((id) => ({ id, label: text(`event_${id}`) }))}
        chosen={kind}
        onChoose={(id) => draft.set('kind', id)}
      />
      {kind !== 'cold_joint' && (
        <Choices
          label={text('cause')}
          options={DELAY_CAUSES.map((id) => ({ id, label: text(`${id}_cause`) }))}
          chosen={cause}
          onChoose={(id: DelayCause) => draft.set('cause', id)}
        />
      )}
      {kind !== 'cold_joint' && (
        <Choices
          label={text('howLong')}
          options={[
            { id: RUNNING, label: text('stillGoing') },
            ...MINUTES.map((id) => ({ id, label: `${id} min` })),
          ]}
          chosen={values['minutes'] ?? RUNNING}
          onChoose={(id) => draft.set('minutes', id)}
        />
      )}
      <TextField
        label={text(kind === 'cold_joint' ? 'where' : 'note')}
        optional
        value={values['text'] ?? ''}
        onChange={(value) => draft.set('text', value)}
      />
    </Sheet>
  );
}

/** One tap writes a pass and its time. */
export function FinishingSheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const write = (label: string, kind: EventKind, fields: Parameters<typeof addEvent>[2]): void => {
    act.write(label, addEvent(act.writing(), kind, fields));
  };
  const sawCut = board.events.find(
    (event) => event.kind === 'saw_cut' && !event.void && event.fields?.endedAt === undefined,
  );
  return (
    <Sheet title={text('finishing')} subtitle={text('finishingHint')} onClose={act.close}>
      <Choices
        label={text('passStarts')}
        options={FINISHING_PASSES.map((id) => ({ id, label: text(`pass_${id}`) }))}
        onChoose={(pass) =>
          write(text('didPass', { pass: text(`pass_${pass}`) }), 'finishing_pass', { pass })
        }
      />
      <Choices
        label={text('sawCut')}
        options={[{ id: 'cut', label: sawCut ? text('sawCutEnds') : text('sawCutStarts') }]}
        onChoose={() => {
          if (!sawCut) {
            const method = board.pour.sawCut;
            write(text('didSawCutStart'), 'saw_cut', method && method !== 'none' ? { method } : {});
            return;
          }
          act.write(text('didSawCutEnd'), stopDelay(act.writing(), sawCut));
        }}
      />
      <Choices
        label={text('cureStarts')}
        options={CURES.map((id) => ({ id, label: text(`cure_${id}`) }))}
        onChoose={(method) => write(text('didCure'), 'cure', { method })}
      />
    </Sheet>
  );
}

export function NoteSheet({ act }: Pick<BoardSheetProps, 'act'>) {
  const text = useText();
  const draft = useSheetDraft({ text: '' });
  const note = (draft.values['text'] ?? '').trim();
  return (
    <Sheet
      title={text('note')}
      subtitle={text('noteHint')}
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="act"
          isDisabled={note === ''}
          onPress={() => {
            act.write(text('didNote'), addEvent(act.writing(), 'note', { text: note }));
          }}
        >
          {text('save')}
        </Button>
      }
    >
      <TextField
        label={text('note')}
        hideLabel
        multiline
        value={draft.values['text'] ?? ''}
        onChange={(value) => draft.set('text', value)}
      />
    </Sheet>
  );
}
