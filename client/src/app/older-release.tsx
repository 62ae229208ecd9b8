import { History } from 'lucide-react';
import { usePwaText } from '../pwa/pwa-strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';

/** A release that was rolled back must not touch what a newer one has written. */
export function OlderRelease() {
  const text = usePwaText();
  return (
    <EmptyState
      title={text('olderTitle')}
      icon={<History aria-hidden />}
      actions={
        <Button variant="act" onPress={() => globalThis.location.reload()}>
          {text('reload')}
        </Button>
      }
    >
      <p>{text('olderWords')}</p>
    </EmptyState>
  );
}
