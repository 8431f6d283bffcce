import {
  AT,
  BACKTICK,
  CLOSE_BRACE,
  DOUBLE_QUOTE,
  HASH,
  LESS_THAN,
  OPEN_BRACE,
  SINGLE_QUOTE,
  isWordCode,
  makeClassTable,
} from '../../scan/characters.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import { addSpan, COMMENT, type Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';
import { readLineComment } from '../../scan/comments.ts';

const CLASSES = makeClassTable('', '#<\'"@`{}');
const PLAIN = makeDelimiter("'", { doubled: true });
const HOLED = makeDelimiter('"', { doubled: true, names: true });
const PLAIN_HERE = makeDelimiter("\n'@");
const HOLED_HERE = makeDelimiter('\n"@', { names: true });

/**
 * The comments and strings of PowerShell: literal (`'`), expandable with holes (`"`), and here-strings (`@'`, `@"`).
 */
export function findPowershellSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  // A backtick escapes the next character.
  if (code === BACKTICK) return at + 2;
  if (code === SINGLE_QUOTE) return readDelimited(state, at + 1, PLAIN);
  if (code === DOUBLE_QUOTE) return readDelimited(state, at + 1, HOLED);
  if (code === OPEN_BRACE) return openBrace(state, at);
  if (code === CLOSE_BRACE) return closeBrace(state, at);
  if (code === AT) return readHere(state, at);
  if (code === LESS_THAN) return text.charCodeAt(at + 1) === HASH ? readBlock(state, at) : at + 1;
  // A hash within a word is part of it: `C#`.
  return code === HASH && !isWordCode(text.charCodeAt(at - 1)) ? readLineComment(state, at) : at + 1;
}

/** Reads a here-string: it starts after `@'` or `@"` at the end of a line, and ends with a line of `'@` or `"@`. */
function readHere(state: HoleState, at: number): number {
  const quote = state.text.charCodeAt(at + 1);
  const isHere =
    (quote === SINGLE_QUOTE || quote === DOUBLE_QUOTE) && /^[ \t]{0,20}\r?\n/.test(state.text.slice(at + 2, at + 24));
  return isHere ? readDelimited(state, at + 2, quote === SINGLE_QUOTE ? PLAIN_HERE : HOLED_HERE) : at + 1;
}

/** Reads a comment between `<#` and `#>`. If unclosed, it runs to the end of the text. */
function readBlock(state: HoleState, at: number): number {
  const close = state.text.indexOf('#>', at + 2);
  const end = close === -1 ? state.text.length : close + 2;
  addSpan(state, at, end, COMMENT);
  return end;
}
