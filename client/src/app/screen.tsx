import { Suspense } from 'react';
import { SkeletonRows } from '../ui/states.tsx';
import { PAGES } from './pages.tsx';

/** One screen of the workspace with what other features lend it. */
export function Screen({ name }: { readonly name: keyof typeof PAGES }) {
  const Page = PAGES[name];
  return (
    <Suspense fallback={<SkeletonRows rows={10} />}>
      <Page />
    </Suspense>
  );
}
