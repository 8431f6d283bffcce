import type { ProblemCode } from '../place-types.ts';

/** A blob as text, with its bytes where they are the text's UTF-8; or why it cannot be read. */
export type DecodedText = { text: string; utf8?: Uint8Array } | { code: ProblemCode; detail: string };

/** Bytes that are read to distinguish binary from text, as in git. */
const SNIFFED_BYTES = 8_000;

/**
 * Decodes a blob: UTF-8 with or without byte order mark, UTF-16 with one (as Windows tools write). A NUL byte in the
 * first 8,000 means binary, by git's own rule. Broken UTF-8 is read as Latin-1, which maps every byte: whatever is ASCII
 * in it (names, hosts, keys) is still seen.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be');
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return { code: 'not-text', detail: 'binary content' };
  return decodeAs(bytes, 'utf-8');
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'utf-8' ? { text, utf8: withoutMark(bytes) } : { text };
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes) };
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
