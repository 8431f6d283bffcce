import { SEVERITIES, type Severity } from '../audit-types.ts';

/** The lower of two severities. */
export function atMost(severity: Severity, ceiling: Severity): Severity {
  return SEVERITIES[Math.max(SEVERITIES.indexOf(severity), SEVERITIES.indexOf(ceiling))] ?? 'notice';
}

/** One step lower: error -> warning -> notice -> notice. */
export function stepDown(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? 'notice';
}

/** True if `severity` is at least as high as `threshold`. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
