import type { ReactNode } from 'react';
import type { CellPlace } from './cell-drawer.tsx';

/** What is on screen, for what the app puts into the toolbar: an export of these weeks. */
interface ScheduleView {
  readonly monday: string;
  readonly weeks: number;
  readonly regionId?: string;
}

export interface SchedulePageProps {
  /** At the right of the toolbar. */
  readonly actions?: ReactNode | ((view: ScheduleView) => ReactNode);
  /** The drawer of a person, opened by a click on the name. */
  readonly personDrawer?: (employeeId: string, onClose: () => void) => ReactNode;
  /** Below what is assigned: what happened to this cell, and values that lost a merge. */
  readonly cellHistory?: (cell: CellPlace) => ReactNode;
}
