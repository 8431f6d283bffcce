import {
  BLANK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  LINE_FEED,
  OPEN_BRACE,
  SEMICOLON,
  SLASH,
  STAR,
  TAB,
} from './characters.ts';
/**
 * Whether an offset starts a statement: only spaces and tabs precede it on its line, or a semicolon, a brace or a
 * comment before these.
 */
export function startsStatement(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text.charCodeAt(at) === BLANK || text.charCodeAt(at) === TAB) at--;
  const code = text.charCodeAt(at);
  if (code === SLASH) return text.charCodeAt(at - 1) === STAR;
  // NaN is the start of the text, which a byte order mark may precede.
  return (
    code !== code ||
    code === LINE_FEED ||
    code === CARRIAGE_RETURN ||
    code === SEMICOLON ||
    code === OPEN_BRACE ||
    code === CLOSE_BRACE ||
    code === 0xfeff
  );
}
