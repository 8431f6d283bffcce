import type { Conclusion, Finding, Severity } from '../audit-types.ts';
import type { Problem } from '../place-types.ts';
import { reaches } from './severity.ts';

/**
 * The check run's conclusion: `failure` for a finding of the configured severity or above, `neutral` for a warning or
 * if anything relevant could not be read (an incomplete audit must not look successful), otherwise `success`.
 *
 * @param failOn the lowest severity that fails, or `never`.
 */
export function judgeConclusion(
  findings: readonly Finding[],
  problems: readonly Problem[],
  failOn: Severity | 'never',
): Conclusion {
  if (failOn !== 'never' && findings.some((f) => reaches(f.severity, failOn))) return 'failure';
  return problems.length > 0 || findings.some((f) => reaches(f.severity, 'warning')) ? 'neutral' : 'success';
}
