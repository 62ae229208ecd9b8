import { Check } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components/Form';
import { Link } from 'react-aria-components/Link';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import { slugFrom, slugMeant, type SlugFault } from 'shared/domain/accounts/slug.ts';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { draftsOfDoor } from '../../db/drafts.ts';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import { useFormDraft } from '../../lib/form-draft.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFirstError } from '../../ui/use-first-error.ts';
import type { AccountCalls } from './account-calls.ts';
import { useAccountText } from './account-strings.ts';
import { Door, Problem } from './door.tsx';
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

export interface SignUpPageProps {
  readonly calls: AccountCalls;
  readonly onSignedIn: (answer: SignedIn) => void;
}

/** What was typed and not sent yet; the password is never kept. */
interface Typed {
  readonly companyName: string;
  readonly typedSlug?: string | undefined;
  readonly name: string;
  readonly email: string;
}

export function SignUpPage(props: SignUpPageProps) {
  const draft = useFormDraft<Typed>(draftsOfDoor(), 'sign-up');
  return <Door>{draft.isReady && <SignUpForm {...props} draft={draft} />}</Door>;
}

const LONGEST_NAME = 200;

function SignUpForm({
  calls,
  onSignedIn,
  draft: { found, change, clear },
}: SignUpPageProps & { readonly draft: ReturnType<typeof useFormDraft<Typed>> }) {
  const text = useAccountText();
  const [companyName, setCompanyName] = useState(found?.companyName ?? '');
  /** Follows the company's name until somebody types their own. */
  const [typedSlug, setTypedSlug] = useState(found?.typedSlug);
  const [name, setName] = useState(found?.name ?? '');
  const [email, setEmail] = useState(found?.email ?? '');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<FormProblem>();
  const [wasSent, setWasSent] = useState(false);
  const [isPending, setPending] = useState(false);
  const { form, showFirst } = useFirstError();
  const slug = typedSlug ?? slugFrom(companyName);
  const slugState = useSlugCheck(slug, calls);
  const context = { role: 'owner', known: [companyName, slug, name, email] } as const;
  const isTyped = companyName !== '' || name !== '' || email !== '';
  useEffect(() => {
    if (isTyped) change({ companyName, typedSlug, name, email });
  }, [change, isTyped, companyName, typedSlug, name, email]);
  useDirtyForm(password !== '');
  /** What the server said about a field holds until somebody types there again. */
  const typing =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      set(value);
      setProblem(undefined);
    };

  const send = async (): Promise<void> => {
    setWasSent(true);
    setProblem(undefined);
    showFirst();
    const isRight =
      [companyName, slug, name, email].every((value) => value.trim() !== '') &&
      [companyName, name].every((value) => value.trim().length <= LONGEST_NAME) &&
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
      await clear();
      onSignedIn(answer);
    } catch (error) {
      setProblem(formProblem(error, text));
      setPending(false);
      showFirst();
    }
  };
  const errorAt = (field: Field, value: string): string | undefined => {
    if (problem?.field === field) return problem.words;
    if ((field === 'companyName' || field === 'name') && value.trim().length > LONGEST_NAME)
      return text('tooLong', { count: LONGEST_NAME });
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
    <Form
      ref={form}
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
        onChange={typing(setCompanyName)}
        error={errorAt('companyName', companyName)}
        autoComplete="organization"
      />
      <TextField
        label={text('address')}
        value={slug}
        onChange={typing((value: string) => setTypedSlug(value.toLowerCase()))}
        onBlur={() => typedSlug !== undefined && setTypedSlug(slugMeant(typedSlug) || undefined)}
        error={slugError}
        description={<SlugWords slug={slug} state={slugState} />}
        prefix="/w/"
        isCode
        autoComplete="off"
      />
      {slugState.kind === 'taken' && slugState.suggestion !== undefined && (
        <div className={styles.suggestion}>
          <Button size="s" onPress={() => setTypedSlug(slugState.suggestion)}>
            {text('useSlug', { slug: slugState.suggestion })}
          </Button>
        </div>
      )}
      <div className={styles.pair}>
        <TextField
          label={text('yourName')}
          value={name}
          onChange={typing(setName)}
          error={errorAt('name', name)}
          autoComplete="name"
        />
        <TextField
          label={text('email')}
          type="email"
          inputMode="email"
          value={email}
          onChange={typing(setEmail)}
          error={emailError}
          autoComplete="username"
        />
      </div>
      <NewPassword
        value={password}
        onChange={typing(setPassword)}
        context={context}
        isTried={wasSent}
        error={errorAt('password', password)}
      />
      <Button type="submit" variant="act" size="l" fill isPending={isPending}>
        {text('create')}
      </Button>
      <p className={styles.other}>
        {text('haveWorkspace')} <Link href="/sign-in">{text('signIn')}</Link>
      </p>
    </Form>
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
