import { makeClassTable } from '../characters.ts';
import { endOfCharacter } from '../end-of-character.ts';
import { makeDelimiter, makeHoleState, type HoleState, readDelimited } from '../literal-holes.ts';
import type { Scan } from '../scan.ts';
import { scanTokens } from '../scan-tokens.ts';
import { readSlash } from './comments.ts';
import type { WordTable } from '../word-table.ts';

const CLASSES = makeClassTable('', '/`');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
const RAW = makeDelimiter('`');

/** The comments and strings of Go. Raw strings, between backticks, run over lines. */
export function findGoSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  if (code === 34) return readDelimited(state, at + 1, TEXT);
  if (code === 96) return readDelimited(state, at + 1, RAW);
  if (code === 39) return endOfCharacter(state.text, at);
  return code === 47 ? readSlash(state, at, false) : at + 1;
}
