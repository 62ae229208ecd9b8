import styles from './figures.module.css';

export interface Figure {
  readonly id: string;
  /** As it is written: "1,342". */
  readonly count: string;
  readonly label: string;
}

/** A few numbers in a row of the dark frame, each with its word. */
export function Figures({ label, items }: { readonly label: string; readonly items: readonly Figure[] }) {
  return (
    <ul className={styles.counts} aria-label={label}>
      {items.map((item) => (
        <li key={item.id}>
          <b>{item.count}</b> <span>{item.label}</span>
        </li>
      ))}
    </ul>
  );
}
