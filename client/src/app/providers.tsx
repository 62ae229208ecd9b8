import { useRouter } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { RouterProvider } from 'react-aria-components';
import { localeOf } from '../lib/format.ts';
import { useLanguage } from '../lib/preferences.ts';
import { ToastRegion } from '../ui/toast.tsx';

/** What every screen stands in: language and links of the components, and the place of the notices. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const language = useLanguage();
  return (
    <I18nProvider locale={localeOf(language)}>
      <RouterProvider navigate={(path) => void router.navigate({ to: path })}>
        <Suspense fallback={null}>{children}</Suspense>
        <ToastRegion />
      </RouterProvider>
    </I18nProvider>
  );
}
