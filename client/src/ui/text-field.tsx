import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { TextArea } from 'react-aria-components/TextArea';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from 'react-aria-components/TextField';
import { cx } from '../lib/class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import styles from './field.module.css';

export interface TextFieldProps
  extends
    FieldWords,
    Omit<AriaProps, 'children' | 'className' | 'style' | 'isInvalid' | 'autoComplete' | 'prefix'> {
  readonly placeholder?: string;
  /** Grows with its text. */
  readonly multiline?: boolean;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  /** An icon before the text. */
  readonly prefix?: ReactNode;
  /** A unit or a button after it. */
  readonly suffix?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Names of machines and addresses: no capital at the start, no spelling marks. */
  readonly isCode?: boolean;
}

export function TextField(all: TextFieldProps) {
  const {
    label: _label,
    hideLabel: _hideLabel,
    description,
    error,
    optional: _optional,
    placeholder,
    multiline,
    prefix,
    suffix,
    inputRef,
    isCode,
    ...props
  } = all;
  return (
    <AriaTextField {...props} {...fieldProps(all)} validationBehavior="aria">
      <FieldLabel {...all} />
      <Group className={cx(styles.box)}>
        {prefix !== undefined && <span className={styles.prefix}>{prefix}</span>}
        {multiline ? (
          <TextArea className={cx(styles.input)} {...(placeholder !== undefined && { placeholder })} />
        ) : (
          <Input
            className={cx(styles.input)}
            {...(placeholder !== undefined && { placeholder })}
            {...(inputRef && { ref: inputRef })}
            {...(isCode && { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false })}
          />
        )}
        {typeof suffix === 'string' ? <span className={styles.affix}>{suffix}</span> : suffix}
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}
