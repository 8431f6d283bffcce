import { SLASH, STAR, endOfLine } from './characters.ts';
import { addSpan, COMMENT, type Scan } from './scan.ts';

/** Reads a comment from its mark at `at` to the line's end, and returns the offset after it. */
export function readLineComment(scan: Scan, at: number): number {
  const end = endOfLine(scan.text, at);
  addSpan(scan, at, end, COMMENT);
  return end;
}

/** Reads the line by which the system knows how to run a script, where the text at `at` begins with one. */
export function readHashbang(scan: Scan, at = 0): number {
  return scan.text.startsWith('#!', at) ? readLineComment(scan, at) : at;
}

/**
 * Reads what a slash at `at` starts: a comment up to the line's end, one between slash and star that may hold others if
 * `nested`, or nothing. Returns the offset after it. An unclosed comment runs to the text's end.
 */
export function readSlash(scan: Scan, at: number, nested: boolean): number {
  const next = scan.text.charCodeAt(at + 1);
  if (next === SLASH) return readLineComment(scan, at);
  return next === STAR ? readBlockComment(scan, at, nested) : at + 1;
}

/** The same of what is known to start with slash and star. */
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
