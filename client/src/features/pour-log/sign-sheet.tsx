import { useRef, useState } from 'react';
import { SIGNER_ROLES } from 'shared/schema/pour-events.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Board } from './board.ts';
import type { BoardSheetProps } from './event-sheets.tsx';
import { cyText } from './figures.ts';
import { useFormat } from '../../lib/format.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { SignatureField, type SignatureHandle } from './signature-pad.tsx';
import { useText } from './strings.ts';
import { useSign } from './use-sign.ts';

/** Foreman or contractor signs what the log says now. */
export function SignSheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const format = useFormat();
  const { user } = useWorkspace();
  const sign = useSign(board, act);
  const pad = useRef<SignatureHandle>(null);
  const [hasInk, setHasInk] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const draft = useSheetDraft({ role: 'foreman', name: user.name });
  const role = SIGNER_ROLES.find((one) => one === draft.values['role']) ?? 'foreman';
  const name = (draft.values['name'] ?? '').trim();
  const people = role === 'gc' ? contractorsOf(board) : [user.name];
  const ready = name !== '' && hasInk && !isBusy;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      if (pad.current) await sign({ name, role, png: await pad.current.png() });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet
      title={text('signLog')}
      subtitle={text('signHint', {
        loads: text('loads', { count: board.progress.doneLoads }),
        cy: cyText(board.progress.placedCy, format),
      })}
      width="wide"
      onClose={act.close}
      footer={
        <Button size="l" variant="act" isDisabled={!ready} isPending={isBusy} onPress={() => void confirm()}>
          {name === '' ? text('signNeedsName') : hasInk ? text('signAs', { name }) : text('signNeedsInk')}
        </Button>
      }
    >
      <Choices
        label={text('signsAs')}
        options={SIGNER_ROLES.map((id) => ({ id, label: text(`signer_${id}`) }))}
        chosen={role}
        onChoose={(id) => {
          draft.set('role', id);
          draft.set('name', id === 'foreman' ? user.name : (contractorsOf(board)[0] ?? ''));
        }}
      />
      {people.length > 1 && (
        <Choices
          label={text('name')}
          options={people.map((id) => ({ id, label: id }))}
          chosen={name}
          onChoose={(id) => draft.set('name', id)}
        />
      )}
      <TextField
        label={text('name')}
        value={draft.values['name'] ?? ''}
        onChange={(value) => draft.set('name', value)}
      />
      <SignatureField ref={pad} label={text('signHere')} onInk={setHasInk} />
    </Sheet>
  );
}

/** Whoever of the contractor is known for this pour. */
function contractorsOf({ pour, project, resources }: Board): string[] {
  const id = pour.gcContactId ?? project?.gcContactId;
  const contact = id === undefined ? undefined : resources.get(id);
  const people = (contact?.people ?? []).flatMap((person) => person.name ?? []);
  return people.length > 0 ? people.slice(0, 5) : contact?.name === undefined ? [] : [contact.name];
}
