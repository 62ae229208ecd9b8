import {
  movedTo,
  postponed,
  promoted,
  stepped,
  type Act,
  type PourChange,
} from 'shared/domain/pours/changes.ts';
import { isAtLeast } from 'shared/domain/permissions.ts';
import type { Pour, PourStatus, ReadinessItem, ReasonKind } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { toast } from '../../ui/toast.tsx';
import { pourName } from './pour-name.ts';
import { usePourWords } from './pour-words.ts';
import { isOldPour, pourEdit, type PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';

export interface Reason {
  readonly kind: ReasonKind;
  readonly note?: string;
}

export interface PourActions {
  /** Whether this person plans pours; others only look, and a foreman steps his own. */
  readonly mayPlan: boolean;
  /** The same of one pour: what lies before the window is only looked at. */
  mayPlanIt(pour: Pour): boolean;
  move(pour: Pour, day: string, zone: string): void;
  promote(pour: Pour): void;
  /** Ends when it is stored. */
  step(pour: Pour, to: PourStatus, why?: Reason): Promise<void>;
  /** Whether this person may confirm readiness and name the crew: who plans, and the pour's own foreman. */
  mayStep(pour: Pour, world: PourWorld): boolean;
  confirm(pour: Pour, item: ReadinessItem, isConfirmed: boolean): void;
  postpone(pour: Pour, day: string, zone: string, why: Reason): Promise<void>;
}

/** What one can do to a pour, each as one step that a tap takes back. */
export function usePourActions(): PourActions {
  const workspace = useWorkspace();
  const text = usePoursText();
  const words = usePourWords();
  const format = useFormat();
  const act = (): Act => ({ by: workspace.user.id, at: workspace.clock.nowInstant() });
  const named = (pour: Pour): string => pourName(pour, text('unnamed'));
  const say = (message: string): void => {
    toast({ message, key: 'pour', action: { label: text('undo'), run: () => void workspace.undo() } });
  };
  return {
    mayPlan: isAtLeast(workspace.user.role, 'scheduler'),
    mayPlanIt: (pour) => isAtLeast(workspace.user.role, 'scheduler') && !isOldPour(workspace.db, pour),
    move: (pour, day, zone) => {
      if (pour.day === day) return;
      const message = text('moved', { name: named(pour), day: format.day(day) });
      void workspace
        .saveAll(message, [pourEdit(pour.id, (current) => movedTo(current ?? pour, day, zone))])
        .then(() => say(message));
    },
    promote: (pour) => {
      const message = text('promoted', {
        name: named(pour),
        day: pour.day === undefined ? '–' : format.day(pour.day),
      });
      void workspace
        .saveAll(message, [pourEdit(pour.id, (current) => promoted(current ?? pour, act()))])
        .then(() => say(message));
    },
    step: (pour, to, why) => {
      const message = text('stepped', { name: named(pour), status: text(`status_${to}`) });
      return workspace
        .saveAll(message, [pourEdit(pour.id, () => stepped(to, act(), why))])
        .then(() => say(message));
    },
    mayStep: (pour, world) =>
      !isOldPour(workspace.db, pour) &&
      (isAtLeast(workspace.user.role, 'scheduler') ||
        (pour.foremanId !== undefined && world.employees.get(pour.foremanId)?.userId === workspace.user.id)),
    confirm: (pour, item, isConfirmed) => {
      const message = text(isConfirmed ? 'confirmedItem' : 'unconfirmedItem', {
        item: words(`ready-${item}`),
      });
      const change = (current: Pour | undefined): PourChange => {
        const { [item]: _before, ...others } = current?.readiness ?? {};
        return { readiness: isConfirmed ? { ...others, [item]: act() } : others };
      };
      void workspace.saveAll(message, [pourEdit(pour.id, change)]);
    },
    postpone: (pour, day, zone, why) => {
      const message = text('postponedTo', { name: named(pour), day: format.day(day) });
      const id = workspace.newId();
      const both = postponed(pour, { id, day, zone }, act(), why);
      return workspace
        .saveAll(message, [pourEdit(pour.id, () => both.old), pourEdit(id, () => both.next)])
        .then(() => say(message));
    },
  };
}
