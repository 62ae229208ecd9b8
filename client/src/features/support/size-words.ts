import type { Format } from '../../lib/format.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes as people read them: "412.0 MB". */
export const sizeWords = (bytes: number, format: Format): string =>
  bytes >= 1024 * MEGABYTE
    ? `${format.number(bytes / MEGABYTE / 1024, 1)} GB`
    : `${format.number(bytes / MEGABYTE, 1)} MB`;
