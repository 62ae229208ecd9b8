import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { typedOf } from './session-ask.ts';
import { useSessionText } from './session-strings.ts';

/** From the log, with the person and the days that it is narrowed to. */
export function UndoSessionLink() {
  const text = useSessionText();
  const navigate = useNavigate();
  const { workspace: slug } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  return (
    <Button
      icon={<History aria-hidden />}
      onPress={() => void navigate({ to: `/w/${slug}/audit/undo`, search: { ...typedOf(search) } })}
    >
      {text('link')}
    </Button>
  );
}
