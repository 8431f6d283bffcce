/**
 * The grammar reads `x is null || !valid` as a pattern to its end, `x is (null || !valid)`, so that what is asked behind it is
 * lost. Before an operator a constant pattern is spelled as the comparison that it stands for, `x == null || !valid`. The text
 * stays as long as it is, so that all places hold.
 */
export const patternsAsComparisons = (text: string): string =>
  text.replace(PATTERN, (_, gap: string, not = '', constant: string, empty = '') =>
    [not === '' ? '==' : '!=', gap, ' '.repeat(not.length), constant, ' '.repeat(empty.length)].join(''),
  );

/** `is null ||`, `is not "live" &&`, `is null or "" ||`; a text that is empty is as good as none. */
const PATTERN =
  /\bis(\s{1,40})(not\s{1,40})?(null|true|false|\d{1,20}|"[^"\\\n]{0,200}")(\s{1,40}or\s{1,40}"")?(?=\s{0,200}(?:\|\||&&))/g;
