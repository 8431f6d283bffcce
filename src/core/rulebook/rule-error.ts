/** A rule breaks the schema: whoever writes one can mend it. The message names file, line and fault. */
export class RuleError extends Error {
  override name = 'RuleError';
}
