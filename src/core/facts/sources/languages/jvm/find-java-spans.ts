import { DOUBLE_QUOTE, SINGLE_QUOTE, SLASH, makeClassTable } from '../../scan/characters.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import { makeDelimiter, makeHoleState, type HoleState, readDelimited } from '../../scan/literal-holes.ts';
import type { Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { readSlash } from '../../scan/comments.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('$', '/');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
const BLOCK = makeDelimiter('"""', { escapes: true });

/** The comments, strings and text blocks of Java. */
export function findJavaSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  if (code === DOUBLE_QUOTE) {
    return text.startsWith('""', at + 1) ? readDelimited(state, at + 3, BLOCK) : readDelimited(state, at + 1, TEXT);
  }
  if (code === SINGLE_QUOTE) return endOfCharacter(text, at);
  return code === SLASH ? readSlash(state, at, false) : at + 1;
}
