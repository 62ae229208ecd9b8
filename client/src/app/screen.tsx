import { Suspense } from 'react';
import { SkeletonRows } from '../ui/states.tsx';
import { PAGES, type PageName } from './pages.tsx';

/** One screen of the workspace, loaded when it is first shown. */
export function Screen({ name }: { readonly name: PageName }) {
  const Page = PAGES[name];
  return (
    <Suspense fallback={<SkeletonRows rows={10} />}>
      <Page />
    </Suspense>
  );
}
