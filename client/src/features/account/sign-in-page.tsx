import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Link } from 'react-aria-components/Link';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import { slugMeant } from 'shared/domain/accounts/slug.ts';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { ApiProblem } from '../../sync/api.ts';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFirstError } from '../../ui/use-first-error.ts';
import type { AccountCalls } from './account-calls.ts';
import { useAccountText } from './account-strings.ts';
import { Door, Problem } from './door.tsx';
import { formProblem, type Field, type FormProblem } from './form-problem.ts';
import { PasswordField } from './password-field.tsx';
import styles from './door.module.css';

export interface SignInPageProps {
  readonly calls: AccountCalls;
  readonly onSignedIn: (answer: SignedIn) => void;
  /** Known already: the workspace of the address, the account whose sign-in ended. */
  readonly workspace?: { readonly slug: string; readonly name?: string };
  readonly email?: string;
  /** Somebody was signed in here before: their work waits, and can be gone on with. */
  readonly onOpenAnyway?: () => void;
  /** The browser has cleared what it kept of whoever was signed in here. */
  readonly isCleared?: boolean;
  /** The account is known here and was found removed: what it holds is handed over inside. */
  readonly onRemoved?: () => void;
}

export function SignInPage(props: SignInPageProps) {
  const { calls, onSignedIn, workspace, email: knownEmail, onOpenAnyway, onRemoved } = props;
  const isAgain = onOpenAnyway !== undefined;
  const text = useAccountText();
  const [slug, setSlug] = useState(workspace?.slug ?? '');
  const [email, setEmail] = useState(knownEmail ?? '');
  const [password, setPassword] = useState('');
  useDirtyForm(password !== '');
  const [otp, setOtp] = useState('');
  const [wantsOtp, setWantsOtp] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const [missing, setMissing] = useState<ReadonlySet<Field>>(new Set());
  const [isPending, setPending] = useState(false);

  const { form, showFirst } = useFirstError();
  const isKnown = (typedSlug: string, typedEmail: string): boolean =>
    slugMeant(typedSlug) === workspace?.slug && normalEmail(typedEmail) === knownEmail;

  const send = async (): Promise<void> => {
    const empty = new Set<Field>();
    if (slug.trim() === '') empty.add('workspace');
    if (email.trim() === '') empty.add('email');
    if (password === '') empty.add('password');
    setMissing(empty);
    setSlug(slugMeant(slug));
    const isBadEmail = !empty.has('email') && !isEmail(normalEmail(email));
    setProblem(isBadEmail ? { words: text('emailBad'), field: 'email' } : undefined);
    showFirst();
    if (empty.size > 0 || isBadEmail) return;
    setPending(true);
    try {
      const answer = await calls.signIn({
        workspace: slugMeant(slug),
        email: normalEmail(email),
        password,
        ...(otp.trim() !== '' && { otp: otp.trim() }),
      });
      onSignedIn(answer);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'second_factor_required') setWantsOtp(true);
      else if (error instanceof ApiProblem && error.code === 'removed' && isKnown(slug, email)) onRemoved?.();
      else setProblem(formProblem(error, text));
      setPending(false);
      showFirst();
    }
  };
  const errorAt = (field: Field): string | undefined =>
    missing.has(field) ? text('needed') : problem?.field === field ? problem.words : undefined;

  return (
    <Door>
      <Form
        ref={form}
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        validationBehavior="aria"
      >
        <h1>
          {isAgain
            ? text('signInAgain')
            : workspace?.name !== undefined
              ? text('signInTo', { name: workspace.name })
              : text('signIn')}
        </h1>
        {isAgain && <p className={styles.lead}>{text('signInAgainWords')}</p>}
        {props.isCleared === true && <p className={styles.lead}>{text('clearedWords')}</p>}
        <Problem words={problem && problem.field === undefined ? problem.words : undefined} />
        <TextField
          label={text('workspace')}
          name="workspace"
          value={slug}
          onChange={setSlug}
          error={errorAt('workspace')}
          description={text('workspaceHelp')}
          autoComplete="organization"
          isCode
          {...(workspace === undefined && { autoFocus: true })}
        />
        <TextField
          label={text('email')}
          name="email"
          type="email"
          inputMode="email"
          value={email}
          onChange={setEmail}
          error={errorAt('email')}
          autoComplete="username"
          {...(workspace !== undefined && knownEmail === undefined && { autoFocus: true })}
        />
        <PasswordField
          label={text('password')}
          value={password}
          onChange={setPassword}
          error={errorAt('password')}
          autoComplete="current-password"
          {...(knownEmail !== undefined && { autoFocus: true })}
        />
        {wantsOtp && (
          <TextField
            label={text('code')}
            description={text('codeHelp')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={otp}
            onChange={setOtp}
            {...{ autoFocus: true }}
          />
        )}
        <Button type="submit" variant="act" size="l" fill isPending={isPending}>
          {text('signIn')}
        </Button>
        <p className={styles.other}>{text('forgot')}</p>
        {isAgain ? (
          <>
            <div className={styles.anyway}>
              <Button size="l" fill onPress={onOpenAnyway}>
                {text('openAnyway')}
              </Button>
              <p className={styles.other}>{text('openAnywayWords')}</p>
            </div>
            <p className={styles.other}>
              <Link href="/accounts">{text('otherPerson')}</Link>
            </p>
          </>
        ) : (
          <p className={styles.other}>
            {text('noWorkspace')} <Link href="/sign-up">{text('signUp')}</Link>
          </p>
        )}
      </Form>
    </Door>
  );
}
