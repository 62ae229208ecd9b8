import { Link2Off } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { Invitation, SignedIn } from 'shared/protocol/auth.ts';
import { ApiProblem } from '../../sync/api.ts';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { useRoleText } from '../../lib/role-words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFirstError } from '../../ui/use-first-error.ts';
import type { AccountCalls } from './account-calls.ts';
import { useAccountText } from './account-strings.ts';
import { Door, Problem } from './door.tsx';
import { formProblem, isNoLine, type FormProblem } from './form-problem.ts';
import { isGoodPassword, NewPassword } from './password-field.tsx';
import styles from './door.module.css';

export interface JoinPageProps {
  readonly calls: AccountCalls;
  /** From the fragment of the link, which no server sees. */
  readonly token: string;
  readonly onSignedIn: (answer: SignedIn) => void;
}

type Found =
  | { readonly kind: 'reading' }
  | { readonly kind: 'invited'; readonly invitation: Invitation }
  | { readonly kind: 'dead' }
  | { readonly kind: 'failed'; readonly error: unknown };

export function JoinPage(props: JoinPageProps) {
  const [attempt, setAttempt] = useState(0);
  return (
    <Door>
      <Reading key={`${props.token} ${attempt}`} {...props} onRetry={() => setAttempt(attempt + 1)} />
    </Door>
  );
}

function Reading({ calls, token, onSignedIn, onRetry }: JoinPageProps & { readonly onRetry: () => void }) {
  const text = useAccountText();
  const [found, setFound] = useState<Found>({ kind: 'reading' });
  useEffect(() => {
    let isStale = false;
    const settle = (next: Found): void => {
      if (!isStale) setFound(next);
    };
    calls.readInvitation(token).then(
      (invitation) => settle({ kind: 'invited', invitation }),
      (error: unknown) =>
        settle(
          error instanceof ApiProblem && error.code === 'link_invalid'
            ? { kind: 'dead' }
            : { kind: 'failed', error },
        ),
    );
    return () => {
      isStale = true;
    };
  }, [calls, token]);

  return (
    <>
      {found.kind === 'reading' && (
        <div className={styles.form} role="status" aria-label={text('openingLink')}>
          <Skeleton height="36px" width="70%" />
          <Skeleton height="56px" />
          <Skeleton height="56px" />
        </div>
      )}
      {found.kind === 'dead' && (
        <EmptyState
          title={text('linkDead')}
          icon={<Link2Off aria-hidden />}
          actions={<ButtonLink href="/sign-in">{text('signIn')}</ButtonLink>}
        >
          <p>{text('linkDeadWords')}</p>
        </EmptyState>
      )}
      {found.kind === 'failed' && (
        <ErrorState title={text('linkFailed')} onRetry={onRetry}>
          <p>{isNoLine(found.error) ? text('noLine') : text('linkFailedWords')}</p>
        </ErrorState>
      )}
      {found.kind === 'invited' && (
        <Welcome calls={calls} token={token} invitation={found.invitation} onSignedIn={onSignedIn} />
      )}
    </>
  );
}

function Welcome({
  calls,
  token,
  invitation,
  onSignedIn,
}: JoinPageProps & { readonly invitation: Invitation }) {
  const text = useAccountText();
  const role = useRoleText();
  const { user, workspace } = invitation;
  const [password, setPassword] = useState('');
  useDirtyForm(password !== '');
  const [problem, setProblem] = useState<FormProblem>();
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const { form, showFirst } = useFirstError();
  const context = { role: user.role, known: [user.name, user.email, workspace.name, workspace.slug] };

  const send = async (): Promise<void> => {
    setProblem(password === '' ? { words: text('needed'), field: 'password' } : undefined);
    setTried(true);
    showFirst();
    if (!isGoodPassword(password, context)) return;
    setPending(true);
    try {
      onSignedIn(await calls.acceptInvitation(token, password));
    } catch (error) {
      setProblem(formProblem(error, text));
      setPending(false);
      showFirst();
    }
  };
  return (
    <Form
      ref={form}
      className={cx(styles.form)}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      validationBehavior="aria"
    >
      <h1>{text('joinTitle', { company: workspace.name })}</h1>
      <p className={styles.lead}>{text('joinWords', { role: role(user.role).toLocaleLowerCase() })}</p>
      <Problem words={problem && problem.field === undefined ? problem.words : undefined} />
      {/* Password managers pair the password with it. */}
      <TextField
        label={text('joinFor')}
        description={user.name}
        name="username"
        value={user.email}
        isReadOnly
        autoComplete="username"
      />
      <NewPassword
        value={password}
        onChange={(value) => {
          setPassword(value);
          setProblem(undefined);
        }}
        context={context}
        isTried={isTried}
        autoFocus
        error={problem?.field === 'password' ? problem.words : undefined}
      />
      <Button type="submit" variant="act" size="l" fill isPending={isPending}>
        {text('setPassword')}
      </Button>
    </Form>
  );
}
