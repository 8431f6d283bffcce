/**
 * Rewrites macros that test a condition as calls, since the grammar parses expressions only in the arguments of calls:
 * `ensure!(a == b, "bad")` becomes `ensure (a == b, "bad")`, and `matches!(given, Some(v) if v == secret)` becomes
 * `matches (given, Some(v) && v == secret)`. The text keeps its length, so that all positions stay valid. Nothing after
 * the first `#[cfg(test)]` is rewritten.
 */
export function macrosAsCalls(text: string): string {
  const tests = text.indexOf('#[cfg(test)]');
  const end = tests === -1 ? text.length : tests;
  return text.slice(0, end).replace(ASKS, '$1 ').replace(MATCHES, 'matches $1 && ') + text.slice(end);
}

/** Macros of the language and of anyhow; not `debug_assert!`, which release builds leave out. */
const ASKS = /(?<!\w)(assert|assert_eq|assert_ne|ensure)!(?=\()/g;

/** The only pattern that is also a valid expression: a name in `Some` or `Ok`, with a match guard. */
const MATCHES = /(?<!\w)matches!(\([^;{}]{1,300}?,\s{0,40}(?:Some|Ok)\(\s{0,4}[a-z]\w{0,60}\s{0,4}\)) if /g;
