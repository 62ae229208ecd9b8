import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from '../../lib/class-names.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './sheet.module.css';
import { useText } from './strings.ts';

export interface SheetProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  /** Beside the close button. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Buttons under the thumb, the main one last. */
  readonly footer?: ReactNode;
  readonly width?: 'm' | 'wide';
}

/**
 * Everything that is written on the board beyond one tap is written here: in glove sizes whatever the density of
 * the rest, from below on a phone. A tap beside it does not close it, because gloves touch the edge of a tablet.
 */
export function Sheet({ title, subtitle, actions, onClose, children, footer, width = 'm' }: SheetProps) {
  const text = useText();
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={cx(styles.veil)}
    >
      <Modal className={cx(styles.modal, width === 'wide' && styles.wide)} data-density="glove">
        <Dialog className={cx(styles.sheet)}>
          <header className={styles.head}>
            <div className={styles.titles}>
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              {subtitle !== undefined && <p>{subtitle}</p>}
            </div>
            {actions}
            <IconButton label={text('close')} variant="quiet" onPress={onClose}>
              <X aria-hidden />
            </IconButton>
          </header>
          {/* Scrolled by keys too, where nothing in it takes the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={styles.body} tabIndex={0}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A row of big choices; one tap takes one. */
export function Choices<T extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly chosen?: T | undefined;
  readonly onChoose: (id: T) => void;
}) {
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <button
            key={option.id}
            type="button"
            className={styles.choice}
            aria-pressed={chosen === option.id}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option.id)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
