import { Copy, Send } from 'lucide-react';
import { useRef } from 'react';
import type { InviteLink, Member } from 'shared/protocol/auth.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useTeamText } from './team-strings.ts';
import styles from './team.module.css';

interface LinkDialogProps {
  readonly member: Member;
  readonly invite: InviteLink;
  readonly onClose: () => void;
}

/** The one moment in which a link can be seen. */
export function LinkDialog({ member, invite, onClose }: LinkDialogProps) {
  const text = useTeamText();
  const format = useFormat();
  const address = `${globalThis.location.origin}${invite.path}`;
  const { workspace } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      toast({ message: text('copied'), tone: 'go' });
    } catch {
      // Over a plain address or without permission there is no clipboard.
      field.current?.focus();
      field.current?.select();
      toast({ message: text('copyYourself') });
    }
  };
  const message = { text: text('shareText', { company: workspace.name }), url: address };
  // On a tablet the link goes straight into a message; who calls that off has it here still.
  const share = (): void => void navigator.share(message).catch(() => undefined);
  const maySend = 'canShare' in navigator && navigator.canShare(message);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={false}
      title={text('linkTitle', { name: member.name })}
      footer={
        <>
          <Button onPress={onClose}>{text('done')}</Button>
          {maySend && (
            <Button icon={<Send aria-hidden />} onPress={share}>
              {text('share')}
            </Button>
          )}
          <Button variant="act" icon={<Copy aria-hidden />} onPress={() => void copy()}>
            {text('copy')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{text('linkWords', { email: member.email, when: format.dayTime(invite.expiresAt) })}</p>
        <TextField label={text('link')} value={address} inputRef={field} isReadOnly onFocus={selectAll} />
      </div>
    </Dialog>
  );
}

const selectAll = (event: { readonly target: EventTarget }): void => {
  if (event.target instanceof HTMLInputElement) event.target.select();
};
