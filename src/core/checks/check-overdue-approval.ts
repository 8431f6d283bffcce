import type { AuditInput } from '../audit-input.ts';
import type { Finding } from '../audit-types.ts';
import { CONFIG_PATHS } from '../config/config-paths.ts';
import type { ApprovedProvider } from '../config/config-schema.ts';
import { atPoint } from './at-point.ts';

/**
 * Reports the providers in use whose approval was due for review by a day that is past. Only where a commit is
 * audited by itself: a change is not to blame for what was there before.
 */
export function checkOverdueApproval(
  input: Pick<AuditInput, 'base' | 'configPath' | 'fingerprint' | 'integrationsAfter' | 'providers' | 'today'>,
): Finding[] {
  if (input.base !== null) return [];
  return input.integrationsAfter.flatMap(({ provider, name }) => {
    const approval = input.providers.approved.get(provider);
    const overdue = approval === undefined ? null : overdueSince(approval, input.today);
    if (approval === undefined || overdue === null) return [];
    return [
      {
        check: 'config',
        code: 'overdue-approval',
        severity: 'notice',
        provider,
        ...atPoint({ ...approval, path: input.configPath ?? CONFIG_PATHS[0] }),
        args: { name, overdue, ...(approval.owner !== null && { owner: approval.owner }) },
        fingerprint: input.fingerprint('config', 'overdue-approval', provider),
      },
    ];
  });
}

/** The day by which to review it, where that is past; else null. */
export function overdueSince({ 'review-by': reviewBy }: ApprovedProvider, today: string): string | null {
  return reviewBy !== null && reviewBy < today ? reviewBy : null;
}
