/** Thrown when a rule breaks the schema. The message gives the file, the line and the fault. */
export class RuleError extends Error {
  override name = 'RuleError';
}
