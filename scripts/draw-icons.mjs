/**
 * Draws the app's icons as PNG from one mark, with the Chromium of the browser tests: `node scripts/draw-icons.mjs`.
 * The pictures are committed; this runs only when the mark changes.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ROOT } from './processes.mjs';

const FRAME = '#1b2726';
const { chromium } = createRequire(join(ROOT, 'e2e/package.json'))('playwright-core');

/** The mark on a square of 512, `share` of it wide. */
const mark = (share) => {
  const scale = (512 * share) / 24;
  const offset = (512 - 24 * scale) / 2;
  return `<g transform="translate(${offset} ${offset}) scale(${scale})" fill="none" stroke-linejoin="round">
    <path d="M12 2.6 22 7.4l-10 4.8L2 7.4Z" fill="#fa731e"/>
    <path d="m2 12 10 4.8L22 12" stroke="#b3c1bc" stroke-width="2.3"/>
    <path d="m2 16.6 10 4.8 10-4.8" stroke="#84928e" stroke-width="2.3"/>
  </g>`;
};

/** A line drawing of 24 units, as in the app's own navigation. */
const glyph = (paths) =>
  `<g transform="translate(128 128) scale(10.667)" fill="none" stroke="#f3f6f4" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`;

const svg = (radius, inside) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="100%" height="100%"><rect width="512" height="512" rx="${radius}" fill="${FRAME}"/>${inside}</svg>`;

const GLYPHS = {
  today:
    '<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2m-7.07-2.93 1.41-1.41M17.66 6.34l1.41-1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41m14.14 0-1.41-1.41M6.34 6.34 4.93 4.93"/>',
  schedule:
    '<path d="M8 2v4m8-4v4M3 10h18M8 14h.01M12 14h.01M16 14h.01M8 18h.01M12 18h.01M16 18h.01"/><rect x="3" y="4" width="18" height="18" rx="2"/>',
  pours:
    '<path d="M14 18V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v11a1 1 0 0 0 1 1h2m10 0H9m10 0h2a1 1 0 0 0 1-1v-3.65a1 1 0 0 0-.22-.62l-3.48-4.35A1 1 0 0 0 17.52 8H14"/><circle cx="17" cy="18" r="2"/><circle cx="7" cy="18" r="2"/>',
};

/** Maskable ones fill the square and keep the mark inside the safe circle of 80 %. */
const ICONS = [
  { name: 'icon-192', size: 192, picture: svg(112, mark(0.7)) },
  { name: 'icon-512', size: 512, picture: svg(112, mark(0.7)) },
  { name: 'maskable-192', size: 192, picture: svg(0, mark(0.54)) },
  { name: 'maskable-512', size: 512, picture: svg(0, mark(0.54)) },
  { name: 'apple-touch-180', size: 180, picture: svg(0, mark(0.64)) },
  ...Object.entries(GLYPHS).map(([name, paths]) => ({
    name: `shortcut-${name}`,
    size: 96,
    picture: svg(112, glyph(paths)),
  })),
];

const folder = join(ROOT, 'client/public/icons');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, size, picture } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0;background:transparent">${picture}</body>`);
  await writeFile(join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
