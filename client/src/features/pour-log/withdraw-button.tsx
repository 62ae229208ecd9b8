import { Button } from '../../ui/button.tsx';
import { restoreRecord } from './log-changes.ts';
import { useText } from './strings.ts';
import type { LogActions } from './log-actions.ts';

interface WithdrawButtonProps {
  readonly act: LogActions;
  readonly collection: 'loads' | 'pour_events';
  readonly id: string;
  readonly isWithdrawn: boolean;
}

/** Withdraws what was logged, with a reason; what is withdrawn already comes back. */
export function WithdrawButton({ act, collection, id, isWithdrawn }: WithdrawButtonProps) {
  const text = useText();
  return isWithdrawn ? (
    <Button size="l" onPress={() => act.write(text('didRestore'), restoreRecord(collection, id))}>
      {text('restore')}
    </Button>
  ) : (
    <Button size="l" variant="stop" onPress={() => act.open({ kind: 'void', collection, id })}>
      {text('voidMore')}
    </Button>
  );
}
