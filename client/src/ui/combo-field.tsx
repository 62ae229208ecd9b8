import { ChevronDown, Plus } from 'lucide-react';
import { useMemo, useState, type Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../lib/class-names.ts';
import { foldText } from '../lib/fold-text.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import { OptionItem, type Option } from './options.tsx';
import { useUiText } from './ui-strings.ts';
import field from './field.module.css';
import styles from './options.module.css';

const CREATE = '\u0000create';
/** A list longer than this is not read, it is typed into. */
const MOST_SHOWN = 100;

export interface ComboFieldProps<T extends string> extends FieldWords {
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
  /** Offers to make what was typed: the words of that offer, and what makes it. */
  readonly create?: { readonly title: (typed: string) => string; readonly run: (typed: string) => void };
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A box that completes: type to find, arrows to choose, empty it to take the choice back. */
export function ComboField<T extends string>(all: ComboFieldProps<T>) {
  const { options, value, onChange, create, description, error, placeholder, onBlur, inputRef } = all;
  const text = useUiText();
  const chosen = options.find((option) => option.id === value);
  const [typed, setTyped] = useState<string>();
  const shown = useMemo(() => {
    const sought = foldText(typed ?? '');
    const isWhole = typed === undefined || typed === chosen?.label;
    const found = options.filter(
      (option) =>
        isWhole ||
        foldText(`${option.label} ${option.detail ?? ''} ${option.keywords ?? ''}`).includes(sought),
    );
    const list: Option[] = found.slice(0, MOST_SHOWN);
    const isNew = typed?.trim() && !found.some((option) => foldText(option.label) === sought.trim());
    if (create && isNew && typed !== undefined)
      list.push({ id: CREATE, label: create.title(typed.trim()), icon: <Plus aria-hidden /> });
    return list;
  }, [typed, options, chosen, create]);

  return (
    <ComboBox
      {...fieldProps(all)}
      items={shown}
      inputValue={typed ?? chosen?.label ?? ''}
      onInputChange={setTyped}
      value={value ?? null}
      onChange={(key) => {
        if (key === CREATE) create?.run((typed ?? '').trim());
        else if (key === null) onChange(undefined);
        else {
          const next = options.find((option) => option.id === key);
          if (next) onChange(next.id);
        }
        setTyped(undefined);
      }}
      onBlur={() => {
        if (typed?.trim() === '') onChange(undefined);
        setTyped(undefined);
        onBlur?.();
      }}
      allowsEmptyCollection
      menuTrigger="focus"
      isDisabled={all.isDisabled ?? false}
      isRequired={all.isRequired ?? false}
      validationBehavior="aria"
      {...(all.autoFocus && { autoFocus: true })}
    >
      <FieldLabel {...all} />
      <div className={field.box}>
        <Input
          className={cx(field.input)}
          {...(placeholder !== undefined && { placeholder })}
          {...(inputRef && { ref: inputRef })}
        />
        <Button className={cx(field.inner)}>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox
          className={cx(styles.list)}
          renderEmptyState={() => <p className={styles.empty}>{text('noMatch')}</p>}
        >
          {(option: Option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
