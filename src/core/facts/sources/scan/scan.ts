import { BACKTICK, DOT, DOUBLE_QUOTE, HASH, LESS_THAN, SINGLE_QUOTE, SLASH, isSpaceCode } from './characters.ts';

/**
 * The result of scanning a text: its spans that are not code, and the words of the table that occur in code. Flat
 * arrays of numbers, because there are many.
 */
export type Scan = {
  text: string;
  /** `SPAN_SIZE` numbers each: start, end, kind, next. In text order, never overlapping. */
  spans: number[];
  /** Two numbers each, in text order: offset, and the word's id in the table. */
  words: number[];
};

export const SPAN_SIZE = 4;
export const SPAN_END = 1;
export const SPAN_KIND = 2;
/** For chunks: the index of the chunk after the hole, or -1. */
export const SPAN_NEXT = 3;

/** Kinds of spans. A comment includes its delimiters, a literal excludes its quotes. */
export const COMMENT = 0;
/**
 * Documentation, treated like a comment: in Python a string that is a statement by itself, in Elixir the text of
 * `@doc`, in Ruby everything after `__END__`.
 */
export const DOCUMENTATION = 1;
export const REGEX = 2;
export const STRING = 3;
/** The part of a literal before its first hole (or all of it), and the parts after a hole. */
export const FIRST_CHUNK = 4;
export const LATER_CHUNK = 5;

/** The parts of a span, given by its index in `spans`. */
export const startOf = ({ spans }: Scan, span: number): number => spans[span]!;
export const endOf = ({ spans }: Scan, span: number): number => spans[span + SPAN_END]!;
export const kindOf = ({ spans }: Scan, span: number): number => spans[span + SPAN_KIND]!;
export const nextOf = ({ spans }: Scan, span: number): number => spans[span + SPAN_NEXT]!;

/**
 * The words of a language that occur in code, in text order. The scanner also records words of call texts, whose ids
 * follow the language's own; these are skipped.
 */
export function* wordsIn({ words }: Scan, table: readonly string[]): Generator<{ word: string; offset: number }> {
  for (let index = 0; index < words.length; index += 2) {
    const word = table[words[index + 1]!];
    if (word !== undefined) yield { word, offset: words[index]! };
  }
}

/** Appends a span and returns its index. */
export function addSpan(scan: Scan, start: number, end: number, kind: number): number {
  return scan.spans.push(start, end, kind, -1) - SPAN_SIZE;
}

/**
 * Calls `visit` for each literal whose length is within the bounds, in text order. Of a literal with holes, only the
 * part before the first counts.
 */
export function forEachLiteral(
  scan: Scan,
  shortest: number,
  longest: number,
  visit: (start: number, end: number) => void,
): void {
  for (let span = 0; span < scan.spans.length; span += SPAN_SIZE) {
    const kind = kindOf(scan, span);
    const start = startOf(scan, span);
    const end = endOf(scan, span);
    const length = end - start;
    if ((kind === STRING || kind === FIRST_CHUNK) && length >= shortest && length <= longest) visit(start, end);
  }
}

/** The index of the span that starts at an offset, or -1. */
export function findSpan(scan: Scan, offset: number): number {
  let low = 0;
  let high = scan.spans.length / SPAN_SIZE - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = startOf(scan, middle * SPAN_SIZE);
    if (start === offset) return middle * SPAN_SIZE;
    if (start < offset) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The index of the span that contains an offset, or -1. */
export function findSpanAround(scan: Scan, offset: number): number {
  let low = 0;
  let high = scan.spans.length / SPAN_SIZE - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (startOf(scan, middle * SPAN_SIZE) > offset) high = middle - 1;
    else if (endOf(scan, middle * SPAN_SIZE) > offset) return middle * SPAN_SIZE;
    else low = middle + 1;
  }
  return -1;
}

/** The offset of the next character that is neither white space nor inside a comment. */
export function skipTrivia(scan: Scan, offset: number): number {
  let at = offset;
  for (;;) {
    const code = scan.text.charCodeAt(at);
    if (isSpaceCode(code)) {
      at++;
      continue;
    }
    // Comments start with `/`, `#` or `<!--`.
    if (code !== SLASH && code !== HASH && code !== LESS_THAN) return at;
    const span = findSpan(scan, at);
    if (span === -1 || kindOf(scan, span) !== COMMENT) return at;
    at = endOf(scan, span);
  }
}

/** The offset of the last character before `offset` that is not white space, or -1. */
export function skipSpaceBack(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && isSpaceCode(text.charCodeAt(at))) at--;
  return at;
}

/**
 * Whether the word at an offset is a member, `a.word`, rather than spread, `...word`. The dot must touch the word,
 * because a comment before it may end with one.
 */
export function isMember(text: string, offset: number): boolean {
  return text.charCodeAt(offset - 1) === DOT && text.charCodeAt(offset - 2) !== DOT;
}

/** A literal without holes: its contents as written, and their offsets. */
export type Literal = { start: number; end: number; value: string };

/** The literal whose opening quote is at an offset; null if there is none, or if it has holes. */
export function readLiteral(scan: Scan, offset: number): Literal | null {
  const quote = scan.text.charCodeAt(offset);
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE && quote !== BACKTICK) return null;
  const span = findSpan(scan, offset + 1);
  if (span === -1) return null;
  const kind = kindOf(scan, span);
  const end = endOf(scan, span);
  if (kind !== STRING && (kind !== FIRST_CHUNK || scan.text.charCodeAt(end) !== quote)) return null;
  return { start: offset + 1, end, value: scan.text.slice(offset + 1, end) };
}
