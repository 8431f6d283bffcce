import { SLASH, STAR, endOfLine } from './characters.ts';
import { addSpan, COMMENT, type Scan } from './scan.ts';

/** Reads a comment from its start at `at` to the end of the line, and returns the offset after it. */
export function readLineComment(scan: Scan, at: number): number {
  const end = endOfLine(scan.text, at);
  addSpan(scan, at, end, COMMENT);
  return end;
}

/** Reads the hashbang at `at`, if there is one, and returns the offset after it. */
export function readHashbang(scan: Scan, at = 0): number {
  return scan.text.startsWith('#!', at) ? readLineComment(scan, at) : at;
}

/**
 * Reads what a slash at `at` starts: a line comment, a block comment (which nests if `nested`), or nothing. Returns the
 * offset after it. An unclosed comment runs to the end of the text.
 */
export function readSlash(scan: Scan, at: number, nested: boolean): number {
  const next = scan.text.charCodeAt(at + 1);
  if (next === SLASH) return readLineComment(scan, at);
  return next === STAR ? readBlockComment(scan, at, nested) : at + 1;
}

/** Reads the block comment at `at`, and returns the offset after it. */
export function readBlockComment(scan: Scan, at: number, nested = false): number {
  const end = nested ? endOfNested(scan.text, at) : endOfBlock(scan.text, at);
  addSpan(scan, at, end, COMMENT);
  return end;
}

function endOfBlock(text: string, at: number): number {
  const close = text.indexOf('*/', at + 2);
  return close === -1 ? text.length : close + 2;
}

function endOfNested(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === SLASH && text.charCodeAt(end + 1) === STAR) {
      depth++;
      end++;
    } else if (code === STAR && text.charCodeAt(end + 1) === SLASH) {
      depth--;
      end++;
      if (depth === 0) return end + 1;
    }
  }
  return text.length;
}
