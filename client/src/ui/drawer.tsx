import { X } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from '../lib/class-names.ts';
import { useMedia } from '../lib/media.ts';
import { IconButton } from './button.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './drawer.module.css';

export interface DrawerProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  /** Beside the close button. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** The selected thing in full: title, sections, footer. Page puts it at the right, and over the page on small screens. */
export function Drawer({ title, subtitle, actions, footer, onClose, children }: DrawerProps) {
  const text = useUiText();
  return (
    <section className={styles.drawer}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2>{title}</h2>
          {subtitle !== undefined && <p>{subtitle}</p>}
        </div>
        {actions}
        {onClose && (
          <IconButton label={text('close')} variant="quiet" size="s" onPress={onClose}>
            <X aria-hidden />
          </IconButton>
        )}
      </header>
      {/* Scrolled by keys too, where nothing in it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
      {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
    </section>
  );
}

/** A part of a drawer under a small heading. */
export function DrawerSection({
  heading,
  aside,
  children,
}: {
  readonly heading?: ReactNode;
  /** At the right of the heading: "7 of 10". */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      {heading !== undefined && (
        <header>
          <h3>{heading}</h3>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

/** Names at the left, values at the right; what is absent is left out. */
export function Facts({
  items,
}: {
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className={styles.facts}>
      {items
        .filter(({ value }) => value !== undefined && value !== null && value !== '')
        .map(({ name, value }) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Where a drawer lives: beside the work when there is room, over it when there is not. */
export function DrawerPlace({
  label,
  onClose,
  isOver = false,
  children,
}: {
  readonly label: string;
  /** Over everything, wherever there would be room beside it. */
  readonly isOver?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const isNarrow = useMedia('(max-width: 1099px)');
  const place = useRef<HTMLElement>(null);
  useFocusBack(place);
  if (!isNarrow && !isOver)
    return (
      <aside ref={place} aria-label={label}>
        {children}
      </aside>
    );
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={cx(styles.veil, isOver && styles.over)}
    >
      <Modal className={cx(styles.modal)}>
        <AriaDialog aria-label={label}>{children}</AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A drawer beside the work that closes with the focus in it gives it back to what had it last outside. */
function useFocusBack(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    let outside = document.activeElement;
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof Element && !place.current?.contains(target)) outside = target;
    };
    document.addEventListener('focusin', onFocus);
    const drawer = place.current;
    return () => {
      document.removeEventListener('focusin', onFocus);
      if (drawer?.contains(document.activeElement) && outside instanceof HTMLElement) outside.focus();
    };
  }, [place]);
}
