import { CircleCheck, Scale } from 'lucide-react';
import { useMemo } from 'react';
import { useLive } from '../../db/use-live.ts';
import { useRecordWords } from '../../sync/record-words.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { AttentionCard } from './attention-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { liveAttention, liveReviews } from './review.repo.ts';
import { useReviewText } from './review-strings.ts';
import styles from './review.module.css';

/** What waits for a person: values that lost a merge, and changes that the server refused. */
export function ReviewPage() {
  const text = useReviewText();
  const workspace = useWorkspace();
  const reviews = useLive(() => liveReviews(workspace), [workspace]);
  const attention = useLive(() => liveAttention(workspace), [workspace]);
  const refs = useMemo(() => [...(reviews ?? []), ...(attention ?? [])], [reviews, attention]);
  const words = useRecordWords(refs);
  if (!reviews || !attention || !words)
    return (
      <Page title={text('title')}>
        <SkeletonRows rows={8} />
      </Page>
    );
  return (
    <Page
      title={text('title')}
      tone="ground"
      status={refs.length > 0 && text('count', { count: refs.length })}
    >
      {refs.length === 0 ? (
        <EmptyState title={text('nothing')} icon={<CircleCheck aria-hidden />}>
          {text('nothingHint')}
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <section
            aria-labelledby="attention"
            className={styles.column}
            data-empty={attention.length === 0 || undefined}
          >
            <header className={styles.heading}>
              <h2 id="attention">{text('attention')}</h2>
              <span className={styles.number}>{attention.length}</span>
            </header>
            {attention.length > 0 && <p className={styles.lead}>{text('attentionHint')}</p>}
            {attention.length === 0 && (
              <EmptyState title={text('noAttention')} icon={<CircleCheck aria-hidden />}>
                {text('noAttentionHint')}
              </EmptyState>
            )}
            {attention.map((entry) => (
              <AttentionCard key={entry.id} entry={entry} words={words} />
            ))}
          </section>
          <section
            aria-labelledby="reviews"
            className={styles.column}
            data-empty={reviews.length === 0 || undefined}
          >
            <header className={styles.heading}>
              <h2 id="reviews">{text('reviews')}</h2>
              <span className={styles.number}>{reviews.length}</span>
            </header>
            {reviews.length > 0 && <p className={styles.lead}>{text('reviewsHint')}</p>}
            {reviews.length === 0 && (
              <EmptyState title={text('noReviews')} icon={<Scale aria-hidden />}>
                {text('noReviewsHint')}
              </EmptyState>
            )}
            {reviews.map((review) => (
              <ReviewCard key={review.id} review={review} words={words} />
            ))}
          </section>
        </div>
      )}
    </Page>
  );
}
