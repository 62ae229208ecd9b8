import { ApiProblem } from '../../sync/api.ts';
import { toast } from '../../ui/toast.tsx';
import { useTeamText } from './team-strings.ts';

/** Says what happened, what is safe, what to do. */
export function useTeamFailure(): (error: unknown) => void {
  const text = useTeamText();
  return (error) =>
    void (error instanceof ApiProblem
      ? toast({ message: text('failed'), detail: error.detail ?? error.message, tone: 'stop' })
      : toast({ message: text('noLine'), detail: text('noLineHint'), tone: 'stop' }));
}
