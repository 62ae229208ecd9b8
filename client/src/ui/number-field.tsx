import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaProps,
} from 'react-aria-components/NumberField';
import { cx } from '../lib/class-names.ts';
import { useDirtyForm } from '../lib/dirty-forms.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './field.module.css';

export interface NumberFieldProps
  extends
    FieldWords,
    Omit<AriaProps, 'children' | 'className' | 'style' | 'isInvalid' | 'value' | 'onChange'> {
  /** Absent is an empty box. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** Stands after the number: `CY`, `min`. */
  readonly unit?: string;
  /** What holds while the box is empty. */
  readonly placeholder?: string | undefined;
  /** Buttons that step up and down, for small counts. */
  readonly steppers?: boolean;
}

export function NumberField(all: NumberFieldProps) {
  const {
    label: _label,
    hideLabel: _hideLabel,
    description,
    error,
    optional: _optional,
    value,
    onChange,
    unit,
    placeholder,
    steppers,
    ...props
  } = all;
  const text = useUiText();
  // A number counts when the box is left; until then an update of the app waits for it.
  const [isTyping, setTyping] = useState(false);
  useDirtyForm(isTyping);
  return (
    <AriaNumberField
      {...props}
      {...fieldProps(all)}
      validationBehavior="aria"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
    >
      <FieldLabel {...all} />
      <Group className={cx(styles.box)}>
        {steppers && (
          <Button slot="decrement" aria-label={text('decrease')} className={cx(styles.inner)}>
            <Minus aria-hidden />
          </Button>
        )}
        <Input
          className={cx(styles.input, styles.number)}
          {...(placeholder !== undefined && { placeholder })}
          onInput={() => setTyping(true)}
          onBlur={() => setTyping(false)}
        />
        {unit !== undefined && <span className={styles.affix}>{unit}</span>}
        {steppers && (
          <Button slot="increment" aria-label={text('increase')} className={cx(styles.inner)}>
            <Plus aria-hidden />
          </Button>
        )}
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaNumberField>
  );
}
