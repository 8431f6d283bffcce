import {
  BACKSLASH,
  DOUBLE_QUOTE,
  HASH,
  SLASH,
  endOfWord,
  makeClassTable,
  QUOTE,
  SPACE,
  WORD,
} from '../../scan/characters.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import { readSlash } from '../../scan/comments.ts';
import { addSpan, type Scan, STRING } from '../../scan/scan.ts';
import { noteWord, type WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/');

const PREFIXES = new Set(['b', 'c']);
const RAW_PREFIXES = new Set(['r', 'br', 'cr']);

/** The comments and strings of Rust. Strings may span lines; an unclosed one runs to the end of the text. */
export function findRustSpans(text: string, table: WordTable): Scan {
  const scan: Scan = { text, spans: [], words: [] };
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? CLASSES[code] : WORD;
    if (kind === SPACE) at++;
    else if (kind === WORD) at = readWord(scan, table, at);
    else if (kind === QUOTE) at = code === DOUBLE_QUOTE ? readString(scan, at) : endOfCharacter(text, at);
    else if (code === SLASH) at = readSlash(scan, at, true);
    else at++;
  }
  return scan;
}

function readWord(scan: Scan, table: WordTable, at: number): number {
  const { text } = scan;
  const end = Math.max(endOfWord(text, at, CLASSES), at + 1);
  const next = text.charCodeAt(end);
  if ((next === DOUBLE_QUOTE || next === HASH) && end - at <= 2) {
    const word = text.slice(at, end);
    if (next === DOUBLE_QUOTE && PREFIXES.has(word)) return readString(scan, end);
    if (RAW_PREFIXES.has(word)) return readRawString(scan, end);
  }
  noteWord(table, text, at, end, scan.words);
  return end;
}

function readString(scan: Scan, at: number): number {
  const { text } = scan;
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== DOUBLE_QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  end = Math.min(end, text.length);
  addSpan(scan, at + 1, end, STRING);
  return end + 1;
}

/** `r"…"`, `r#"…"#`. Returns the offset after it. `r#name` is an identifier. */
function readRawString(scan: Scan, at: number): number {
  const { text } = scan;
  let from = at;
  while (text.charCodeAt(from) === HASH) from++;
  if (text.charCodeAt(from) !== DOUBLE_QUOTE) return from;
  const closing = '"' + '#'.repeat(Math.min(from - at, 255));
  const found = text.indexOf(closing, from + 1);
  const end = found === -1 ? text.length : found;
  addSpan(scan, from + 1, end, STRING);
  return end + closing.length;
}
