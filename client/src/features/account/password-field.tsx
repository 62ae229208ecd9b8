import { Check, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import {
  leastPasswordLength,
  LONGEST_PASSWORD,
  passwordFault,
  type PasswordContext,
} from 'shared/domain/accounts/password-policy.ts';
import { cx } from '../../lib/class-names.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useAccountText } from './account-strings.ts';
import styles from './door.module.css';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly autoFocus?: boolean;
}

export function PasswordField({
  label,
  value,
  onChange,
  error,
  autoComplete,
  autoFocus,
}: PasswordFieldProps) {
  const text = useAccountText();
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      name="password"
      type={isShown ? 'text' : 'password'}
      autoComplete={autoComplete}
      value={value}
      onChange={onChange}
      error={error}
      {...(autoFocus && { autoFocus })}
      suffix={
        <ToggleButton
          className={cx(styles.eye)}
          isSelected={isShown}
          onChange={setShown}
          aria-label={isShown ? text('hidePassword') : text('showPassword')}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </ToggleButton>
      }
    />
  );
}

export interface NewPasswordProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly context: PasswordContext;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  /** The form was sent once: what is too short is an error now, not only on its way. */
  readonly isTried?: boolean;
  readonly label?: string;
}

/** A password to be made up: the rule in plain words, how far it is, and whether it is one that others try first. */
export function NewPassword({
  value,
  onChange,
  context,
  error,
  autoFocus,
  isTried = false,
  label,
}: NewPasswordProps) {
  const text = useAccountText();
  const least = leastPasswordLength(context.role);
  const { length } = Array.from(value);
  const isLong = length >= least;
  const isCommon = isLong && passwordFault(value, context) === 'common';
  const isShort = isTried && length > 0 && !isLong;
  const fault = isCommon
    ? text('passwordKnown')
    : value.length > LONGEST_PASSWORD
      ? text('passwordTooLong')
      : isShort
        ? text('passwordRules', { count: least })
        : undefined;
  return (
    <div>
      <PasswordField
        label={label ?? text('password')}
        value={value}
        onChange={onChange}
        error={error ?? fault}
        autoComplete="new-password"
        {...(autoFocus && { autoFocus })}
      />
      <p className={styles.meter} role="status">
        {length === 0 ? (
          text('passwordRules', { count: least })
        ) : (
          <>
            <i
              style={{
                '--part': Math.min(1, length / least),
                '--meter-colour': isLong && !isCommon ? 'var(--go)' : 'var(--hold)',
              }}
            />
            {isLong ? (
              !isCommon && (
                <span className={styles.fine}>
                  <Check aria-hidden />
                  {text('passwordLong')}
                </span>
              )
            ) : (
              <span>{text('passwordMore', { count: least - length })}</span>
            )}
          </>
        )}
      </p>
    </div>
  );
}

/** Whether the server would take it, as far as a device can tell. */
export const isGoodPassword = (value: string, context: PasswordContext): boolean =>
  passwordFault(value, context) === undefined && value.length <= LONGEST_PASSWORD;
