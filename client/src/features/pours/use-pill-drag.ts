import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';
import type { Pour } from 'shared/schema/pours.ts';

export interface PillDrag {
  readonly pour: Pour;
  /** Where the pill's corner is, in the board's own coordinates. */
  readonly x: number;
  readonly y: number;
  /** The week under the pointer, by its place among the columns. */
  readonly weekIndex: number | undefined;
}

/** A press becomes a drag once it has travelled so far, px: below that it is a click. */
const DRAG_FROM_PX = 5;

/**
 * Dragging a pill with a mouse or a pen. A finger picks and places instead: it must be free to scroll.
 * `weekAt` turns an x on the screen into a column; Escape ends the drag without a move.
 */
export function usePillDrag(
  board: React.RefObject<HTMLElement | null>,
  weekAt: (clientX: number) => number | undefined,
  onDrop: (pour: Pour, weekIndex: number) => void,
): {
  readonly drag: PillDrag | undefined;
  readonly start: (event: ReactPointerEvent, pour: Pour) => void;
  readonly justDragged: () => boolean;
} {
  const [drag, setDrag] = useState<PillDrag>();
  const latest = useRef({ weekAt, onDrop });
  const stop = useRef<(() => void) | undefined>(undefined);
  const dragged = useRef(false);
  useEffect(() => {
    latest.current = { weekAt, onDrop };
  });
  useEffect(() => () => stop.current?.(), []);

  const start = (event: ReactPointerEvent, pour: Pour): void => {
    dragged.current = false;
    if (event.pointerType === 'touch' || event.button !== 0) return;
    const pill = event.currentTarget.getBoundingClientRect();
    const grip = { x: event.clientX - pill.left, y: event.clientY - pill.top };
    const from = { x: event.clientX, y: event.clientY };

    const at = (moved: PointerEvent): PillDrag | undefined => {
      const area = board.current?.getBoundingClientRect();
      if (!area) return undefined;
      return {
        pour,
        x: moved.clientX - grip.x - area.left,
        y: moved.clientY - grip.y - area.top,
        weekIndex: latest.current.weekAt(moved.clientX),
      };
    };
    const onMove = (moved: PointerEvent): void => {
      if (!dragged.current && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < DRAG_FROM_PX)
        return;
      dragged.current = true;
      moved.preventDefault();
      setDrag(at(moved));
    };
    const onUp = (released: PointerEvent): void => {
      const target = dragged.current ? at(released)?.weekIndex : undefined;
      end();
      if (target !== undefined) latest.current.onDrop(pour, target);
    };
    const onKey = (key: KeyboardEvent): void => {
      if (key.key === 'Escape') end();
    };
    const end = (): void => {
      stop.current = undefined;
      setDrag(undefined);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey);
    };
    stop.current = end;
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey);
  };

  return { drag, start, justDragged: () => dragged.current };
}
