import { Check } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components/Form';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import { slugFrom, type SlugFault } from 'shared/domain/accounts/slug.ts';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { AccountCalls } from './account-calls.ts';
import { useAccountText } from './account-strings.ts';
import { Door, Problem } from './door.tsx';
import { doorDrafts } from './door-drafts.ts';
import { formProblem, type Field, type FormProblem } from './form-problem.ts';
import { isGoodPassword, NewPassword } from './password-field.tsx';
import { useSlugCheck, type SlugState } from './slug-check.ts';
import styles from './door.module.css';

const FAULT_WORDS = {
  too_short: 'slugTooShort',
  too_long: 'slugTooLong',
  characters: 'slugCharacters',
  hyphen_at_edge: 'slugHyphen',
  reserved: 'slugReserved',
} as const satisfies Record<SlugFault, string>;

interface Typed {
  readonly companyName: string;
  /** Follows the company's name until somebody types their own. */
  readonly typedSlug: string | undefined;
  readonly name: string;
  readonly email: string;
}
const EMPTY: Typed = { companyName: '', typedSlug: undefined, name: '', email: '' };

export interface SignUpPageProps {
  readonly calls: AccountCalls;
  readonly onSignedIn: (answer: SignedIn) => void;
}

export function SignUpPage({ calls, onSignedIn }: SignUpPageProps) {
  const text = useAccountText();
  const { values, set, clear } = useFormValues(doorDrafts, 'sign-up', EMPTY);
  const { companyName, typedSlug, name, email } = values;
  // Never kept anywhere.
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<FormProblem>();
  const [wasSent, setWasSent] = useState(false);
  const [isPending, setPending] = useState(false);
  const slug = typedSlug ?? slugFrom(companyName);
  const slugState = useSlugCheck(slug, calls);
  const context = { role: 'owner', known: [companyName, slug, name, email] } as const;
  useDirtyForm(password !== '');

  const send = async (): Promise<void> => {
    setWasSent(true);
    setProblem(undefined);
    const isComplete = [companyName, slug, name, email].every((value) => value.trim() !== '');
    const isRight =
      isComplete &&
      slugState.kind !== 'fault' &&
      slugState.kind !== 'taken' &&
      isEmail(normalEmail(email)) &&
      isGoodPassword(password, context);
    if (!isRight) return;
    setPending(true);
    try {
      const answer = await calls.signUp({
        slug,
        companyName: companyName.trim(),
        name: name.trim(),
        email: normalEmail(email),
        password,
      });
      clear();
      onSignedIn(answer);
    } catch (error) {
      setProblem(formProblem(error, text));
      setPending(false);
    }
  };
  const errorAt = (field: Field, value: string): string | undefined => {
    if (problem?.field === field) return problem.words;
    return wasSent && value.trim() === '' ? text('needed') : undefined;
  };
  const slugError =
    slugState.kind === 'fault'
      ? text(FAULT_WORDS[slugState.fault])
      : slugState.kind === 'taken'
        ? text('slugTaken')
        : errorAt('slug', slug);
  const emailError =
    errorAt('email', email) ?? (wasSent && !isEmail(normalEmail(email)) ? text('emailBad') : undefined);

  return (
    <Door>
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        validationBehavior="aria"
      >
        <h1>{text('signUp')}</h1>
        <Problem words={problem && problem.field === undefined ? problem.words : undefined} />
        <TextField
          label={text('company')}
          value={companyName}
          onChange={(value) => set({ companyName: value })}
          error={errorAt('companyName', companyName)}
          autoComplete="organization"
        />
        <TextField
          label={text('address')}
          value={slug}
          onChange={(value) => set({ typedSlug: value.toLowerCase() })}
          error={slugError}
          description={<SlugWords slug={slug} state={slugState} />}
          prefix="/w/"
          isCode
          autoComplete="off"
        />
        <div className={styles.pair}>
          <TextField
            label={text('yourName')}
            value={name}
            onChange={(value) => set({ name: value })}
            error={errorAt('name', name)}
            autoComplete="name"
          />
          <TextField
            label={text('email')}
            type="email"
            inputMode="email"
            value={email}
            onChange={(value) => set({ email: value })}
            error={emailError}
            autoComplete="username"
          />
        </div>
        <NewPassword
          value={password}
          onChange={setPassword}
          context={context}
          error={errorAt('password', password)}
        />
        <Button type="submit" variant="act" size="l" fill isPending={isPending}>
          {text('create')}
        </Button>
        <p className={styles.other}>
          {text('haveWorkspace')} <a href="/sign-in">{text('signIn')}</a>
        </p>
      </Form>
    </Door>
  );
}

function SlugWords({ slug, state }: { readonly slug: string; readonly state: SlugState }): ReactNode {
  const text = useAccountText();
  switch (state.kind) {
    case 'free':
      return (
        <span className={styles.fine}>
          <Check aria-hidden />
          {text('addressFree', { slug })}
        </span>
      );
    case 'checking':
      return text('addressChecking');
    case 'unknown':
      return text('addressUnchecked');
    default:
      return text('addressHelp');
  }
}
