import { ArrowRight, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { needsReason, nextStep, statusOf, TRANSITIONS } from 'shared/domain/pours/lifecycle.ts';
import type { Pour, PourStatus } from 'shared/schema/pours.ts';
import { useMedia } from '../../lib/media.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import type { PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { usePourActions } from './use-pour-actions.ts';
import styles from './status-steps.module.css';

interface StatusStepsProps {
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly zone: string;
  /** Something else is the thing to do here: the next step stands back, on a phone into the menu. */
  readonly isSecondary?: boolean;
}

/** Steps that write more than the status: another pour, or what was promised from when. */
const OF_PLANNERS: readonly PourStatus[] = ['postponed', 'tentative', 'cancelled'];

/** The next step as one button, every other one in a menu; side states ask why. A foreman steps the own pour. */
export function StatusSteps({ pour, world, zone, isSecondary = false }: StatusStepsProps) {
  const text = usePoursText();
  const actions = usePourActions();
  const isPhone = useMedia('(max-width: 699px)');
  const [asking, setAsking] = useState<PourStatus>();
  const status = statusOf(pour);
  const mayStepTo = (to: PourStatus): boolean =>
    actions.mayPlanIt(pour) ||
    (actions.mayStep(pour, world) && !OF_PLANNERS.includes(to) && !OF_PLANNERS.includes(status));
  const wanted = nextStep(status);
  const next = wanted && mayStepTo(wanted) ? wanted : undefined;
  const others = TRANSITIONS[status].filter((to) => to !== next && mayStepTo(to));
  const isNextInMenu = isSecondary && isPhone;
  const inMenu = isNextInMenu && next ? [next, ...others] : others;
  if (next === undefined && others.length === 0) return null;

  const go = (to: PourStatus): void => {
    if (needsReason(to)) setAsking(to);
    else if (status === 'tentative' && to === 'scheduled') actions.promote(pour);
    else void actions.step(pour, to);
  };
  return (
    <div className={styles.steps}>
      {next && !isNextInMenu && (
        <Button
          variant={isSecondary ? 'plain' : 'go'}
          fill
          icon={<ArrowRight aria-hidden />}
          onPress={() => go(next)}
        >
          {text(`to_${next}`)}
        </Button>
      )}
      {inMenu.length > 0 && (
        <MenuButton
          label={text('otherSteps')}
          trigger={
            <IconButton label={text('otherSteps')}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
          entries={inMenu.map((to) => ({
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
