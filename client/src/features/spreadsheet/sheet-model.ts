/**
 * A sheet as the product thinks of it: text and numbers with a little style. What writes it into a file is told
 * nothing of crews or pours, and what lays it out knows nothing of files.
 */
export interface SheetModel {
  /** At most 31 characters, none of \ / ? * [ ] : (see `sheetName`). */
  readonly name: string;
  readonly rows: readonly (readonly (CellModel | undefined)[])[];
  /** Column widths in characters. */
  readonly widths: readonly number[];
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** How it prints: one page, or one page wide and as tall as needed. Paper is 11 × 17 in. */
  readonly page: {
    readonly orientation: 'portrait' | 'landscape';
    readonly fit: 'one page' | 'one page wide';
  };
}

export interface CellModel {
  /** A string stays a string in the file, whatever it begins with: formulas are never written. */
  readonly value: string | number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly fill?: string;
  /** A second colour, drawn as stripes over `fill`: two jobs in one day, or a status. */
  readonly stripes?: string;
  readonly ink?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly border?: 'thin' | 'medium';
  /** Number format, as spreadsheets write it: `0.0`. */
  readonly format?: string;
  readonly span?: number;
  readonly size?: number;
}

/** A name that every spreadsheet accepts for a sheet, without those in `taken`. */
export function sheetName(wanted: string, taken: readonly string[] = []): string {
  const clean =
    wanted
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31) || 'Sheet';
  if (!taken.includes(clean)) return clean;
  for (let copy = 2; ; copy++) {
    const next = `${clean.slice(0, 27)} ${copy}`;
    if (!taken.includes(next)) return next;
  }
}
