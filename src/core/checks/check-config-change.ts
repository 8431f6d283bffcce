import type { AuditInput } from '../audit-input.ts';
import type { Finding } from '../audit-types.ts';
import { atPoint } from './at-point.ts';

/**
 * Reports, at the line, errors in the configuration that the change brings. That configuration is only validated, not
 * applied.
 */
export function checkConfigChange({
  headConfig,
  fingerprint,
}: Pick<AuditInput, 'headConfig' | 'fingerprint'>): Finding[] {
  if (headConfig === null) return [];
  return headConfig.problems.map(({ line, column, severity, code, args }) => ({
    check: 'config',
    code: 'config-error',
    severity,
    provider: null,
    ...atPoint({ path: headConfig.path, line, column }),
    args: { ...args, problem: code },
    fingerprint: fingerprint('config', code, JSON.stringify(args)),
  }));
}
