import { Check, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { DELETION } from 'shared/merge/units.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import type { HeldReview } from '../../sync/reviews.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { decideReview, reopen } from './review.repo.ts';
import { useReviewText } from './review-strings.ts';
import styles from './review.module.css';

/** A value longer than this does not fit on a button. */
const BUTTON_LETTERS = 22;

/** Two values of one thing: which stands, which was set aside, and one tap for either. */
export function ReviewCard({ review, words }: { readonly review: HeldReview; readonly words: RecordWords }) {
  const text = useReviewText();
  const workspace = useWorkspace();
  const [busy, setBusy] = useState<'take' | 'settle'>();
  const isDeletion = review.unit === DELETION;
  const kept = words.value(review.unit, isDeletion ? false : review.kept);
  const lost = words.value(review.unit, isDeletion ? true : review.lost);
  const record = words.record(review);
  const who = (id: string): string =>
    id === workspace.user.id ? text('you') : (words.person(id) ?? text('somebody'));
  const decide = async (how: 'take' | 'settle'): Promise<void> => {
    setBusy(how);
    const message = text(how === 'take' ? 'tookSaid' : 'keptSaid', { record });
    const decided = await decideReview(workspace, review, how, message).finally(() => setBusy(undefined));
    if (decided.kind === 'not permitted') {
      toast({ message: text('mayNotTake'), detail: decided.why, tone: 'stop' });
      return;
    }
    const takeBack = async (): Promise<void> => {
      await reopen(workspace, review.id);
      if (decided.kind === 'edited') await workspace.undo();
    };
    toast({
      message,
      tone: 'go',
      action: { label: text('undo'), run: () => void takeBack() },
    });
  };
  const fits = (value: string): boolean => value.length <= BUTTON_LETTERS;
  return (
    <article className={styles.card} aria-label={record}>
      <header className={styles.head}>
        <h3>{record}</h3>
        <p>{words.unit(review.collection, review.unit)}</p>
      </header>
      <div className={styles.sides}>
        <div className={styles.side} data-side="kept">
          <h4>{text('stands')}</h4>
          <p className={styles.value}>{kept}</p>
          <p className={styles.who}>
            {text('byAt', { who: who(review.keptBy), when: words.moment(review.keptAt) })}
          </p>
        </div>
        <div className={styles.side} data-side="lost">
          <h4>{text('lost')}</h4>
          <p className={styles.value}>{lost}</p>
          <p className={styles.who}>
            {text('byAt', { who: who(review.lostBy), when: words.moment(review.lostAt) })}
          </p>
        </div>
      </div>
      {review.decision?.refused !== undefined && (
        <p className={styles.refused} role="note">
          {review.decision.unknown === true
            ? text('decisionUnknown')
            : text('decisionRefused', { why: review.decision.refused })}
        </p>
      )}
      <footer className={styles.foot}>
        <Button
          icon={<Check aria-hidden />}
          isPending={busy === 'settle'}
          isDisabled={busy !== undefined}
          onPress={() => void decide('settle')}
        >
          {fits(kept) ? text('keep', { value: kept }) : text('keepThis')}
        </Button>
        <Button
          icon={<Undo2 aria-hidden />}
          isPending={busy === 'take'}
          isDisabled={busy !== undefined}
          onPress={() => void decide('take')}
        >
          {fits(lost) ? text('take', { value: lost }) : text('takeOther')}
        </Button>
      </footer>
    </article>
  );
}
