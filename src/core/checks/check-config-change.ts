import type { AuditInput } from '../audit-input.ts';
import type { Finding } from '../audit-types.ts';
import { atPoint } from './at-point.ts';

/** Says at the line what is wrong with the configuration that the change brings; it is not applied, only read. */
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
