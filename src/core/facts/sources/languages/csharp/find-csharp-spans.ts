import {
  AT,
  CLOSE_BRACE,
  DOLLAR,
  DOUBLE_QUOTE,
  HASH,
  OPEN_BRACE,
  SINGLE_QUOTE,
  SLASH,
  endOfLine,
  makeClassTable,
} from '../../scan/characters.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import { type Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { readSlash } from '../../scan/comments.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/#');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
const HOLED = makeDelimiter('"', { escapes: true, line: true, hole: '{' });
const VERBATIM = makeDelimiter('"', { doubled: true });
const HOLED_VERBATIM = makeDelimiter('"', { doubled: true, hole: '{' });

/** Directives that are followed by text instead of code. */
const WORDY_DIRECTIVE = /^#[ \t]{0,20}(?:region|endregion|error|warning)\b/;

/** The comments and strings of C#: regular, verbatim (`@"`), raw (`"""`), and interpolated (`$"`). */
export function findCsharpSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  if (code === DOUBLE_QUOTE) return readString(state, at);
  if (code === SINGLE_QUOTE) return endOfCharacter(text, at);
  if (code === SLASH) return readSlash(state, at, false);
  if (code === HASH) return WORDY_DIRECTIVE.test(text.slice(at, at + 40)) ? endOfLine(text, at) : at + 1;
  if (code === OPEN_BRACE) return openBrace(state, at);
  return code === CLOSE_BRACE ? closeBrace(state, at) : at + 1;
}

function readString(state: HoleState, at: number): number {
  const { text } = state;
  let from = at - 1;
  let verbatim = false;
  let dollars = 0;
  for (; from >= at - 10; from--) {
    const mark = text.charCodeAt(from);
    if (mark === AT) verbatim = true;
    else if (mark === DOLLAR) dollars++;
    else break;
  }
  if (verbatim) return readDelimited(state, at + 1, dollars > 0 ? HOLED_VERBATIM : VERBATIM);
  if (text.startsWith('""', at + 1)) return readRaw(state, at, dollars);
  return readDelimited(state, at + 1, dollars > 0 ? HOLED : TEXT);
}

/**
 * A raw string: at least three quotes, closed by the same number. A hole opens with as many braces as there are dollar
 * signs.
 */
function readRaw(state: HoleState, at: number, dollars: number): number {
  let from = at + 3;
  while (state.text.charCodeAt(from) === DOUBLE_QUOTE && from < at + 64) from++;
  const close = '"'.repeat(from - at);
  return readDelimited(state, from, makeDelimiter(close, { hole: '{'.repeat(dollars) }));
}
