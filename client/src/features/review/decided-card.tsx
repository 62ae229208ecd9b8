import { CloudUpload, Undo2 } from 'lucide-react';
import { DELETION } from 'shared/merge/units.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import type { HeldReview } from '../../sync/reviews.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { reopen } from './review.repo.ts';
import { useReviewText } from './review-strings.ts';
import styles from './review.module.css';

/** A review that is decided on this device and waits for a line to be told. */
export function DecidedCard({ review, words }: { readonly review: HeldReview; readonly words: RecordWords }) {
  const text = useReviewText();
  const workspace = useWorkspace();
  const takes = review.decision?.how === 'take';
  const isDeletion = review.unit === DELETION;
  const value = words.value(review.unit, isDeletion ? takes : takes ? review.lost : review.kept);
  return (
    <li className={styles.decided}>
      <CloudUpload aria-hidden />
      <div>
        <b>{words.record(review)}</b>
        <p>
          {words.unit(review.collection, review.unit)}
          {takes && ` · ${text('decidedTake', { value })}`}
        </p>
      </div>
      <Button
        size="s"
        variant="quiet"
        icon={<Undo2 aria-hidden />}
        onPress={() => void reopen(workspace, review.id)}
      >
        {text('decideAgain')}
      </Button>
    </li>
  );
}
