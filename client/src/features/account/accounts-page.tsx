import { ChevronRight, UserPlus } from 'lucide-react';
import { Link } from 'react-aria-components/Link';
import type { Role } from 'shared/domain/permissions.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { useRoleText } from '../../lib/role-words.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { useAccountText } from './account-strings.ts';
import { Door } from './door.tsx';
import { Face } from '../../ui/face.tsx';
import styles from './door.module.css';

/** One person in one workspace on this device. */
export interface KnownAccount {
  readonly key: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  readonly workspace: { readonly slug: string; readonly name: string };
  readonly lastUsedAt: string;
  readonly signedIn: boolean;
  /** How much of their work only this device holds. */
  readonly unsent?: number;
}

export interface AccountsPageProps {
  readonly accounts: readonly KnownAccount[];
  readonly onChoose: (account: KnownAccount) => void;
}

export function AccountsPage({ accounts, onChoose }: AccountsPageProps) {
  const text = useAccountText();
  const format = useFormat();
  const role = useRoleText();
  return (
    <Door>
      <div className={styles.form}>
        <h1>{text('chooseTitle')}</h1>
        <p className={styles.lead}>{text('chooseWords')}</p>
        <ul className={styles.people}>
          {accounts.map((account) => (
            <li key={account.key}>
              <Link className={cx(styles.account)} onPress={() => onChoose(account)}>
                <Face userId={account.user.id} name={account.user.name} size="l" />
                <span className={styles.who}>
                  <strong>{account.user.name}</strong>
                  <span>
                    {account.workspace.name} · {role(account.user.role)}
                  </span>
                  <span>{text('lastUsed', { when: format.dayTime(account.lastUsedAt) })}</span>
                  {account.unsent !== undefined && account.unsent > 0 && (
                    <span className={styles.held}>{text('unsentHere', { count: account.unsent })}</span>
                  )}
                </span>
                {account.signedIn ? (
                  <ChevronRight size={20} aria-hidden />
                ) : (
                  <Pill tone="hold">{text('signedOut')}</Pill>
                )}
              </Link>
            </li>
          ))}
        </ul>
        <ButtonLink href="/sign-in" size="l" fill icon={<UserPlus aria-hidden />}>
          {text('otherAccount')}
        </ButtonLink>
      </div>
    </Door>
  );
}
