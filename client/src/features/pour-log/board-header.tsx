import type { ReactNode } from 'react';
import { useFormat } from '../../lib/format.ts';
import { useTitle } from '../../lib/title.ts';
import { pourTitle } from 'shared/domain/pour-log/pour-title.ts';
import type { Board } from './board.ts';
import { sizesText } from './figures.ts';
import { useIsPhone } from './use-is-phone.ts';
import { useText } from './strings.ts';
import styles from './board-header.module.css';

/** Which pour this is, so that nobody logs into the wrong one: number, name, day, mix, pump, crew. */
export function BoardHeader({
  board,
  back,
  badge,
  actions,
}: {
  readonly board: Board;
  readonly back: ReactNode;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const text = useText();
  const format = useFormat();
  const isPhone = useIsPhone();
  const { pour, project, resources, employees } = board;
  const mix = pour.mixId === undefined ? undefined : resources.get(pour.mixId);
  const pump = pour.pumpId === undefined ? undefined : resources.get(pour.pumpId);
  const foreman = pour.foremanId === undefined ? undefined : employees.get(pour.foremanId);
  const strength = pour.strengthPsi ?? mix?.details?.strengthPsi;
  const people =
    Object.keys(pour.crew ?? {}).length || (pour.plannedPlacers ?? 0) + (pour.plannedFinishers ?? 0);
  const boom = pour.boomSizeM ?? pump?.details?.boomSizeM;
  const crew = foreman?.name && text('crewOf', { name: foreman.name.split(',')[0] ?? '', count: people });
  // A phone has room for the two that tell one pour from its neighbour.
  const plan = isPhone
    ? []
    : [
        (mix?.name && sizesText(mix.name)) ??
          (strength === undefined ? undefined : `${format.number(strength)} psi`),
        pump
          ? boom === undefined
            ? pump.name
            : text('pumpBoom', { boom })
          : pour.method && text(`method_${pour.method}`),
      ];
  const facts = [format.day(board.pourDay), ...plan, crew].filter(Boolean);
  const name = [
    pour.number ? text('pourNumber', { number: pour.number }) : text('pour'),
    pourTitle(pour, project),
  ]
    .filter(Boolean)
    .join(', ');
  useTitle('subject', name);
  return (
    <header className={styles.header}>
      {back}
      <div className={styles.words}>
        <h1>{name}</h1>
        <p>{facts.join(' · ')}</p>
      </div>
      <div className={styles.end}>
        {!isPhone && actions !== undefined && <div className={styles.actions}>{actions}</div>}
        {badge}
      </div>
    </header>
  );
}
