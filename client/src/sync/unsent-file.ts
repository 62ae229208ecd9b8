import type { CollectionName } from 'shared/schema/collections.ts';

/**
 * Work that only one device holds, as a file: a page that any browser shows and any printer prints, with the same
 * work as data inside it, so that it can be taken in again. It has no script, and shows nothing from elsewhere.
 */
export interface UnsentItem {
  readonly collection: CollectionName;
  readonly document: Readonly<Record<string, unknown>>;
  readonly base: Readonly<Record<string, unknown>> | null;
  readonly source: 'unsent' | 'attention';
  /** Why the server refused it. */
  readonly reason?: string;
}

export interface UnsentWork {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly by: { readonly id: string; readonly name: string };
  /** Instant. */
  readonly at: string;
  readonly items: readonly UnsentItem[];
}

/** One record as people read it. */
export interface UnsentEntry {
  readonly kind: string;
  readonly name: string;
  readonly when: string;
  readonly why: string;
  readonly changes: readonly { readonly field: string; readonly was: string; readonly is: string }[];
}

export interface UnsentWords {
  readonly language: string;
  readonly title: string;
  readonly about: string;
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

const FORMAT = 'planning-ops-unsent-1';
const OPENING = `<script type="application/json" id="${FORMAT}" data-sum="`;
const CLOSING = '</script>';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Two numbers of 32 bits over the text: a file that was cut or changed on its way is noticed. */
export function sumOf(text: string): string {
  let [a, b] = [0xde_ad_be_ef, 0x41_c6_ce_57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}

const STYLE = `body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1d1f21;background:#fff}
h1{font-size:1.6rem;margin:0 0 .25rem}p{margin:.25rem 0 1.5rem;color:#555}article{break-inside:avoid;margin:0 0 1.5rem}
h2{font-size:1.1rem;margin:0}small{color:#555}table{border-collapse:collapse;width:100%;margin-top:.5rem}
th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f3f2ef;width:28%}thead th{width:auto}`;

function articleOf({ kind, name, when, why, changes }: UnsentEntry, words: UnsentWords): string {
  const rows = changes
    .map(
      ({ field, was, is }) =>
        `<tr><th scope="row">${escaped(field)}</th><td>${escaped(was)}</td><td>${escaped(is)}</td></tr>`,
    )
    .join('\n');
  const head = [words.field, words.was, words.is]
    .map((one) => `<th scope="col">${escaped(one)}</th>`)
    .join('');
  return `<article><h2>${escaped(`${kind}: ${name}`)}</h2><small>${escaped(`${when} · ${why}`)}</small>
<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></article>`;
}

export function writeUnsentFile(
  work: UnsentWork,
  entries: readonly UnsentEntry[],
  words: UnsentWords,
): string {
  // Nothing in the data can end the element that it stands in.
  const data = JSON.stringify(work).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="${escaped(words.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(words.title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(words.title)}</h1><p>${escaped(words.about)}</p>
${entries.map((entry) => articleOf(entry, words)).join('\n')}
${OPENING}${sumOf(data)}">${data}${CLOSING}
</body></html>
`;
}

/** The data of a file, as it stands there; nothing of it has been looked at yet. */
export function dataOfFile(text: string): { readonly data: unknown } | 'not ours' | 'damaged' {
  const start = text.indexOf(OPENING);
  if (start < 0) return 'not ours';
  const sumAt = start + OPENING.length;
  const dataAt = text.indexOf('">', sumAt) + 2;
  const end = text.indexOf(CLOSING, dataAt);
  if (dataAt < 2 || end < 0) return 'damaged';
  const data = text.slice(dataAt, end);
  if (text.slice(sumAt, dataAt - 2) !== sumOf(data)) return 'damaged';
  try {
    return { data: JSON.parse(data) };
  } catch {
    return 'damaged';
  }
}
