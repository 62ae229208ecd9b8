import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useFrameText } from './frame/frame-strings.ts';

interface Props {
  readonly children: ReactNode;
  /** A change of it tries again: the address of the screen. */
  readonly resetKey: string;
}

interface State {
  readonly error: unknown;
  readonly resetKey: string;
}

/** A screen that fails leaves the frame, the badge and every other screen working. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.resetKey === state.resetKey ? null : { error: undefined, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error, resetKey } = this.state;
    if (error === undefined) return this.props.children;
    return <Failed error={error} onRetry={() => this.setState({ error: undefined, resetKey })} />;
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const text = useFrameText();
  return (
    <ErrorState
      title={text('pageFailed')}
      actions={
        <>
          <Button onPress={() => globalThis.location.reload()}>{text('reload')}</Button>
          <Button variant="act" onPress={onRetry}>
            {text('again')}
          </Button>
        </>
      }
    >
      <p>{text('pageFailedWords')}</p>
      <details>
        <summary>{text('details')}</summary>
        <code>{said(error)}</code>
      </details>
    </ErrorState>
  );
}
