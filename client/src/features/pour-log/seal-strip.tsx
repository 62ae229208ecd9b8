import { PenLine } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { BoardSheetProps } from './event-sheets.tsx';
import { signaturesOf } from './photos.ts';
import { useText } from './strings.ts';
import { useAmendments } from './use-amendments.ts';
import styles from './signature.module.css';

/** A signed log says so, and whether it still says what was signed. */
export function SealStrip({ board, act }: BoardSheetProps) {
  const text = useText();
  const format = useFormat();
  const [latest] = signaturesOf(board.events);
  const seal = useAmendments(board, latest?.fields?.sealSha256);
  if (!latest) return null;
  const count = seal.state === 'here' ? seal.amendments.length : 0;
  return (
    <div className={styles.strip}>
      <PenLine aria-hidden />
      <p>
        <strong>
          {text('signedBy', {
            name: latest.fields?.signerName ?? '–',
            time: format.time(latest.at ?? latest.updatedAt, board.zone),
          })}
        </strong>
      </p>
      {seal.state === 'here' &&
        (count > 0 ? (
          <Pill tone="hold">{text('amendedSince', { count })}</Pill>
        ) : (
          <Pill tone="go">{text('asSigned')}</Pill>
        ))}
      <Button onPress={() => act.open({ kind: 'seal', eventId: latest.id })}>{text('look')}</Button>
    </div>
  );
}
