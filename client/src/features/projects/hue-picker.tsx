import { Check } from 'lucide-react';
import { useProjectText } from './project-strings.ts';
import styles from './hue-picker.module.css';

const HUES = Array.from({ length: 24 }, (_, hue) => hue);

interface HuePickerProps {
  readonly value: number | undefined;
  readonly isDisabled: boolean;
  /** How many other jobs have each hue: a dot marks those that are taken. */
  readonly uses: ReadonlyMap<number, number>;
  readonly onChange: (hue: number) => void;
}

/** The 24 hues as they look in a cell. */
export function HuePicker({ value, isDisabled, uses, onChange }: HuePickerProps) {
  const text = useProjectText();
  // Where every hue is taken, a dot on each would tell nothing.
  const isAnyFree = HUES.some((hue) => !uses.has(hue));
  return (
    <div className={styles.hues} role="radiogroup" aria-label={text('colour')}>
      {HUES.map((hue) => {
        const isUsed = (uses.get(hue) ?? 0) > 0;
        return (
          <button
            key={hue}
            type="button"
            role="radio"
            aria-checked={value === hue}
            aria-label={text(isUsed ? 'colourUsed' : 'colourNo', { number: hue + 1 })}
            disabled={isDisabled}
            className={styles.hue}
            data-hue={hue}
            data-used={(isUsed && isAnyFree) || undefined}
            onClick={() => onChange(hue)}
          >
            {value === hue && <Check aria-hidden />}
          </button>
        );
      })}
    </div>
  );
}
