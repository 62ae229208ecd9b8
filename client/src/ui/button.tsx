import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components/Link';
import { cx } from '../lib/class-names.ts';
import { Tooltip } from './tooltip.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './button.module.css';

/** act: the one thing to do · go: confirms · stop: outlined, ends something · quiet: no edge · frame: on the dark frame */
export type ButtonVariant = 'plain' | 'act' | 'go' | 'stop' | 'stopSolid' | 'quiet' | 'frame';
export type ButtonSize = 's' | 'm' | 'l';

interface Looks {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** As wide as its container. */
  readonly fill?: boolean;
  readonly className?: string;
}

const classes = ({ variant = 'plain', size = 'm', fill = false, className }: Looks): string =>
  cx(
    styles.button,
    variant !== 'plain' && styles[variant],
    size !== 'm' && styles[size],
    fill && styles.fill,
    className,
  );

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'>, Looks {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant, size, fill, className, icon, children, ...props }: ButtonProps) {
  const text = useUiText();
  return (
    <AriaButton
      {...props}
      className={classes({
        ...(variant && { variant }),
        ...(size && { size }),
        ...(fill && { fill }),
        ...(className !== undefined && { className }),
      })}
    >
      {({ isPending }) => (
        <>
          {isPending ? <span className={styles.spinner} role="img" aria-label={text('working')} /> : icon}
          {children}
        </>
      )}
    </AriaButton>
  );
}

export interface ButtonLinkProps extends Omit<AriaLinkProps, 'className' | 'children' | 'style'>, Looks {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** Looks like a button and goes somewhere. */
export function ButtonLink({ variant, size, fill, className, icon, children, ...props }: ButtonLinkProps) {
  return (
    <AriaLink
      {...props}
      className={classes({
        ...(variant && { variant }),
        ...(size && { size }),
        ...(fill && { fill }),
        ...(className !== undefined && { className }),
      })}
    >
      {icon}
      {children}
    </AriaLink>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'>, Looks {
  /** Read aloud, and shown as a tooltip. */
  readonly label: string;
  /** Shown in the tooltip: `Ctrl+Z`. */
  readonly shortcut?: string;
  readonly isChosen?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  shortcut,
  isChosen,
  variant,
  size,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut !== undefined && { shortcut })}>
      <AriaButton
        {...props}
        aria-label={label}
        {...(isChosen !== undefined && { 'aria-pressed': isChosen })}
        className={classes({
          ...(variant && { variant }),
          ...(size && { size }),
          className: cx(styles.icon, isChosen === true && styles.chosen, className),
        })}
      >
        {children}
      </AriaButton>
    </Tooltip>
  );
}
