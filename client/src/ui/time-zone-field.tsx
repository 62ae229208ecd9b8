import { useMemo } from 'react';
import { useLanguage } from '../lib/preferences.ts';
import { zoneChoices } from '../lib/time-zones.ts';
import { ComboField, type ComboFieldProps } from './combo-field.tsx';

/** Chooses a time zone by its place; gives and takes its id, `America/Chicago`. */
export function TimeZoneField(props: Omit<ComboFieldProps<string>, 'options' | 'create'>) {
  const language = useLanguage();
  const options = useMemo(() => zoneChoices(props.value, language), [props.value, language]);
  return <ComboField {...props} options={options} />;
}
