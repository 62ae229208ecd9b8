import { describe, expect, test } from 'vitest';
import { exifPosition } from './exif-position.ts';

type Fraction = readonly [number, number];
interface Written {
  readonly little: boolean;
  readonly sides: readonly [string, string];
  readonly latitude: readonly [Fraction, Fraction, Fraction];
  readonly longitude: readonly [Fraction, Fraction, Fraction];
}

/** A JPEG of nothing but an EXIF block with a position, as a camera writes it. */
function jpegWith({ little, sides, latitude, longitude }: Written): ArrayBuffer {
  const tiff = new DataView(new ArrayBuffer(200));
  const u16 = (at: number, value: number): void => tiff.setUint16(at, value, little);
  const u32 = (at: number, value: number): void => tiff.setUint32(at, value, little);
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  u16(2, 42);
  u32(4, 8);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    u16(at, tag);
    u16(at + 2, type);
    u32(at + 4, count);
    u32(at + 8, value);
  };
  u16(8, 1);
  entry(10, 0x8825, 4, 1, 30);
  u16(30, 4);
  for (const [index, side] of sides.entries()) {
    entry(32 + index * 24, 1 + index * 2, 2, 2, 0);
    tiff.setUint8(32 + index * 24 + 8, side.codePointAt(0) ?? 0);
  }
  entry(44, 2, 5, 3, 100);
  entry(68, 4, 5, 3, 130);
  for (const [index, [above, below]] of [...latitude, ...longitude].entries()) {
    const at = (index < 3 ? 100 : 130 - 24) + index * 8;
    u32(at, above);
    u32(at + 4, below);
  }
  const head = new DataView(new ArrayBuffer(12));
  head.setUint16(0, 0xffd8);
  head.setUint16(2, 0xffe1);
  head.setUint16(4, 2 + 6 + tiff.byteLength);
  head.setUint32(6, 0x45786966);
  return new Uint8Array([...new Uint8Array(head.buffer), ...new Uint8Array(tiff.buffer)]).buffer;
}

const austin: Written = {
  little: true,
  sides: ['N', 'W'],
  latitude: [
    [30, 1],
    [16, 1],
    [21, 10],
  ],
  longitude: [
    [97, 1],
    [44, 1],
    [3500, 100],
  ],
};

describe('the position in a photo', () => {
  test.each([true, false])('is read in either order of bytes (little first: %s)', (little) => {
    expect(exifPosition(jpegWith({ ...austin, little }))).toEqual({
      latitude: 30.26725,
      longitude: -97.74306,
    });
  });

  test('south is negative', () => {
    expect(exifPosition(jpegWith({ ...austin, sides: ['S', 'E'] }))).toEqual({
      latitude: -30.26725,
      longitude: 97.74306,
    });
  });

  test('is none where a fraction has no denominator or the earth no such place', () => {
    const nothing = {
      ...austin,
      latitude: [
        [30, 0],
        [0, 0],
        [0, 0],
      ],
    } as Written;
    const beyond = {
      ...austin,
      latitude: [
        [300, 1],
        [0, 1],
        [0, 1],
      ],
    } as Written;
    expect([exifPosition(jpegWith(nothing)), exifPosition(jpegWith(beyond))]).toEqual([undefined, undefined]);
  });

  test('is none in what is no JPEG, in an empty file, and in one that is cut anywhere', () => {
    const whole = jpegWith(austin);
    for (let length = 0; length < whole.byteLength - 70; length += 1)
      expect(exifPosition(whole.slice(0, length))).toBeUndefined();
    expect(exifPosition(new TextEncoder().encode('<svg/>').buffer)).toBeUndefined();
  });
});
