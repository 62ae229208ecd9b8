declare module '*/writeXlsxFileUniversal.js' {
  import type { Options, Sheet } from 'write-excel-file/universal';

  export function generateXlsxFileSync(
    sheets: Sheet<Blob>[],
    options: Options<Blob>,
    third: undefined,
    toBytes: (content: string | Blob) => Promise<Uint8Array>,
  ): Promise<Blob>;
}
