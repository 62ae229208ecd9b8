import { parseDate } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar';
import { DateInput, DatePicker, DateSegment } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../lib/class-names.ts';
import { IconButton } from './button.tsx';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import { useUiText } from './ui-strings.ts';
import field from './field.module.css';
import options from './options.module.css';
import styles from './date-field.module.css';

/** A day as `YYYY-MM-DD`; what is not one counts as no day. */
function dateOf(day: string | undefined) {
  if (day === undefined) return null;
  try {
    return parseDate(day);
  } catch {
    return null;
  }
}

export interface DateFieldProps extends FieldWords {
  /** `YYYY-MM-DD` */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  readonly min?: string;
  readonly max?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
}

export function DateField(all: DateFieldProps) {
  const { value, onChange, min, max, description, error, onBlur } = all;
  const text = useUiText();
  const least = dateOf(min);
  const most = dateOf(max);
  return (
    <DatePicker
      {...fieldProps(all)}
      value={dateOf(value)}
      onChange={(date) => onChange(date?.toString())}
      {...(least && { minValue: least })}
      {...(most && { maxValue: most })}
      isDisabled={all.isDisabled ?? false}
      isRequired={all.isRequired ?? false}
      validationBehavior="aria"
      firstDayOfWeek="mon"
      shouldForceLeadingZeros={false}
      {...(all.autoFocus && { autoFocus: true })}
      {...(onBlur && { onBlur: () => onBlur() })}
    >
      <FieldLabel {...all} />
      <Group className={cx(field.box)}>
        <DateInput className={cx(field.segments)}>
          {(segment) => <DateSegment segment={segment} className={cx(field.segment)} />}
        </DateInput>
        {value !== undefined && !all.isRequired && !all.isDisabled && (
          <AriaButton
            slot={null}
            aria-label={text('clear')}
            className={cx(field.inner)}
            onPress={() => onChange(undefined)}
          >
            <X aria-hidden />
          </AriaButton>
        )}
        <AriaButton className={cx(field.inner)}>
          <CalendarDays aria-hidden />
        </AriaButton>
      </Group>
      <FieldNotes description={description} error={error} />
      <Popover className={cx(options.popover)} offset={4}>
        <Dialog className={cx(styles.calendar)} aria-label={text('calendar')}>
          <MonthView />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** One month to choose a day from; inside a DateField it shares its value. */
function MonthView() {
  const text = useUiText();
  return (
    <Calendar firstDayOfWeek="mon">
      <header className={styles.header}>
        <IconButton slot="previous" label={text('previous')} variant="quiet" size="s">
          <ChevronLeft aria-hidden />
        </IconButton>
        <CalendarHeading />
        <IconButton slot="next" label={text('next')} variant="quiet" size="s">
          <ChevronRight aria-hidden />
        </IconButton>
      </header>
      <CalendarGrid className={cx(styles.grid)} weekdayStyle="short">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={cx(styles.cell)} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
