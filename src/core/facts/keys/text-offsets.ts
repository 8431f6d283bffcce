/** The high bit of each of four bytes, which ASCII never sets. */
const BEYOND_ASCII = 0x80808080 | 0;

/**
 * Converts offsets in a text's UTF-8 to offsets in the text, in UTF-16 code units. Queries come in ascending order, so
 * that all of them together cost one pass over the bytes, and nothing when the text is ASCII.
 */
export class TextOffsets {
  private readonly utf8: Uint8Array;
  private readonly isAscii: boolean;
  private bytes: DataView | null = null;
  private byte = 0;
  private unit = 0;

  constructor(text: string, utf8: Uint8Array) {
    this.utf8 = utf8;
    this.isAscii = text.length === utf8.length;
  }

  /**
   * The offset in the text for a byte offset.
   *
   * @param byte where a character begins; before an earlier query only if everything in between is ASCII.
   */
  at(byte: number): number {
    if (this.isAscii) return byte;
    if (byte > this.byte) {
      this.unit += countUnits((this.bytes ??= viewOf(this.utf8)), this.byte, byte);
      this.byte = byte;
    }
    return this.unit - (this.byte - byte);
  }
}

/** A view of the same bytes that reads two or four at a time. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function countUnits(bytes: DataView, from: number, to: number): number {
  let units = 0;
  let at = from;
  while (at < to) {
    if (at + 16 <= to && (orOfFour(bytes, at) & BEYOND_ASCII) === 0) {
      units += 16;
      at += 16;
      continue;
    }
    const byte = bytes.getUint8(at);
    // Only a character's first byte counts, twice if UTF-16 takes two units.
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    at += 1;
  }
  return units;
}

function orOfFour(bytes: DataView, at: number): number {
  return bytes.getInt32(at) | bytes.getInt32(at + 4) | bytes.getInt32(at + 8) | bytes.getInt32(at + 12);
}
