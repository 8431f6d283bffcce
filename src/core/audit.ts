import { compareText } from './compare-text.ts';
import { checkCommittedEnv } from './checks/check-committed-env.ts';
import { checkConfigChange } from './checks/check-config-change.ts';
import type { Check, CheckInput } from './checks/check-input.ts';
import { checkLeakedKey } from './checks/check-leaked-key.ts';
import { checkNewProvider } from './checks/check-new-provider.ts';
import { checkUnsignedWebhook } from './checks/check-unsigned-webhook.ts';
import { judgeConclusion } from './checks/judge-conclusion.ts';
import { muteFindings } from './checks/mute-findings.ts';
import { SEVERITIES, type Audit, type CheckId, type Finding } from './types.ts';
import type { AuditInput } from './audit-input.ts';
import { compareIntegrations } from './inventory/compare-integrations.ts';

const CHECKS: Record<CheckId, Check | null> = {
  'new-provider': checkNewProvider,
  'leaked-key': checkLeakedKey,
  'unsigned-webhook': checkUnsignedWebhook,
  'committed-env': checkCommittedEnv,
  config: null, // judged apart: it needs the head's configuration, not the change
};

/**
 * Audits a change: what the two commits say, compared and judged with the base's configuration.
 * Pure and deterministic: equal inputs give byte-equal results.
 */
export function audit(input: AuditInput): Audit {
  const change = compareIntegrations(
    input.integrationsBefore,
    input.integrationsAfter,
    input.elsewhere,
    (provider) => input.rulebook.rules.get(provider)?.parent ?? null,
  );
  const checked = runChecks({ ...input, change });
  const raised = [...checked, ...checkConfigChange(input)];
  const { findings, muted, configFindings } = muteFindings(raised, input);
  const all = sortFindings([...findings, ...configFindings]);
  return {
    base: input.base,
    head: input.head,
    conclusion: judgeConclusion(all, input.problems, input.config.report['fail-on']),
    change,
    findings: all,
    muted: sortFindings(muted),
    problems: input.problems,
    stats: input.stats,
  };
}

function runChecks(input: CheckInput & Pick<AuditInput, 'config'>): Finding[] {
  return Object.entries(CHECKS).flatMap(([id, check]) => {
    const severity = input.config.checks[id as Exclude<CheckId, 'config'>];
    return check === null || severity === 'off' ? [] : check(input);
  });
}

/** Loudest first, then by place: the order of every output. */
function sortFindings<T extends Finding>(findings: readonly T[]): T[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compareText(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.fingerprint, b.fingerprint),
  );
}
