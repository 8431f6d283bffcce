import { comparePlaces, compareText } from './compare-text.ts';
import { checkCommittedEnv } from './checks/check-committed-env.ts';
import { checkConfigChange } from './checks/check-config-change.ts';
import type { Check, CheckInput } from './checks/check-input.ts';
import { checkExposedSecret } from './checks/check-exposed-secret.ts';
import { checkLeakedKey } from './checks/check-leaked-key.ts';
import { checkOverdueApproval } from './checks/check-overdue-approval.ts';
import { checkNewProvider } from './checks/check-new-provider.ts';
import { checkStaleInventory } from './checks/check-stale-inventory.ts';
import { checkUnsignedWebhook } from './checks/check-unsigned-webhook.ts';
import { judgeConclusion } from './checks/judge-conclusion.ts';
import { muteFindings } from './checks/mute-findings.ts';
import {
  CHECKS as CHECK_IDS,
  SEVERITIES,
  type Audit,
  type CheckId,
  type Finding,
  type Rehearsal,
} from './audit-types.ts';
import type { AuditInput } from './audit-input.ts';
import { compareIntegrations } from './inventory/compare-integrations.ts';

const CHECKS: Record<CheckId, Check | null> = {
  'new-provider': checkNewProvider,
  'leaked-key': checkLeakedKey,
  'unsigned-webhook': checkUnsignedWebhook,
  'committed-env': checkCommittedEnv,
  'exposed-secret': checkExposedSecret,
  'stale-inventory': checkStaleInventory,
  config: null, // judged separately: needs the head's configuration, not the change
};

/**
 * Audits a change: compares the facts of two commits and judges the difference by the base's configuration.
 * Pure and deterministic: equal inputs give byte-identical results.
 */
export function audit(input: AuditInput): Audit {
  const change = compareIntegrations(
    input.integrationsBefore,
    input.integrationsAfter,
    input.elsewhere,
    (provider) => input.rulebook.rules.get(provider)?.parent ?? null,
  );
  const judged = judge(input, change);
  const judgement = input.headConfig?.judgement ?? null;
  const off = CHECK_IDS.filter((id) => id !== 'config' && input.config.checks[id] === 'off');
  return {
    base: input.base,
    head: input.head,
    ...judged,
    change,
    problems: input.problems,
    rehearsal:
      judgement === null
        ? null
        : { path: input.headConfig?.path ?? '', ...rehearse(judged, judge({ ...input, ...judgement }, change)) },
    stats: { ...input.stats, ...(off.length > 0 ? { checksOff: off } : {}) },
  };
}

type Judged = Pick<Audit, 'conclusion' | 'findings' | 'muted'>;

function judge(input: AuditInput, change: Audit['change']): Judged {
  const raised = [...runChecks({ ...input, change }), ...checkConfigChange(input), ...checkOverdueApproval(input)];
  const { findings, muted, configFindings } = muteFindings(raised, input);
  const all = sortFindings([...findings, ...configFindings]);
  const conclusion = judgeConclusion(all, input.problems, input.config.report['fail-on']);
  return { conclusion, findings: all, muted: sortFindings(muted) };
}

/** The difference between two judgements of one change. */
function rehearse(judged: Judged, rehearsed: Judged): Omit<Rehearsal, 'path'> {
  const [now, then] = [judged, rehearsed].map((j) => new Map(j.findings.map((f) => [f.fingerprint + f.path, f])));
  return {
    conclusion: rehearsed.conclusion,
    gone: judged.findings.filter((f) => !then?.has(f.fingerprint + f.path)),
    come: rehearsed.findings.filter((f) => !now?.has(f.fingerprint + f.path)),
    changed: rehearsed.findings.filter((f) => {
      const before = now?.get(f.fingerprint + f.path);
      return before !== undefined && (before.severity !== f.severity || before.code !== f.code);
    }),
  };
}

function runChecks(input: CheckInput & Pick<AuditInput, 'config'>): Finding[] {
  return Object.entries(CHECKS).flatMap(([id, check]) => {
    const severity = input.config.checks[id as Exclude<CheckId, 'config'>];
    return check === null || severity === 'off' ? [] : check(input);
  });
}

/** Most severe first, then by place: the order of every output. */
function sortFindings<T extends Finding>(findings: readonly T[]): T[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      comparePlaces(a, b) ||
      compareText(a.fingerprint, b.fingerprint),
  );
}
