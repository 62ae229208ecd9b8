/** A picture file as a camera might give it. */
export interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const HEADER_BYTES = 54;

/** Random dots as a BMP, which every browser reads and nobody has to encode; another `seed`, another picture. */
export function noise(seed: number, width = 240, height = 180): Picture {
  const row = Math.ceil((width * 3) / 4) * 4;
  const buffer = Buffer.alloc(HEADER_BYTES + row * height);
  buffer.write('BM', 0, 'latin1');
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(HEADER_BYTES, 10);
  buffer.writeUInt32LE(40, 14);
  buffer.writeInt32LE(width, 18);
  buffer.writeInt32LE(height, 22);
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  buffer.writeUInt32LE(row * height, 34);
  let state = seed + 1;
  for (let at = HEADER_BYTES; at < buffer.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    buffer[at] = state >>> 24;
  }
  return { name: `photo-${seed}.bmp`, mimeType: 'image/bmp', buffer };
}
