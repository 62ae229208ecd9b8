import type { ManifestOptions } from 'vite-plugin-pwa';

/** What an operating system knows about the installed app. `/go/…` leads to the workspace that was open last. */
export const webAppManifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Planning Ops',
  short_name: 'Planning Ops',
  description: 'Crews by the week, pours by the hour, on a device that works without signal.',
  lang: 'en',
  dir: 'ltr',
  start_url: '/?from=home',
  scope: '/',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  orientation: 'any',
  theme_color: '#1b2726',
  background_color: '#eff2f0',
  categories: ['business', 'productivity'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
  shortcuts: [
    {
      name: 'Today',
      url: '/go/today',
      icons: [{ src: '/icons/shortcut-today.png', sizes: '96x96', type: 'image/png' }],
    },
    {
      name: 'Schedule',
      url: '/go/schedule',
      icons: [{ src: '/icons/shortcut-schedule.png', sizes: '96x96', type: 'image/png' }],
    },
    {
      name: 'Pours',
      url: '/go/pours',
      icons: [{ src: '/icons/shortcut-pours.png', sizes: '96x96', type: 'image/png' }],
    },
  ],
  screenshots: [
    {
      src: '/previews/week.png',
      sizes: '1440x900',
      type: 'image/png',
      form_factor: 'wide',
      label: 'A week of crews',
    },
    {
      src: '/previews/today.png',
      sizes: '390x844',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Today on a phone',
    },
  ],
};
