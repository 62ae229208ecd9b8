import { useState, type ComponentProps, type ReactElement, type ReactNode, type RefObject } from 'react';
import { DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { cx } from '../lib/class-names.ts';
import styles from './options.module.css';

type Placement = NonNullable<ComponentProps<typeof AriaPopover>['placement']>;

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Read aloud. */
  readonly label: string;
  readonly placement?: Placement;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** A small floating panel that belongs to a button. */
export function Popover({ trigger, label, placement = 'bottom start', children, ...state }: PopoverProps) {
  const [isOpenHere, setOpenHere] = useState(false);
  const isOpen = state.isOpen ?? isOpenHere;
  const setOpen = (open: boolean): void => {
    setOpenHere(open);
    state.onOpenChange?.(open);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      {trigger}
      {/* Without a dialog inside, React Aria makes the popover itself one. */}
      <AriaPopover className={cx(styles.popover)} placement={placement} offset={6} aria-label={label}>
        <div className={styles.plain}>
          {typeof children === 'function' ? children(() => setOpen(false)) : children}
        </div>
      </AriaPopover>
    </DialogTrigger>
  );
}

export interface AnchoredPopoverProps {
  /** What it points at: any element, such as a cell of a grid. */
  readonly anchor: RefObject<Element | null>;
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly placement?: Placement;
  /** The page behind stays usable. */
  readonly isNonModal?: boolean;
  readonly children: ReactNode;
}

/** The same panel beside an element that is no button. */
export function AnchoredPopover({
  anchor,
  label,
  isOpen,
  onClose,
  placement = 'bottom start',
  isNonModal = false,
  children,
}: AnchoredPopoverProps) {
  return (
    <AriaPopover
      className={cx(styles.popover)}
      triggerRef={anchor}
      placement={placement}
      offset={4}
      aria-label={label}
      isOpen={isOpen}
      isNonModal={isNonModal}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <div className={styles.plain}>{children}</div>
    </AriaPopover>
  );
}
