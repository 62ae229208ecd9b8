import { REJECT_REASONS, type RejectReason } from 'shared/schema/loads.ts';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Board } from './board.ts';
import type { LogActions, OpenSheet } from './log-actions.ts';
import { rejectLoad, voidRecord, waiveLoad } from './log-changes.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';

/** What most likely is wrong with this load: it stands first and is one tap. */
function likelyReason(view: LoadView): RejectReason | undefined {
  const isOut = (judgement: LoadView['slump']): boolean => judgement === 'low' || judgement === 'high';
  if (isOut(view.slump)) return 'slump';
  if (isOut(view.air)) return 'air';
  if (isOut(view.temperature)) return 'temperature';
  return view.age?.band === 'over' ? 'over_time' : undefined;
}

interface LoadSheetProps {
  readonly board: Board;
  readonly view: LoadView;
  readonly act: LogActions;
}

export function RejectSheet({ view, act }: LoadSheetProps) {
  const text = useText();
  const draft = useSheetDraft({ reason: likelyReason(view) ?? '', note: view.load.rejectNote ?? '' });
  const reason = REJECT_REASONS.find((one) => one === draft.values['reason']);
  return (
    <Sheet
      title={text('rejectLoad', { number: view.number ?? '–' })}
      subtitle={text('rejectHint')}
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="stopSolid"
          isDisabled={reason === undefined}
          onPress={() => {
            if (reason === undefined) return;
            act.write(
              text('didReject', { number: view.number ?? '–' }),
              rejectLoad(view.load, reason, draft.values['note'] ?? ''),
            );
          }}
        >
          {reason === undefined
            ? text('chooseReason')
            : text('rejectFor', { reason: text(`${reason}_reject`) })}
        </Button>
      }
    >
      <Choices
        label={text('why')}
        options={REJECT_REASONS.map((id) => ({ id, label: text(`${id}_reject`) }))}
        chosen={reason}
        onChoose={(id) => draft.set('reason', id)}
      />
      <TextField
        label={text('note')}
        optional
        value={draft.values['note'] ?? ''}
        onChange={(note) => draft.set('note', note)}
      />
    </Sheet>
  );
}

/** Whoever may say that a load over its limit is good: a name, never only a tap. */
export function WaiveSheet({ board, view, act }: LoadSheetProps) {
  const text = useText();
  const draft = useSheetDraft({ name: '', reason: '' });
  const name = draft.values['name'] ?? '';
  const over = -(view.age?.leftMin ?? 0);
  return (
    <Sheet
      title={text('waiveLoad', { number: view.number ?? '–' })}
      subtitle={text('waiveHint', { age: view.age?.min ?? 0, limit: view.age?.limitMin ?? 0, over })}
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="act"
          isDisabled={name.trim() === ''}
          onPress={() => {
            act.write(
              text('didWaive', { number: view.number ?? '–' }),
              waiveLoad(act.writing(), view.load, name, draft.values['reason'] ?? ''),
            );
          }}
        >
          {name.trim() === '' ? text('waiveNeedsName') : text('waiveBy', { name: name.trim() })}
        </Button>
      }
    >
      <Choices
        label={text('whoWaives')}
        options={peopleWhoWaive(board).map((person) => ({ id: person, label: person }))}
        chosen={name}
        onChoose={(person) => draft.set('name', person)}
      />
      <TextField label={text('name')} value={name} onChange={(value) => draft.set('name', value)} />
      <TextField
        label={text('reason')}
        optional
        value={draft.values['reason'] ?? ''}
        onChange={(value) => draft.set('reason', value)}
      />
    </Sheet>
  );
}

/** Contractor, inspector, laboratory and whoever waived a load of this pour before. */
function peopleWhoWaive(board: Board): string[] {
  const { pour, project, resources } = board;
  const named = [pour.gcContactId ?? project?.gcContactId, pour.inspectorId, pour.labId]
    .flatMap((id) => (id === undefined ? [] : (resources.get(id) ?? [])))
    .flatMap((resource) => resource.people?.[0]?.name ?? resource.name ?? []);
  const before = board.loads.flatMap((load) => load.waiver?.name ?? []);
  return [...new Set([...before, ...named])].slice(0, 6);
}

export function VoidSheet({
  sheet,
  title,
  act,
}: {
  readonly sheet: Extract<OpenSheet, { kind: 'void' }>;
  readonly title: string;
  readonly act: LogActions;
}) {
  const text = useText();
  const draft = useSheetDraft({ reason: '' });
  const reason = draft.values['reason'] ?? '';
  const usual = [text('voidTwice'), text('voidWrongPour'), text('voidMistake')];
  return (
    <Sheet
      title={title}
      subtitle={text('voidHint')}
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="stopSolid"
          isDisabled={reason.trim() === ''}
          onPress={() => {
            act.write(text('didVoid'), voidRecord(act.writing(), sheet.collection, sheet.id, reason));
          }}
        >
          {reason.trim() === '' ? text('chooseReason') : text('void')}
        </Button>
      }
    >
      <Choices
        label={text('why')}
        options={usual.map((id) => ({ id, label: id }))}
        chosen={reason}
        onChoose={(value) => draft.set('reason', value)}
      />
      <TextField label={text('reason')} value={reason} onChange={(value) => draft.set('reason', value)} />
    </Sheet>
  );
}
