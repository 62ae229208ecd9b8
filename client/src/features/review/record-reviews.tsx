import { useMemo } from 'react';
import type { CollectionName } from 'shared/schema/collections.ts';
import { useLive } from '../../db/use-live.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ReviewCard } from './review-card.tsx';
import { liveReviews } from './review.repo.ts';
import styles from './review.module.css';

interface RecordReviewsProps {
  readonly collection: CollectionName;
  readonly documentId: string;
  /** Only this part of the record. */
  readonly unit?: string;
}

/** Values of one record that lost a merge, shown where the record is looked at. */
export function RecordReviews({ collection, documentId, unit }: RecordReviewsProps) {
  const workspace = useWorkspace();
  const reviews = useLive(() => liveReviews(workspace), [workspace]);
  const mine = useMemo(
    () =>
      (reviews ?? []).filter(
        (review) =>
          review.collection === collection &&
          review.documentId === documentId &&
          (unit === undefined || review.unit === unit),
      ),
    [reviews, collection, documentId, unit],
  );
  const words = useRecordWords(mine);
  if (!words || mine.length === 0) return null;
  return (
    <div className={styles.beside}>
      {mine.map((review) => (
        <ReviewCard key={review.id} review={review} words={words} />
      ))}
    </div>
  );
}
