import { Button } from '../../ui/button.tsx';
import { restoreRecord } from './log-changes.ts';
import { useText } from './strings.ts';
import type { LogActions } from './log-actions.ts';

interface WithdrawButtonProps {
  readonly act: LogActions;
  readonly collection: 'loads' | 'pour_events';
  readonly record: { readonly id: string; readonly void?: unknown };
}

/** Withdraws what was logged, with a reason; what is withdrawn already comes back. */
export function WithdrawButton({ act, collection, record }: WithdrawButtonProps) {
  const text = useText();
  const { id } = record;
  return record.void ? (
    <Button size="l" onPress={() => act.write(text('didRestore'), restoreRecord(collection, id))}>
      {text('restore')}
    </Button>
  ) : (
    <Button size="l" variant="stop" onPress={() => act.open({ kind: 'void', collection, id })}>
      {text('voidMore')}
    </Button>
  );
}
