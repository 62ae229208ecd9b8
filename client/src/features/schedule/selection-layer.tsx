import { memo, useRef, useState, type PointerEvent } from 'react';
import type { Layout } from './grid-columns.ts';
import { useValue } from './live-value.ts';
import { useSession } from './schedule-session.ts';
import { blockOf, isSingle, type Block, type Place } from './selection.ts';
import styles from './grid.module.css';

interface LayerProps {
  readonly layout: Layout;
  readonly rowHeight: number;
  readonly nameWidth: number;
  readonly placeAt: (x: number, y: number) => Place | undefined;
}

/** Cursor, selection, what was copied and what a drop would hit: drawn over the cells, so that moving draws no line again. */
export const SelectionLayer = memo(function SelectionLayer({
  layout,
  rowHeight,
  nameWidth,
  placeAt,
}: LayerProps) {
  const { grid, rights } = useSession();
  const selection = useValue(grid.selection);
  const copied = useValue(grid.copied);
  const target = useValue(grid.target);
  const [filling, setFilling] = useState<Block>();
  const block = blockOf(selection);
  const box = (of: Block) => {
    const left = layout.columns[of.left];
    const right = layout.columns[of.right];
    return {
      left: nameWidth + (left?.x ?? 0),
      width: (right?.x ?? 0) + (right?.width ?? 0) - (left?.x ?? 0),
      top: of.top * rowHeight,
      height: (of.bottom - of.top + 1) * rowHeight,
    };
  };
  const cell = (place: Place): Block => ({
    top: place.row,
    bottom: place.row,
    left: place.column,
    right: place.column,
  });
  return (
    <div className={styles.layer} aria-hidden>
      {!isSingle(selection) && <div className={styles.range} style={box(block)} />}
      <div className={styles.cursor} style={box(isSingle(selection) ? block : cell(selection.anchor))} />
      {copied && <div className={styles.copied} style={box(copied)} />}
      {target && <div className={styles.target} style={box(cell(target))} />}
      {filling && <div className={styles.filling} style={box(filling)} />}
      {rights.kind !== 'none' && (
        <FillHandle block={block} box={box(block)} placeAt={placeAt} onFilling={setFilling} />
      )}
    </div>
  );
});

/** The little square at the corner: pulled down or right it repeats what is selected. */
function FillHandle({
  block,
  box,
  placeAt,
  onFilling,
}: {
  readonly block: Block;
  readonly box: { left: number; top: number; width: number; height: number };
  readonly placeAt: LayerProps['placeAt'];
  readonly onFilling: (block: Block | undefined) => void;
}) {
  const { grid } = useSession();
  const pulled = useRef<Block>(undefined);
  const pull = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const place = placeAt(event.clientX, event.clientY);
    if (!place) return;
    const down = place.row - block.bottom;
    const right = place.column - block.right;
    const next =
      down <= 0 && right <= 0
        ? undefined
        : down * 3 >= right
          ? { ...block, bottom: Math.max(block.bottom, place.row) }
          : { ...block, right: Math.max(block.right, place.column) };
    pulled.current = next;
    onFilling(next);
  };
  return (
    <div
      className={styles.handle}
      data-own-pointer
      style={{ left: box.left + box.width - 5, top: box.top + box.height - 5 }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={pull}
      onPointerUp={() => {
        if (pulled.current) {
          grid.fillFrom(block, pulled.current);
          grid.selectBlock(pulled.current);
        }
        pulled.current = undefined;
        onFilling(undefined);
      }}
    />
  );
}
