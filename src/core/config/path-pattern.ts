import { RE2JS } from 're2js';

/**
 * Compiles a path pattern similar to those of .gitignore, for paths from the repository's root with `/` as separator.
 *
 * - `*` matches any characters within a segment, `?` one character, `{a,b}` either alternative. All other characters
 *   are literal, even `[` and `!` (`app/[id]/page.tsx` is a path). `\` escapes the character after it.
 * - `**` as a whole segment matches any number of segments, including none; at the end, everything inside a folder.
 * - A pattern without a slash, or with only a trailing one, matches at any depth; with a slash elsewhere, it is
 *   anchored at the root. A leading slash only anchors it.
 * - A pattern that matches a folder matches everything in it. With a trailing slash, it matches folders only.
 *
 * Matching is case-sensitive, and linear in the path's length (RE2), whatever the pattern.
 */
export function compilePathPattern(pattern: string): (path: string) => boolean {
  const anchored = pattern.startsWith('/');
  const folderOnly = pattern.endsWith('/') && !pattern.endsWith('\\/');
  const body = pattern.slice(anchored ? 1 : 0, folderOnly && pattern.length > 1 ? -1 : undefined);
  if (body === '') return () => false;
  const start = anchored || body.includes('/') ? '' : '(?:.*/)?';
  const regex = RE2JS.compile(`${start}${translate(body)}${folderOnly ? '/.*' : '(?:/.*)?'}`, RE2JS.DOTALL);
  const prefix = start === '' ? literalPrefix(body) : '';
  return (path) => path.startsWith(prefix) && regex.testExact(path);
}

/** The characters before the first special one: a cheap test that rules out most paths. */
function literalPrefix(body: string): string {
  const special = body.search(/[*?{\\]/);
  const prefix = special === -1 ? body : body.slice(0, special);
  // The slash is left to the regex.
  return prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
}

function translate(body: string): string {
  const braces = matchBraces(body);
  const open: number[] = [];
  let regex = '';
  for (let i = 0; i < body.length; i += 1) {
    const char = body.charAt(i);
    if (char === '\\' && i + 1 < body.length) {
      i += 1;
      regex += RE2JS.quote(body.charAt(i));
    } else if (char === '*') {
      const stars = starsAt(body, i);
      regex += stars.regex;
      i = stars.last;
    } else if (char === '?') regex += '[^/]';
    else if (char === '{' && braces.has(i)) {
      open.push(braces.get(i) ?? 0);
      regex += '(?:';
    } else if (char === '}' && open.at(-1) === i) {
      open.pop();
      regex += ')';
    } else if (char === ',' && open.length > 0) regex += '|';
    else regex += RE2JS.quote(char);
  }
  return regex;
}

/**
 * The regex for a run of stars, and the index of its last character: the slash after it if it stands for whole
 * segments.
 */
function starsAt(body: string, first: number): { regex: string; last: number } {
  let last = first;
  while (body[last + 1] === '*') last += 1;
  const partStart = first === 0 || '/{,'.includes(body.charAt(first - 1));
  if (last === first || !partStart) return { regex: '[^/]*', last };
  if (body[last + 1] === '/') return { regex: '(?:.*/)?', last: last + 1 };
  const partEnd = last + 1 === body.length || '},'.includes(body.charAt(last + 1));
  return { regex: partEnd ? '.*' : '[^/]*', last };
}

/** Index of each opening brace -> index of its closing one. An unmatched brace is an ordinary character. */
function matchBraces(body: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < body.length; i += 1) {
    if (body[i] === '\\') i += 1;
    else if (body[i] === '{') open.push(i);
    else if (body[i] === '}') {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, i);
    }
  }
  return pairs;
}
