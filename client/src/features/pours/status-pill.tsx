import type { PourStatus } from 'shared/schema/pours.ts';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { usePoursText } from './pours-strings.ts';

const TONES: Readonly<Record<PourStatus, PillTone>> = {
  tentative: 'dashed',
  scheduled: 'outline',
  confirmed: 'go',
  in_progress: 'strong',
  placed: 'go',
  complete: 'done',
  on_hold: 'hold',
  postponed: 'stop',
  cancelled: 'stop',
  rained_out: 'stop',
};

/** A status in a word, with an edge and a wash of its own: never colour alone. */
export function StatusPill({ status }: { readonly status: PourStatus }) {
  const text = usePoursText();
  return <Pill tone={TONES[status]}>{text(`status_${status}`)}</Pill>;
}
