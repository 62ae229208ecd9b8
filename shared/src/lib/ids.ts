/** Fills `n` random bytes; `crypto.getRandomValues` in a browser, `randomFillSync` on the server, fixed in tests. */
export type RandomBytes = (n: number) => Uint8Array;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => HEX[byte]).join('');

/** A UUID of version 7: 48 bits of Unix time in milliseconds, then 74 random bits. Ids of one device sort by time. */
export function uuidv7(now: number, random: RandomBytes): string {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  const bytes = random(10);
  const versioned = bytes.map((byte, at) => {
    if (at === 0) return (byte & 0x0f) | 0x70;
    if (at === 2) return (byte & 0x3f) | 0x80;
    return byte;
  });
  const tail = hex(versioned);
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

/** The name of one write: 20 characters, new for every write of every device; it says nothing about order. */
export function newRev(now: number, random: RandomBytes): string {
  return `${Math.max(0, Math.floor(now)).toString(36)}-${hex(random(6))}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
