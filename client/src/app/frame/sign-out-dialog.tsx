import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFrameText } from './frame-strings.ts';

export interface SignOutDialogProps {
  /** Documents on this device that the server has not acknowledged, refused ones too. */
  readonly unsent: number;
  readonly onClose: () => void;
  readonly onExport: () => Promise<void>;
  readonly onSignOut: () => Promise<void>;
}

/** Signing out takes the copy off this device: what is only here is counted, and can be taken along or stay. */
export function SignOutDialog({ unsent, onClose, onExport, onSignOut }: SignOutDialogProps) {
  const text = useFrameText();
  const [doing, setDoing] = useState<'export' | 'leave'>();
  const [isExported, setExported] = useState(false);
  const holdsWork = unsent > 0;
  const leave = (): void => {
    setDoing('leave');
    onSignOut()
      .catch(() => undefined)
      .finally(() => setDoing(undefined));
  };
  const save = (): void => {
    setDoing('export');
    onExport()
      .then(() => setExported(true))
      .catch(() => undefined)
      .finally(() => setDoing(undefined));
  };
  return (
    <Dialog
      title={text('signOutTitle')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      isDismissable={doing === undefined}
      footer={
        <>
          <Button onPress={onClose} isDisabled={doing === 'leave'}>
            {text('stay')}
          </Button>
          {holdsWork && (
            <Button
              variant={isExported ? 'plain' : 'act'}
              icon={<Download aria-hidden />}
              isPending={doing === 'export'}
              onPress={save}
            >
              {text('exportUnsent')}
            </Button>
          )}
          <Button variant={holdsWork ? 'stopSolid' : 'act'} isPending={doing === 'leave'} onPress={leave}>
            {text(holdsWork ? 'signOutAnyway' : 'signOut')}
          </Button>
        </>
      }
    >
      <p>{holdsWork ? text('signOutUnsent', { count: unsent }) : text('signOutClean')}</p>
      {holdsWork && <p role="status">{text(isExported ? 'signOutExported' : 'signOutKept')}</p>}
    </Dialog>
  );
}
