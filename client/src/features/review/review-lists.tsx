import { CircleCheck, PackageOpen, Scale } from 'lucide-react';
import { useId, useMemo, type ReactNode } from 'react';
import type { Attention } from '../../db/local-tables.ts';
import { useLive } from '../../db/use-live.ts';
import { useRecordWords, type RecordWords } from '../../sync/record-words.ts';
import type { HeldReview } from '../../sync/reviews.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AttentionCard } from './attention-card.tsx';
import { DecidedCard } from './decided-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { liveAttention, liveDecided, liveHandedOver, liveReviews } from './review.repo.ts';
import { useReviewText } from './review-strings.ts';
import styles from './review.module.css';

/** Everything that waits for this person; undefined while it is read. */
interface Waiting {
  readonly reviews: readonly HeldReview[];
  readonly decided: readonly HeldReview[];
  readonly attention: readonly Attention[];
  /** Of what removed members held; it is decided in the settings, piece by piece. */
  readonly quarantined: number;
  readonly words: RecordWords;
}

export function useWaiting(): Waiting | undefined {
  const workspace = useWorkspace();
  const reviews = useLive(() => liveReviews(workspace), [workspace]);
  const decided = useLive(() => liveDecided(workspace), [workspace]);
  const attention = useLive(() => liveAttention(workspace), [workspace]);
  const quarantined = useLive(() => liveHandedOver(workspace), [workspace]);
  const refs = useMemo(
    () => [...(reviews ?? []), ...(decided ?? []), ...(attention ?? [])],
    [reviews, decided, attention],
  );
  const words = useRecordWords(refs);
  return reviews && decided && attention && quarantined !== undefined && words
    ? { reviews, decided, attention, quarantined, words }
    : undefined;
}

/** The two lists, beside one another on a page and below one another in the drawer. */
export function ReviewLists({
  waiting: { reviews, decided, attention, quarantined, words },
  isNarrow = false,
}: {
  readonly waiting: Waiting;
  readonly isNarrow?: boolean;
}) {
  const text = useReviewText();
  const isEmpty = reviews.length + attention.length + decided.length === 0;
  if (isEmpty && quarantined > 0) return <HandedOver count={quarantined} isNarrow={isNarrow} />;
  if (isEmpty)
    return (
      <EmptyState title={text('nothing')} icon={<CircleCheck aria-hidden />}>
        {text('nothingHint')}
      </EmptyState>
    );
  const isBare = isNarrow ? reviews.length + decided.length === 0 : false;
  return (
    <>
      {quarantined > 0 && <HandedOver count={quarantined} isNarrow={isNarrow} />}
      <div className={styles.columns} data-narrow={isNarrow || undefined}>
        {!(isNarrow && attention.length === 0) && (
          <Column title={text('attention')} count={attention.length} lead={text('attentionHint')}>
            {attention.length === 0 && (
              <EmptyState title={text('noAttention')} icon={<CircleCheck aria-hidden />}>
                {text('noAttentionHint')}
              </EmptyState>
            )}
            {attention.map((entry) => (
              <AttentionCard key={entry.id} entry={entry} words={words} />
            ))}
          </Column>
        )}
        {!isBare && (
          <Column title={text('reviews')} count={reviews.length} lead={text('reviewsHint')}>
            {reviews.length === 0 && decided.length === 0 && (
              <EmptyState title={text('noReviews')} icon={<Scale aria-hidden />}>
                {text('noReviewsHint')}
              </EmptyState>
            )}
            {reviews.map((review) => (
              <ReviewCard key={review.id} review={review} words={words} />
            ))}
            {decided.length > 0 && (
              <div className={styles.told}>
                <h3>{text('decided')}</h3>
                <p className={styles.lead}>{text('decidedHint')}</p>
                <ul>
                  {decided.map((review) => (
                    <DecidedCard key={review.id} review={review} words={words} />
                  ))}
                </ul>
              </div>
            )}
          </Column>
        )}
      </div>
    </>
  );
}

/** Where the work of removed members is decided, for the administrators who do. */
function HandedOver({ count, isNarrow }: { readonly count: number; readonly isNarrow: boolean }) {
  const text = useReviewText();
  const { workspace } = useWorkspace();
  return (
    <div className={styles.handedOver} data-narrow={isNarrow || undefined}>
      <PackageOpen aria-hidden />
      <p>
        <b>{text('handedOver', { count })}</b> {text('handedOverWords')}
      </p>
      <ButtonLink href={`/w/${workspace.slug}/settings?section=drained`}>
        {text('decideHandedOver')}
      </ButtonLink>
    </div>
  );
}

interface ColumnProps {
  readonly title: string;
  readonly count: number;
  readonly lead: string;
  readonly children: ReactNode;
}

function Column({ title, count, lead, children }: ColumnProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.column} data-empty={count === 0 || undefined}>
      <header className={styles.heading}>
        <h2 id={id}>{title}</h2>
        <span className={styles.number}>{count}</span>
      </header>
      {count > 0 && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}
