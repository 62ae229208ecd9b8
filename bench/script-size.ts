// @ts-expect-error plain JavaScript, since it runs before anything is installed
import { BUDGET, initialSize } from '../scripts/size-budget.mjs';
import type { Bench } from './figure.ts';

/** What arrives before the first screen shows. */
async function measure() {
  const { bytes, files }: { bytes: number; files: number } = initialSize();
  return Promise.resolve([
    {
      name: 'initial JavaScript',
      value: bytes / 1024,
      unit: 'KB gzip',
      bound: { atMost: Number(BUDGET) / 1024 },
      detail: `${files} files that index.html loads or preloads`,
    },
  ]);
}

export const scriptSize: Bench = { name: 'script-size', title: 'Initial JavaScript', measure };
