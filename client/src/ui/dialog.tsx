import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from '../lib/class-names.ts';
import { Button, IconButton } from './button.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode;
  readonly width?: 'm' | 'wide';
  /** A click beside it closes it; off while something typed could be lost. */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  width = 'm',
  isDismissable = true,
  role = 'dialog',
}: DialogProps) {
  const text = useUiText();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={isDismissable}
      className={cx(styles.veil, width === 'wide' && styles.wide)}
    >
      <Modal className={cx(styles.modal)}>
        <AriaDialog role={role} className={cx(styles.dialog)}>
          <header className={styles.head}>
            <Heading slot="title">{title}</Heading>
            <IconButton label={text('close')} variant="quiet" size="s" onPress={onClose}>
              <X aria-hidden />
            </IconButton>
          </header>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  /** The verb of what will happen: "Remove", never "OK". */
  readonly confirm: string;
  readonly children?: ReactNode;
  /** Something is ended or lost. */
  readonly isDestructive?: boolean;
  readonly isPending?: boolean;
}

export function ConfirmDialog({
  title,
  isOpen,
  onClose,
  onConfirm,
  confirm,
  children,
  isDestructive = false,
  isPending = false,
}: ConfirmDialogProps) {
  const text = useUiText();
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      footer={
        <>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button variant={isDestructive ? 'stopSolid' : 'act'} onPress={onConfirm} isPending={isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
