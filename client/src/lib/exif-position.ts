/** Where a camera says that it was, in degrees; south and west are negative. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
const GPS_DIRECTORY = 0x8825;
const TAG = { latitudeSide: 1, latitude: 2, longitudeSide: 3, longitude: 4 } as const;
/** Degrees, minutes, seconds: three fractions of two 32-bit numbers. */
const FRACTION_BYTES = 8;

/**
 * Reads the position out of a JPEG's EXIF block, and nothing else of it. A file without one, or with a broken one,
 * has no position: this never throws.
 */
export function exifPosition(jpeg: ArrayBuffer): Position | undefined {
  try {
    const view = new DataView(jpeg);
    const tiff = tiffBlock(view);
    return tiff && positionIn(tiff);
  } catch (error) {
    // An offset that points outside of the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tiffBlock(view: DataView): DataView | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === START_OF_SCAN || (marker & 0xff00) !== 0xff00) return undefined;
    // "Exif" and two zero bytes.
    if (marker === APP1 && view.getUint32(at + 4) === 0x45786966)
      return new DataView(view.buffer, view.byteOffset + at + 10, length - 8);
    at += 2 + length;
  }
  return undefined;
}

function positionIn(tiff: DataView): Position | undefined {
  const little = tiff.getUint16(0) === 0x4949;
  const gps = entriesOf(tiff, tiff.getUint32(4, little), little).get(GPS_DIRECTORY);
  if (gps === undefined) return undefined;
  const entries = entriesOf(tiff, tiff.getUint32(gps + 8, little), little);
  const latitude = degrees(tiff, entries.get(TAG.latitude), little);
  const longitude = degrees(tiff, entries.get(TAG.longitude), little);
  if (latitude === undefined || longitude === undefined) return undefined;
  const side = (tag: number): string => {
    const entry = entries.get(tag);
    return entry === undefined ? '' : String.fromCodePoint(tiff.getUint8(entry + 8));
  };
  const position = {
    latitude: side(TAG.latitudeSide) === 'S' ? -latitude : latitude,
    longitude: side(TAG.longitudeSide) === 'W' ? -longitude : longitude,
  };
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : undefined;
}

/** Where each tag's entry begins. */
function entriesOf(tiff: DataView, directory: number, little: boolean): ReadonlyMap<number, number> {
  const count = tiff.getUint16(directory, little);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = directory + 2 + index * 12;
      return [tiff.getUint16(at, little), at] as const;
    }),
  );
}

/** Five decimals are a meter: a phone knows no more. */
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

function degrees(tiff: DataView, entry: number | undefined, little: boolean): number | undefined {
  if (entry === undefined || tiff.getUint32(entry + 4, little) !== 3) return undefined;
  const at = tiff.getUint32(entry + 8, little);
  const [whole = 0, minutes = 0, seconds = 0] = [0, 1, 2].map((index) => {
    const above = tiff.getUint32(at + index * FRACTION_BYTES, little);
    const below = tiff.getUint32(at + index * FRACTION_BYTES + 4, little);
    return above / below;
  });
  const value = whole + minutes / 60 + seconds / 3600;
  return Number.isFinite(value) ? rounded(value) : undefined;
}
