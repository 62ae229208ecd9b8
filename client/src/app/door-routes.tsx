import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Role } from 'shared/domain/permissions.ts';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { AccountsPage, type KnownAccount } from '../features/account/accounts-page.tsx';
import { JoinPage } from '../features/account/join-page.tsx';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { SignUpPage } from '../features/account/sign-up-page.tsx';
import { useAccountText } from '../features/account/account-strings.ts';
import { preferences, setPreferences } from '../lib/preferences.ts';
import { useTitle } from '../lib/title.ts';
import { openWhatIsShown, prepare } from './prepare.ts';
import { accountCalls, chooseAccount, closeCurrent, isCleared, watchAccounts } from './session.ts';

/** Where the day starts. */
const homeOf = (role: Role): string => (role === 'foreman' ? 'today' : 'schedule');

/** After the door: the page that was asked for, else where the day starts. */
function useEnter(): (answer: SignedIn) => void {
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search }) as { readonly to?: unknown };
  // While somebody types a password, the frame and the week come.
  useEffect(() => prepare('/w/any/schedule'), []);
  return (answer) => {
    void (async () => {
      await closeCurrent();
      const { slug } = answer.workspace;
      setPreferences({ lastWorkspace: slug });
      const asked =
        typeof search.to === 'string' && search.to.startsWith(`/w/${slug}/`) ? search.to : undefined;
      const to = asked ?? `/w/${slug}/${homeOf(answer.user.role)}`;
      prepare(to);
      openWhatIsShown(to);
      await navigate({ to, replace: true });
    })();
  };
}

function useAccounts(): readonly KnownAccount[] | undefined {
  const [accounts, setAccounts] = useState<readonly KnownAccount[]>();
  // A device whose storage cannot be read has no accounts to offer; signing in then says why.
  useEffect(() => watchAccounts(setAccounts, () => setAccounts([])), []);
  return accounts;
}

function useIsCleared(): boolean {
  const [is, setIs] = useState(false);
  useEffect(() => void isCleared().then(setIs, () => setIs(false)), []);
  return is;
}

export function SignInRoute() {
  const { workspace: slug } = useParams({ strict: false });
  const accounts = useAccounts();
  const cleared = useIsCleared();
  const navigate = useNavigate();
  const enter = useEnter();
  useTitle('screen', useAccountText()('signIn'));
  if (!accounts) return null;
  const known = accounts.find((account) => account.workspace.slug === slug);
  return (
    <SignInPage
      calls={accountCalls}
      onSignedIn={enter}
      isCleared={cleared}
      {...(slug !== undefined && {
        workspace: { slug, ...(known && { name: known.workspace.name }) },
      })}
      {...(known && { email: known.user.email })}
      {...(known?.signedIn === false && {
        onOpenAnyway: () => void navigate({ to: `/w/${known.workspace.slug}/schedule` }),
        onRemoved: () =>
          void closeCurrent().then(() =>
            navigate({ to: `/w/${known.workspace.slug}/schedule`, replace: true }),
          ),
      })}
    />
  );
}

export function SignUpRoute() {
  useTitle('screen', useAccountText()('signUp'));
  return <SignUpPage calls={accountCalls} onSignedIn={useEnter()} />;
}

export function JoinRoute() {
  const token = useRouterState({ select: (state) => state.location.hash });
  return <JoinPage calls={accountCalls} token={token} onSignedIn={useEnter()} />;
}

export function AccountsRoute() {
  const navigate = useNavigate();
  const accounts = useAccounts();
  const isFirstTime = accounts?.length === 0;
  useTitle('screen', useAccountText()('chooseTitle'));
  useEffect(() => {
    if (isFirstTime) void navigate({ to: '/sign-in', replace: true });
  }, [isFirstTime, navigate]);
  if (!accounts || isFirstTime) return null;
  return (
    <AccountsPage
      accounts={accounts}
      onChoose={(account) => {
        const { slug } = account.workspace;
        void chooseAccount(account.key).then(() => {
          const page = preferences().lastWorkspace === slug ? preferences().lastPage : undefined;
          setPreferences({ lastWorkspace: slug, lastPage: page });
          return navigate({
            to: account.signedIn ? `/w/${slug}/${page ?? homeOf(account.user.role)}` : `/w/${slug}/sign-in`,
          });
        });
      }}
    />
  );
}
