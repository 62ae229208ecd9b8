import { ArrowRight, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { mayBecome, needsReason, nextStep, statusOf, TRANSITIONS } from 'shared/domain/pours/lifecycle.ts';
import type { Pour, PourStatus } from 'shared/schema/pours.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { usePoursText } from './pours-strings.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { usePourActions } from './use-pour-actions.ts';
import styles from './status-steps.module.css';

/** The next step as one button, every other one in a menu; side states ask why. */
export function StatusSteps({ pour, zone }: { readonly pour: Pour; readonly zone: string }) {
  const text = usePoursText();
  const actions = usePourActions();
  const [asking, setAsking] = useState<PourStatus>();
  const status = statusOf(pour);
  const next = nextStep(status);
  if (!actions.mayPlan) return null;

  const go = (to: PourStatus): void => {
    if (needsReason(to)) setAsking(to);
    else if (status === 'tentative' && to === 'scheduled') actions.promote(pour);
    else void actions.step(pour, to);
  };
  const others = TRANSITIONS[status].filter((to) => to !== next && mayBecome(status, to));
  return (
    <div className={styles.steps}>
      {next && (
        <Button variant="go" fill icon={<ArrowRight aria-hidden />} onPress={() => go(next)}>
          {text(`to_${next}`)}
        </Button>
      )}
      {others.length > 0 && (
        <MenuButton
          label={text('otherSteps')}
          trigger={
            <IconButton label={text('otherSteps')}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
          entries={others.map((to) => ({
            id: to,
            label: text(`to_${to}`),
            isDestructive: to === 'cancelled',
            onAction: () => go(to),
          }))}
        />
      )}
      {asking && (
        <ReasonDialog
          pourId={pour.id}
          to={asking}
          day={pour.day}
          onClose={() => setAsking(undefined)}
          onGive={(why, day) =>
            asking === 'postponed' && day !== undefined
              ? actions.postpone(pour, day, zone, why)
              : actions.step(pour, asking, why)
          }
        />
      )}
    </div>
  );
}
