// The package's public entries compress in workers made of blobs, which the content security policy forbids above
// some size; this is the same code with the synchronous archive. We are in a worker of our own already.
import { generateXlsxFileSync } from '../../../node_modules/write-excel-file/modules/export/writeXlsxFileUniversal.js';
import type { CellObject, Options, Sheet, SheetOptions } from 'write-excel-file/universal';
import type { CellModel, SheetModel } from './sheet-model.ts';

/** The paper that planning sheets hang on the wall: 11 × 17 in, by its number in the file format. */
const PAPER_11_BY_17 = 17;

/** Writes an .xlsx file. Meant for a worker: a week of 2,000 people keeps a thread busy for a second or two. */
export async function writeBook(sheets: readonly SheetModel[]): Promise<Blob> {
  const book: Sheet<Blob>[] = sheets.map((sheet) => ({
    sheet: sheet.name,
    data: sheet.rows.map((row) => row.map((cell) => (cell ? cellObject(cell) : null))),
    columns: sheet.widths.map((width) => ({ width })),
    ...(sheet.frozen && { stickyRowsCount: sheet.frozen.rows, stickyColumnsCount: sheet.frozen.columns }),
    // Only with an orientation does the writer put out the two elements that `withPage` fills in.
    orientation: 'landscape',
    showGridLines: false,
  }));
  const options: Options<Blob> = { fontFamily: 'Arial', fontSize: 9, features: [printing(sheets)] };
  return generateXlsxFileSync(book, options, undefined, bytesOf);
}

const bytesOf = async (content: string | Blob): Promise<Uint8Array> =>
  typeof content === 'string'
    ? new TextEncoder().encode(content)
    : new Uint8Array(await content.arrayBuffer());

const HAIRLINE = '#C9CFCC';
const RULE = '#4A5552';

function cellObject(cell: CellModel): CellObject {
  return {
    value: cell.value,
    type: typeof cell.value === 'number' ? Number : String,
    alignVertical: 'center',
    ...(cell.bold && { fontWeight: 'bold' as const }),
    ...(cell.italic && { fontStyle: 'italic' as const }),
    ...(cell.fill && { backgroundColor: cell.fill }),
    ...(cell.stripes && { fillPatternStyle: 'lightUp' as const, fillPatternColor: cell.stripes }),
    ...(cell.ink && { textColor: cell.ink }),
    ...(cell.align && { align: cell.align }),
    ...(cell.border && { borderStyle: cell.border, borderColor: cell.border === 'thin' ? HAIRLINE : RULE }),
    ...(cell.format && { format: cell.format }),
    ...(cell.span && { columnSpan: cell.span }),
    ...(cell.size && { fontSize: cell.size }),
  };
}

type PrintingFeature = NonNullable<Options<Blob>['features']>[number];

/** The writer knows A4 and no fitting; paper and fit are put into the sheet's own XML. */
function printing(sheets: readonly SheetModel[]): PrintingFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string, _options: SheetOptions<Blob>, { sheetIndex }: { sheetIndex: number }) => {
            const page = sheets[sheetIndex]?.page;
            return page ? withPage(xml, page) : xml;
          },
        },
      },
    },
  };
}

function withPage(xml: string, page: SheetModel['page']): string {
  const height = page.fit === 'one page' ? 1 : 0;
  return xml
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace(
      /<pageMargins[^>]*\/>/,
      '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.4" header="0.2" footer="0.2"/>',
    )
    .replace(
      /<pageSetup[^>]*\/>/,
      `<pageSetup paperSize="${PAPER_11_BY_17}" orientation="${page.orientation}" fitToWidth="1" fitToHeight="${height}"/>`,
    );
}
