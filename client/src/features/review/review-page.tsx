import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ReviewLists, useWaiting } from './review-lists.tsx';
import { useReviewText } from './review-strings.ts';

/** What waits for a person: values that lost a merge, and changes that the server refused. */
export function ReviewPage() {
  const text = useReviewText();
  const waiting = useWaiting();
  if (!waiting)
    return (
      <Page title={text('title')}>
        <SkeletonRows rows={8} />
      </Page>
    );
  const count = waiting.reviews.length + waiting.attention.length + waiting.quarantined;
  return (
    <Page title={text('title')} tone="ground" status={count > 0 && text('count', { count })}>
      <ReviewLists waiting={waiting} />
    </Page>
  );
}
