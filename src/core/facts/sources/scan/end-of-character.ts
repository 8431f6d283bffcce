import { BACKSLASH, SINGLE_QUOTE } from './characters.ts';
/**
 * The offset after the character literal whose apostrophe is at `at`; only after the apostrophe if none closes it, as
 * in Rust's lifetimes. The longest literal is `'\u{10FFFF}'`.
 */
export function endOfCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at + 1);
  if (code === BACKSLASH) {
    // The escaped character itself may be an apostrophe.
    for (let end = at + 3; end < at + 12; end++) if (text.charCodeAt(end) === SINGLE_QUOTE) return end + 1;
    return at + 1;
  }
  const width = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
  return text.charCodeAt(at + 1 + width) === SINGLE_QUOTE ? at + width + 2 : at + 1;
}
