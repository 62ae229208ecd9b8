import { useState } from 'react';
import { useTypedText } from '../lib/use-typed-text.ts';
import { TextField } from './text-field.tsx';

interface TypedTextFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: string | undefined;
  readonly multiline?: boolean;
  readonly isDisabled?: boolean;
  /** An empty box is `undefined`: not set. */
  readonly onSave: (value: string | undefined) => void;
}

/** A text box that saves by itself: after a pause in typing, on leaving it, on leaving the page. */
export function TypedTextField({ value = '', onSave, ...props }: TypedTextFieldProps) {
  const [isFocused, setFocused] = useState(false);
  const typed = useTypedText(value, isFocused, (text) => onSave(text.trim() === '' ? undefined : text));
  return (
    <TextField
      {...props}
      value={typed.text}
      onChange={typed.type}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        typed.flush();
      }}
    />
  );
}
