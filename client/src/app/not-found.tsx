import { SearchX } from 'lucide-react';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { useFrameText } from './frame/frame-strings.ts';

export function NotFound() {
  const text = useFrameText();
  return (
    <EmptyState
      title={text('pageMissing')}
      icon={<SearchX aria-hidden />}
      actions={
        <ButtonLink variant="act" href="/">
          {text('goHome')}
        </ButtonLink>
      }
    >
      <p>{text('pageMissingWords')}</p>
    </EmptyState>
  );
}
