/**
 * Rewrites a constant pattern before an operator as the comparison it means, `x == null || !valid`. The grammar parses
 * `x is null || !valid` as one pattern, `x is (null || !valid)`, which would lose the part after it. The text keeps its
 * length, so that positions stay the same.
 */
export const patternsAsComparisons = (text: string): string =>
  text.replace(PATTERN, (_, gap: string, not = '', constant: string, empty = '') =>
    [not === '' ? '==' : '!=', gap, ' '.repeat(not.length), constant, ' '.repeat(empty.length)].join(''),
  );

/** `is not "live" &&`, `is null ||`, `is null or "" ||`; an empty string is treated like null. */
const PATTERN =
  /\bis(\s{1,40})(not\s{1,40})?(null|true|false|\d{1,20}|"[^"\\\n]{0,200}")(\s{1,40}or\s{1,40}"")?(?=\s{0,200}(?:\|\||&&))/g;
