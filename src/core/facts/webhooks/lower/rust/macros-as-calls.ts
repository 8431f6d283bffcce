/**
 * Macros that ask are handed expressions, which the grammar reads of calls alone: `ensure!(a == b, "bad")` is read as
 * `ensure (a == b, "bad")`, and `matches!(given, Some(v) if v == secret)` as `matches (given, Some(v) && v == secret)`. The text
 * stays as long as it is, so that all places hold. Behind the first tests nothing is respelled.
 */
export function macrosAsCalls(text: string): string {
  const tests = text.indexOf('#[cfg(test)]');
  const end = tests === -1 ? text.length : tests;
  return text.slice(0, end).replace(ASKS, '$1 ').replace(MATCHES, 'matches $1 && ') + text.slice(end);
}

/** Those of the language and of anyhow; `debug_assert!` is gone where it matters. */
const ASKS = /(?<!\w)(assert|assert_eq|assert_ne|ensure)!(?=\()/g;

/** Of all patterns the one that could be an expression: a name in `Some` or `Ok`, under a condition. */
const MATCHES = /(?<!\w)matches!(\([^;{}]{1,300}?,\s{0,40}(?:Some|Ok)\(\s{0,4}[a-z]\w{0,60}\s{0,4}\)) if /g;
