// Codes of the characters that scanners compare with: comparing numbers is many times faster than comparing strings.

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const BLANK = 32;
export const EXCLAMATION_MARK = 33;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const PERCENT = 37;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN_PARENTHESIS = 40;
export const CLOSE_PARENTHESIS = 41;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const DASH = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS_THAN = 60;
export const EQUALS = 61;
export const GREATER_THAN = 62;
export const QUESTION_MARK = 63;
export const AT = 64;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const UNDERSCORE = 95;
export const BACKTICK = 96;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

// Character classes of source texts, by char code. Everything outside ASCII is part of a word, except white space.

export const OTHER = 0;
export const SPACE = 1;
export const WORD = 2;
export const QUOTE = 3;
export const OPEN = 4;
export const CLOSE = 5;
/** Characters that a language's scanner handles itself. */
export const SPECIAL = 6;

/**
 * Classes of the ASCII characters, shared by all languages. A scanner copies them and marks its own special characters.
 */
export const CLASSES: Uint8Array = makeClasses();

function makeClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const code of [TAB, LINE_FEED, 11, 12, CARRIAGE_RETURN, BLANK]) classes[code] = SPACE;
  for (let code = 48; code <= 57; code++) classes[code] = WORD;
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] = WORD;
  classes[UNDERSCORE] = WORD;
  for (const code of [DOUBLE_QUOTE, SINGLE_QUOTE]) classes[code] = QUOTE;
  for (const code of [OPEN_PARENTHESIS, OPEN_BRACKET, OPEN_BRACE]) classes[code] = OPEN;
  for (const code of [CLOSE_PARENTHESIS, CLOSE_BRACKET, CLOSE_BRACE]) classes[code] = CLOSE;
  return classes;
}

/** The class table of a language: the shared classes, with `words` as letters and `special` for its scanner. */
export function makeClassTable(words: string, special: string): Uint8Array {
  const classes = CLASSES.slice();
  for (const character of words) classes[character.charCodeAt(0)] = WORD;
  for (const character of special) classes[character.charCodeAt(0)] = SPECIAL;
  return classes;
}

/** The class of any char code. */
export function classOf(classes: Uint8Array, code: number): number {
  return code < 128 ? classes[code]! : isWideSpace(code) ? SPACE : WORD;
}

const WORDS = makeClassTable('$', '');

/** Whether a char code can be part of a name in any language; false for NaN, the end of the text. */
export function isWordCode(code: number): boolean {
  return code === code && classOf(WORDS, code) === WORD;
}

/** Whether a char code is white space or a line end. */
export function isSpaceCode(code: number): boolean {
  return code < 128 ? CLASSES[code] === SPACE : isWideSpace(code);
}

/** Whether a char code ends a line. */
export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

function isWideSpace(code: number): boolean {
  return code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029 || code === 0x3000;
}

/** The offset after the word at `at`; `at` itself if there is none. */
export function endOfWord(text: string, at: number, classes: Uint8Array): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    // The comparison is also false for NaN, so the loop stops at the end of the text.
    if (code < 128 ? classes[code] !== WORD : !(code >= 128) || isWideSpace(code)) return end;
    end++;
  }
}

/** The offset of the next LF or CR, or the end of the text. */
export function endOfLine(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isLineEnd(code)) return end;
  }
  return text.length;
}
