import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties may be set on any element: they hold values, the style sheets say what for. */
    readonly [variable: `--${string}`]: string | number | undefined;
  }
}
