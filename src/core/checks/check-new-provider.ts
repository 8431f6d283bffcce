import type { Finding } from '../audit-types.ts';
import type { Evidence, Integration } from '../inventory-types.ts';
import { atPoint } from './at-point.ts';
import type { Check, CheckInput } from './check-input.ts';
import { overdueSince } from './check-overdue-approval.ts';
import { atMost, stepDown } from './severity.ts';

/** Pieces of evidence in a finding. The report lists all of them. */
const NAMED_SIGNALS = 3;

/** Reports the providers that the change adds, once each, at the strongest evidence. */
export const checkNewProvider: Check = (input) => input.change.added.map((integration) => judge(integration, input));

function judge(integration: Integration, input: CheckInput): Finding {
  const { provider, name, category, confidence, development, evidence } = integration;
  const first = evidence[0] ?? { path: '', line: 1, column: 1 };
  const forbidden = input.providers.forbidden.get(provider);
  const approval = input.providers.approved.get(provider);
  const overdue = approval === undefined ? null : overdueSince(approval, input.today);
  const approved = approval !== undefined && overdue === null;
  const common = {
    check: 'new-provider' as const,
    provider,
    ...atPoint(first),
    fingerprint: input.fingerprint('new-provider', provider),
  };
  if (forbidden !== undefined)
    return { ...common, code: 'forbidden-provider', severity: 'error', args: { name, reason: forbidden } };
  const severity = approved
    ? 'notice'
    : development
      ? stepDown(input.severity['new-provider'])
      : input.severity['new-provider'];
  const standing = {
    approved,
    ...(approval?.owner && { owner: approval.owner }),
    ...(overdue !== null && { overdue }),
  };
  const signals = nameSignals(evidence);
  const unlisted = development ? '' : findUnlisted(provider, name, input);
  if (confidence === 'inferred')
    return {
      ...common,
      code: 'inferred-provider',
      severity: atMost(severity, 'notice'),
      args: { name, signals, ...standing, unlisted, ...customEntryArgs(evidence) },
    };
  return {
    ...common,
    code: 'new-provider',
    severity,
    args: { name, category, confidence, signals, development, ...standing, unlisted },
  };
}

/** Path of the list of sub-processors, if it contains none of the names of the provider or its parent; otherwise ''. */
function findUnlisted(provider: string, name: string, { subprocessors, rulebook }: CheckInput): string {
  if (!subprocessors) return '';
  const rule = rulebook.rules.get(provider);
  const parent = rulebook.rules.get(rule?.parent ?? '');
  const names = [name, ...[rule, parent].flatMap((r) => (r === undefined ? [] : [r.name, ...r.aliases]))];
  const words = spaced(subprocessors.text ?? '');
  return names.some((each) => words.includes(spaced(each))) ? '' : subprocessors.path;
}

/** Words in lower case between spaces, so that only whole names match: ` openai l l c `. */
function spaced(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/**
 * The hosts and variables by which a custom provider would be detected. The report suggests a configuration entry with
 * them.
 */
function customEntryArgs(evidence: readonly Evidence[]): { hosts: string[]; env: string[] } {
  const of = (kind: Evidence['kind']) => [...new Set(evidence.filter((e) => e.kind === kind).map((e) => e.value))];
  return { hosts: of('host').slice(0, NAMED_SIGNALS), env: of('env').slice(0, NAMED_SIGNALS) };
}

function nameSignals(evidence: readonly Evidence[]): string[] {
  return [...new Set(evidence.map(nameSignal))].slice(0, NAMED_SIGNALS);
}

/** `npm package stripe`, `env name STRIPE_SECRET_KEY`: kind and value. The report escapes them. */
function nameSignal({ kind, value, detail }: Evidence): string {
  if (kind === 'code' && detail === 'webhook route') return `webhook route ${value}`;
  if (kind === 'package') return `${detail?.split(' ')[0] ?? ''} package ${value}`.trim();
  return `${kind} ${value}`;
}
