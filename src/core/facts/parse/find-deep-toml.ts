import { MAX_DEPTH } from './data-node.ts';

/**
 * The offset where brackets and braces outside strings and comments nest deeper than `MAX_DEPTH`, or null. Checked in
 * one pass before parsing, because the parser recurses.
 */
export function findDeepToml(text: string): number | null {
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const token = match[0];
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth > MAX_DEPTH) return match.index;
    } else if (token === ']' || token === '}') {
      depth = Math.max(0, depth - 1);
    } else {
      TOKEN.lastIndex = endOfToken(text, token, match.index);
    }
  }
  return null;
}

const TOKEN = /[[\]{}#]|"""|'''|["']/g;

/** The offset after the comment or string that starts at `at`. A one-line string ends at the latest with its line. */
function endOfToken(text: string, token: string, at: number): number {
  const from = at + token.length;
  if (token === '#') return endAt(text, '\n', from, 0);
  if (token === "'''") return endAt(text, token, from, 3);
  for (let i = from; i < text.length; i += 1) {
    const char = text[i];
    if (char === '\\' && token !== "'") i += 1;
    else if (token === '"""' ? text.startsWith(token, i) : char === token) return i + token.length;
    else if (char === '\n' && token.length === 1) return i;
  }
  return text.length;
}

function endAt(text: string, mark: string, from: number, length: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end + length;
}
