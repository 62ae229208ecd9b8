import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { cx } from '../lib/class-names.ts';
import styles from './tooltip.module.css';

/** A short explanation on hover and keyboard focus. The child must be a Button, IconButton or a Focusable. */
export function Tooltip({
  text,
  shortcut,
  placement = 'bottom',
  children,
}: {
  readonly text: ReactNode;
  readonly shortcut?: string;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className={cx(styles.tooltip)} offset={6} placement={placement}>
        {text}
        {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
