import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { cx } from '../lib/class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import { OptionItem, type Option } from './options.tsx';
import field from './field.module.css';
import styles from './options.module.css';

export interface SelectFieldProps<T extends string> extends FieldWords {
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  /** Before the value, in a toolbar. */
  readonly icon?: ReactNode;
  readonly name?: string;
  readonly onBlur?: () => void;
}

export function SelectField<T extends string>(all: SelectFieldProps<T>) {
  const { options, value, onChange, placeholder = '–', icon, onBlur, description, error } = all;
  return (
    <Select
      {...fieldProps(all)}
      value={value ?? null}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      isDisabled={all.isDisabled ?? false}
      isRequired={all.isRequired ?? false}
      placeholder={placeholder}
      validationBehavior="aria"
      {...(all.autoFocus && { autoFocus: true })}
      {...(all.name !== undefined && { name: all.name })}
      {...(onBlur && { onBlur: () => onBlur() })}
    >
      <FieldLabel {...all} />
      <div className={field.box}>
        <Button className={cx(field.trigger)}>
          {icon}
          <SelectValue className={cx(field.value)}>
            {({ isPlaceholder }) =>
              isPlaceholder ? placeholder : options.find((option) => option.id === value)?.label
            }
          </SelectValue>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox className={cx(styles.list)} items={options}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </Select>
  );
}
