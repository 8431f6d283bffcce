import type { Finding } from '../audit-types.ts';
import type { Place } from '../place-types.ts';

/** The position of a finding that has a start but no end. */
export function atPoint({ path, line, column }: Place): Pick<Finding, keyof Place | 'endLine' | 'endColumn'> {
  return { path, line, column, endLine: line, endColumn: null };
}
