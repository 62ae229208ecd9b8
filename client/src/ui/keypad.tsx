import { Delete } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { cx } from '../lib/class-names.ts';
import { nextDigits, type KeypadKey } from './keypad-digits.ts';
import { useUiText } from './ui-strings.ts';
import styles from './keypad.module.css';

export interface KeypadProps {
  /** Read aloud with the number. */
  readonly label: string;
  /** What has been typed so far, as text: "4.5", "" for nothing. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly unit?: string;
  /** Values of one tap, the usual ones: slump 4, 4.5, 5. */
  readonly steps?: readonly number[];
  readonly allowsDecimals?: boolean;
  readonly allowsMinus?: boolean;
  /** Says what is wrong with it. */
  readonly error?: string | undefined;
}

const DIGITS: readonly KeypadKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Numbers for gloves: 60 px keys with 12 between. Works from a hardware keyboard too. */
export function Keypad({
  label,
  value,
  onChange,
  unit,
  steps,
  allowsDecimals = true,
  allowsMinus = false,
  error,
}: KeypadProps) {
  const text = useUiText();
  const press = (key: KeypadKey): void => onChange(nextDigits(value, key));
  const corner: KeypadKey | undefined = allowsDecimals ? '.' : allowsMinus ? '-' : undefined;
  return (
    // The group hears the digits of a hardware keyboard while any of its keys has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.keypad}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (/^[0-9]$/.test(event.key)) press(event.key as KeypadKey);
        else if (event.key === '.' && allowsDecimals) press('.');
        else if (event.key === '-' && allowsMinus) press('-');
        else if (event.key === 'Backspace') press('back');
        else return;
        event.preventDefault();
      }}
    >
      <output className={cx(styles.readout, error !== undefined && styles.bad)} aria-label={label}>
        <strong>{value === '' ? '–' : value}</strong>
        {unit !== undefined && <span>{unit}</span>}
      </output>
      {error !== undefined && (
        <p className={styles.note} role="alert">
          {error}
        </p>
      )}
      {steps && (
        <div className={styles.steps}>
          {steps.map((step) => (
            <Button
              key={step}
              className={cx(styles.key, styles.step, value === String(step) && styles.chosen)}
              onPress={() => onChange(String(step))}
            >
              {step}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.keys}>
        {DIGITS.map((digit) => (
          <Button key={digit} className={cx(styles.key)} onPress={() => press(digit)}>
            {digit}
          </Button>
        ))}
        {corner ? (
          <Button className={cx(styles.key)} onPress={() => press(corner)}>
            {corner}
          </Button>
        ) : (
          <span />
        )}
        <Button className={cx(styles.key)} onPress={() => press('0')}>
          0
        </Button>
        <Button className={cx(styles.key)} aria-label={text('backspace')} onPress={() => press('back')}>
          <Delete aria-hidden />
        </Button>
      </div>
    </div>
  );
}
