import { endOfLine } from '../line-positions.ts';

/**
 * The offset after the comment, string or heredoc that starts at `at`; `at` itself if none starts there; null if it is
 * not closed. Strings may contain templates with strings of their own: `"${lookup(a, "b")}"`.
 */
export function skipHclText(source: string, at: number): number | null {
  const char = source[at];
  if (char === '#' || (char === '/' && source[at + 1] === '/')) return endOfLine(source, at);
  if (char === '/' && source[at + 1] === '*') return behind(source, '*/', at + 2);
  if (char === '"') return skipString(source, at);
  if (char === '<' && source[at + 1] === '<') return skipHeredoc(source, at);
  return at;
}

function behind(source: string, mark: string, from: number): number | null {
  const end = source.indexOf(mark, from);
  return end === -1 ? null : end + mark.length;
}

/** Keeps a stack, because strings and templates nest: `"` for a string, `{` for a template or an object within one. */
function skipString(source: string, at: number): number | null {
  const open: ('"' | '{')[] = ['"'];
  for (let i = at + 1; i < source.length; i += 1) {
    const char = source[i];
    const inString = open.at(-1) === '"';
    if (inString && char === '\\') i += 1;
    else if (char === '"') {
      if (!inString) open.push('"');
      else if (open.length === 1) return i + 1;
      else open.pop();
    } else if (inString && (char === '$' || char === '%') && source[i + 1] === char) i += 1;
    else if (inString && (char === '$' || char === '%') && source[i + 1] === '{') {
      open.push('{');
      i += 1;
    } else if (!inString && char === '{') open.push('{');
    else if (!inString && char === '}') open.pop();
    else if (char === '\n' && open.length === 1) return null;
  }
  return null;
}

const HEREDOC = /<<-?([A-Za-z_]\w{0,100})[ \t]*\r?\n/y;

function skipHeredoc(source: string, at: number): number | null {
  HEREDOC.lastIndex = at;
  const match = HEREDOC.exec(source);
  if (match === null) return at;
  for (let start = at + match[0].length; start < source.length;) {
    const end = endOfLine(source, start);
    if (source.slice(start, end).trim() === match[1]) return end;
    start = end + 1;
  }
  return null;
}
