import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { ApiProblem } from '../../sync/api.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useFirstError } from '../../ui/use-first-error.ts';
import { useAccountText } from './account-strings.ts';
import { Problem } from './door.tsx';
import { formProblem, type FormProblem } from './form-problem.ts';
import { isGoodPassword, NewPassword, PasswordField } from './password-field.tsx';
import styles from './door.module.css';

/** The own password; every other device signs in again after it. */
export function ChangePassword() {
  const text = useAccountText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<KeyRound aria-hidden />} onPress={() => setOpen(true)}>
        {text('changePassword')}
      </Button>
      {isOpen && <ChangeDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ChangeDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useAccountText();
  const { api, user, workspace } = useWorkspace();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  useDirtyForm(current !== '' || password !== '');
  const [problem, setProblem] = useState<FormProblem>();
  const [isCurrentWrong, setCurrentWrong] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const { form, showFirst } = useFirstError();
  const context = { role: user.role, known: [user.name, user.email, workspace.name, workspace.slug] };

  const save = async (): Promise<void> => {
    setTried(true);
    setProblem(undefined);
    showFirst();
    if (current === '' || !isGoodPassword(password, context)) return;
    setPending(true);
    try {
      await api.post('/auth/password', { current, password });
      toast({ message: text('passwordChanged'), tone: 'go' });
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'wrong_credentials') setCurrentWrong(true);
      else setProblem(formProblem(error, text));
      setPending(false);
      showFirst();
    }
  };
  const currentError =
    isTried && current === '' ? text('needed') : isCurrentWrong ? text('currentWrong') : undefined;
  const passwordError =
    problem?.field === 'password' ? problem.words : isTried && password === '' ? text('needed') : undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={current === '' && password === ''}
      title={text('changePassword')}
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button variant="act" isPending={isPending} onPress={() => void save()}>
            {text('changePassword')}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        noValidate
        className={styles.inDialog}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{text('changePasswordWords')}</p>
        <Problem words={problem && problem.field === undefined ? problem.words : undefined} />
        {/* For password managers, which pair the password with it. */}
        <input name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField
          label={text('currentPassword')}
          value={current}
          onChange={(value) => {
            setCurrent(value);
            setCurrentWrong(false);
          }}
          error={currentError}
          autoComplete="current-password"
          autoFocus
        />
        <NewPassword
          label={text('newPassword')}
          value={password}
          onChange={(value) => {
            setPassword(value);
            setProblem(undefined);
          }}
          context={context}
          isTried={isTried}
          error={passwordError}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
