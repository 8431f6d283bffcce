// Build files that are programs (Gemfile, build.gradle, mix.exs, Package.swift, Podfile, setup.py) are split into
// words, strings and marks, which is enough for dependencies and needs no grammar for each language.

/** A token. The `text` of a string is what its quotes enclose, as written. */
export type ScriptToken = {
  kind: 'word' | 'string' | 'mark' | 'newline';
  text: string;
  /** Start offset; of a string, that of its opening quote. */
  at: number;
  /** A string with interpolation, so its text is not a name. */
  dynamic: boolean;
};

export type ScriptSyntax = {
  /** The start of a line comment. */
  lineComment: '#' | '//';
  /** Whether slash-star starts a comment. */
  blockComment: boolean;
  /** Whether `"""` (and `'''`) delimit multi-line strings. */
  tripleQuotes: boolean;
  /** The start of an interpolation in a double-quoted string. */
  interpolation: string | null;
};

/** Tokens that are read. Hand-written files have fewer than 20,000. */
export const MAX_TOKENS = 300_000;

/**
 * Splits a script into tokens, without comments and blanks. A one-line string ends at the latest with its line: an
 * unpaired quote (in a regex, a character, prose) is a mark and swallows nothing. Linear; stops at `MAX_TOKENS`.
 */
export function scanScript(text: string, syntax: ScriptSyntax): { tokens: ScriptToken[]; complete: boolean } {
  const tokens: ScriptToken[] = [];
  // Quotes without a partner on their line, so that no line is searched repeatedly.
  const unpaired = new Set<string>();
  for (let at = 0; at < text.length;) {
    if (tokens.length >= MAX_TOKENS) return { tokens, complete: false };
    const comment = endOfComment(text, at, syntax);
    if (comment > at) at = comment;
    else {
      const { end, ...token } = nextToken(text, at, syntax, unpaired);
      if (token.text !== '' || token.kind !== 'mark') tokens.push(token);
      if (token.kind === 'newline') unpaired.clear();
      at = end;
    }
  }
  return { tokens, complete: true };
}

function endOfComment(text: string, at: number, { lineComment, blockComment }: ScriptSyntax): number {
  const char = text[at];
  if (char === lineComment[0] && text.startsWith(lineComment, at)) return indexOrEnd(text, '\n', at, 0);
  if (blockComment && char === '/' && text[at + 1] === '*') return indexOrEnd(text, '*/', at + 2, 2);
  return at;
}

function indexOrEnd(text: string, mark: string, from: number, length: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end + length;
}

const BLANK = /[ \t\r\f\u00a0]+/y;
const WORD = /[A-Za-z0-9_]+[?!]?/y;

type Ended = ScriptToken & { end: number };

/** Reads one token. Blanks give an empty mark. */
function nextToken(text: string, at: number, syntax: ScriptSyntax, unpaired: Set<string>): Ended {
  const char = text[at] ?? '';
  if (char === '\n') return { kind: 'newline', text: char, at, dynamic: false, end: at + 1 };
  BLANK.lastIndex = at;
  const blank = BLANK.exec(text)?.[0];
  if (blank !== undefined) return { kind: 'mark', text: '', at, dynamic: false, end: at + blank.length };
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, at, dynamic: false, end: at + word.length };
  if ((char === '"' || char === "'") && !unpaired.has(char)) {
    const string = scanString(text, at, char, syntax);
    if (string !== null) return string;
    unpaired.add(char);
  }
  return { kind: 'mark', text: char, at, dynamic: false, end: at + 1 };
}

function scanString(text: string, at: number, quote: string, syntax: ScriptSyntax): Ended | null {
  const triple = quote.repeat(3);
  if (syntax.tripleQuotes && text.startsWith(triple, at)) {
    const end = indexOrEnd(text, triple, at + 3, 0);
    return { kind: 'string', text: text.slice(at + 3, end), at, dynamic: true, end: end + 3 };
  }
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text[i];
    if (char === '\\') i += 1;
    else if (char === '\n') return null;
    else if (char === quote) {
      const inner = text.slice(at + 1, i);
      const dynamic = quote === '"' && syntax.interpolation !== null && inner.includes(syntax.interpolation);
      return { kind: 'string', text: inner, at, dynamic, end: i + 1 };
    }
  }
  return null;
}
