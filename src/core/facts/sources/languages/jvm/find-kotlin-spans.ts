import { CLOSE_BRACE, DOUBLE_QUOTE, OPEN_BRACE, SINGLE_QUOTE, SLASH, makeClassTable } from '../../scan/characters.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import type { Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { readHashbang, readSlash } from '../../scan/comments.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/');
const TEXT = makeDelimiter('"', { escapes: true, names: true, line: true });
const RAW = makeDelimiter('"""', { names: true });

/** The comments, which nest, and the strings of Kotlin and its scripts. `$name` and `${…}` are holes. */
export function findKotlinSpans(text: string, table: WordTable): Scan {
  const state = makeHoleState(text);
  return scanTokens(state, table, CLASSES, readMark, readHashbang(state));
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  if (code === DOUBLE_QUOTE) {
    return text.startsWith('""', at + 1) ? readRaw(state, at + 3) : readDelimited(state, at + 1, TEXT);
  }
  if (code === SINGLE_QUOTE) return endOfCharacter(text, at);
  if (code === SLASH) return readSlash(state, at, true);
  if (code === OPEN_BRACE) return openBrace(state, at);
  return code === CLOSE_BRACE ? closeBrace(state, at) : at + 1;
}

/** A raw string may itself end with quotes. The last three close it. */
function readRaw(state: HoleState, from: number): number {
  let end = readDelimited(state, from, RAW);
  if (state.text.startsWith('"""', end - 3)) while (state.text.charCodeAt(end) === DOUBLE_QUOTE) end++;
  return end;
}
