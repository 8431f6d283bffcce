import type { Evidence, Finding, Integration } from '../types.ts';
import type { Check, CheckInput } from './check-input.ts';
import { stepDown } from './severity.ts';

/** Pieces of evidence named in a finding; the report lists them all. */
const NAMED_SIGNALS = 3;

/** Says which providers the change brings: once each, at the evidence that weighs most. */
export const checkNewProvider: Check = (input) => input.change.added.map((integration) => judge(integration, input));

function judge(integration: Integration, input: CheckInput): Finding {
  const { provider, name, category, confidence, development, evidence } = integration;
  const first = evidence[0] ?? { path: '', line: 1, column: 1, kind: 'file' as const, value: '', detail: null };
  const forbidden = input.providers.forbidden.get(provider);
  const approved = input.providers.approved.has(provider);
  const common = {
    check: 'new-provider' as const,
    provider,
    path: first.path,
    line: first.line,
    column: first.column,
    endLine: first.line,
    endColumn: null,
    fingerprint: input.fingerprint('new-provider', provider),
  };
  if (forbidden !== undefined)
    return { ...common, code: 'forbidden-provider', severity: 'error', args: { name, reason: forbidden } };
  const severity = approved
    ? 'notice'
    : development
      ? stepDown(input.severity['new-provider'])
      : input.severity['new-provider'];
  const signals = [...new Set(evidence.map(nameSignal))].slice(0, NAMED_SIGNALS);
  return {
    ...common,
    code: 'new-provider',
    severity,
    args: { name, category, confidence, signals, development, approved },
  };
}

/** `npm package stripe`, `env name STRIPE_SECRET_KEY`: kind and value; report/ escapes them. */
function nameSignal({ kind, value, detail }: Evidence): string {
  if (kind === 'package') return `${detail?.split(' ')[0] ?? ''} package ${value}`.trim();
  return `${kind} ${value}`;
}
