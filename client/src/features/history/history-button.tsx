import { History } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { useHistoryText } from './history-strings.ts';

/** Beside a record's title: everything that became of it. */
export function HistoryButton({ onPress }: { readonly onPress: () => void }) {
  const text = useHistoryText();
  return (
    <IconButton variant="quiet" size="s" label={text('history')} onPress={onPress}>
      <History aria-hidden />
    </IconButton>
  );
}
