import { useEffect, useState } from 'react';
import { useText } from './strings.ts';
import styles from './bottom-bar.module.css';

const LASTS_S = 10;

/** What the last tap wrote, and ten seconds to take it back with one more. */
export function UndoChip({
  label,
  onUndo,
  onEnd,
}: {
  readonly label: string;
  readonly onUndo: () => void;
  readonly onEnd: () => void;
}) {
  const text = useText();
  const [leftS, setLeftS] = useState(LASTS_S);
  useEffect(() => {
    const timer = setInterval(() => setLeftS((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (leftS <= 0) onEnd();
  }, [leftS, onEnd]);
  return (
    <div className={styles.chip}>
      <p role="status">{label}</p>
      <button type="button" onClick={onUndo} aria-label={text('undoThis', { what: label })}>
        {text('undo')} <span aria-hidden>{leftS} s</span>
      </button>
    </div>
  );
}
