import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { cx } from '../lib/class-names.ts';
import { useUiText } from './ui-strings.ts';
import styles from './field.module.css';

export interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Read aloud; also the placeholder unless one is given. */
  readonly label?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onSubmit?: (text: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly className?: string;
}

export function SearchField({
  value,
  onChange,
  label,
  placeholder,
  autoFocus,
  onSubmit,
  inputRef,
  className,
}: SearchFieldProps) {
  const text = useUiText();
  const name = label ?? text('search');
  return (
    <AriaSearchField
      aria-label={name}
      value={value}
      onChange={onChange}
      {...(autoFocus && { autoFocus })}
      {...(onSubmit && { onSubmit })}
      className={cx(styles.field, className)}
    >
      <div className={styles.box}>
        <span className={styles.prefix}>
          <Search aria-hidden />
        </span>
        <Input
          className={cx(styles.input)}
          placeholder={placeholder ?? name}
          {...(inputRef && { ref: inputRef })}
        />
        {value !== '' && (
          <Button className={cx(styles.inner)} aria-label={text('clear')}>
            <X aria-hidden />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
