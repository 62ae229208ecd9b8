import type { Observable } from 'rxjs';
import { exportUnsent } from '../../sync/export-unsent.ts';
import { editsOf, planImport, type ImportPlan, type ImportProblem } from '../../sync/import-unsent.ts';
import { liveSupportState, readSupportState, type SupportState } from '../../sync/support-state.ts';
import type { Workspace } from '../../sync/workspace.tsx';

export const liveSupport = ({ db, sync }: Workspace): Observable<SupportState> =>
  liveSupportState(db, sync.status$);

export const readSupport = ({ db }: Workspace): Promise<SupportState> => readSupportState(db);

export const unsentFile = (current: Workspace) => exportUnsent(current);

export const readImport = ({ db, workspace }: Workspace, text: string): Promise<ImportPlan | ImportProblem> =>
  planImport(db, workspace.id, text);

export const takeIn = ({ saveAll }: Workspace, label: string, plan: ImportPlan): Promise<void> =>
  saveAll(label, editsOf(plan));
