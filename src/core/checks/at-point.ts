import type { Finding } from '../audit-types.ts';
import type { Place } from '../place-types.ts';

/** The place of a finding that has a beginning and no end. */
export function atPoint({ path, line, column }: Place): Pick<Finding, keyof Place | 'endLine' | 'endColumn'> {
  return { path, line, column, endLine: line, endColumn: null };
}
