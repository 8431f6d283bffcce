import { BACKTICK, DOUBLE_QUOTE, SINGLE_QUOTE, SLASH, makeClassTable } from '../../scan/characters.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import { makeDelimiter, makeHoleState, type HoleState, readDelimited } from '../../scan/literal-holes.ts';
import type { Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { readSlash } from '../../scan/comments.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/`');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
const RAW = makeDelimiter('`');

/** The comments and strings of Go. Raw strings, in backticks, may span lines. */
export function findGoSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  if (code === DOUBLE_QUOTE) return readDelimited(state, at + 1, TEXT);
  if (code === BACKTICK) return readDelimited(state, at + 1, RAW);
  if (code === SINGLE_QUOTE) return endOfCharacter(state.text, at);
  return code === SLASH ? readSlash(state, at, false) : at + 1;
}
