import { Drawer } from '../../ui/drawer.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ReviewLists, useWaiting } from './review-lists.tsx';
import { useReviewText } from './review-strings.ts';

/** The same beside the work, on whatever screen somebody is. */
export function ReviewDrawer({ onClose }: { readonly onClose: () => void }) {
  const text = useReviewText();
  const waiting = useWaiting();
  const count = waiting ? waiting.reviews.length + waiting.attention.length + waiting.quarantined : 0;
  return (
    <Drawer
      title={text('drawerTitle')}
      {...(count > 0 && { subtitle: text('count', { count }) })}
      onClose={onClose}
    >
      {waiting ? <ReviewLists waiting={waiting} isNarrow /> : <SkeletonRows rows={6} />}
    </Drawer>
  );
}
