import { memo, useEffect, useMemo } from 'react';
import { ringPeople, useOthers } from '../../sync/use-presence.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Ring } from '../../ui/ring.tsx';
import type { Layout } from './grid-columns.ts';
import type { Row } from './grid-rows.ts';
import { ringsOf, spotOf } from './other-spots.ts';
import { useSession } from './schedule-session.ts';
import styles from './grid.module.css';

interface OthersLayerProps {
  readonly rows: readonly Row[];
  readonly layout: Layout;
  readonly rowHeight: number;
  readonly nameWidth: number;
}

/** A ring with initials around each cell that somebody else has selected. It keeps nobody from working there too. */
export const OthersLayer = memo(function OthersLayer(props: OthersLayerProps) {
  const { rows, layout, rowHeight, nameWidth } = props;
  const others = useOthers();
  const rings = useMemo(() => ringsOf(others, rows, layout.columns), [others, rows, layout]);
  usePointing();
  return (
    <div className={styles.layer}>
      {rings.map(({ place, people }) => {
        const column = layout.columns[place.column];
        if (!column) return null;
        return (
          <Ring
            key={`${place.row} ${place.column}`}
            people={ringPeople(people)}
            style={{
              inset: 'auto',
              left: nameWidth + column.x,
              width: column.width,
              top: place.row * rowHeight,
              height: rowHeight,
            }}
          />
        );
      })}
    </div>
  );
});

/** Says which cell is selected here, from the first time that somebody selects one. */
function usePointing(): void {
  const { grid } = useSession();
  const { presence } = useWorkspace();
  useEffect(() => {
    const first = grid.selection.get().cursor;
    let hasSelected = false;
    return grid.selection.subscribe(() => {
      const { cursor } = grid.selection.get();
      hasSelected ||= cursor.row !== first.row || cursor.column !== first.column;
      if (!hasSelected) return;
      const { rows, layout } = grid.scene();
      presence.pointAt(spotOf(rows[cursor.row], layout.columns[cursor.column]));
    });
  }, [grid, presence]);
}
