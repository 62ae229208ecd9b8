import type { ReactNode } from 'react';
import { Tab, TabList as AriaTabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { cx } from '../lib/class-names.ts';
import styles from './tab-list.module.css';

export interface TabItem<T extends string = string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly count?: number;
  readonly panel: ReactNode;
}

/** Tabs with their panels; only the chosen panel is drawn. */
export function TabList<T extends string>({
  label,
  items,
  value,
  onChange,
  className,
}: {
  readonly label: string;
  readonly items: readonly TabItem<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly className?: string;
}) {
  return (
    <Tabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const item = items.find(({ id }) => id === key);
        if (item) onChange(item.id);
      }}
      className={cx(styles.tabs, className)}
    >
      <AriaTabList aria-label={label} className={cx(styles.list)}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={cx(styles.tab)}>
            {item.label}
            {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
          </Tab>
        ))}
      </AriaTabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={cx(styles.panel)}>
          {item.panel}
        </TabPanel>
      ))}
    </Tabs>
  );
}
