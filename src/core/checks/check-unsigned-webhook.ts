import type { Finding, Severity, WebhookCode } from '../audit-types.ts';
import type { Webhook } from '../inventory-types.ts';
import type { Verification } from '../webhook-types.ts';
import { pathRole, type PathRole } from '../facts/path-role.ts';
import { atPoint } from './at-point.ts';
import type { Check, CheckInput, EnvExample } from './check-input.ts';
import { atMost, stepDown } from './severity.ts';

/** The code for each unsafe verdict. `unknown` never blocks, and is only listed in the summary. */
const CODES: Partial<Record<Verification, WebhookCode>> = {
  unverified: 'unverified-webhook',
  ineffective: 'ineffective-webhook',
  optional: 'optional-webhook',
};

/**
 * Reports webhook endpoints that accept unsigned calls: those that the change adds, rewrites, or removes the check
 * from.
 */
export const checkUnsignedWebhook: Check = (input) => {
  const [before, after] = [Map.groupBy(input.webhooksBefore, likeness), Map.groupBy(input.webhooksAfter, likeness)];
  return input.webhooksAfter
    .filter((w) => {
      if (codeOf(w) === null) return false;
      const like = likeness(w);
      return isNews(w, before.get(like) ?? [], after.get(like)?.length ?? 0, input);
    })
    .map((w) => judge(w, input));
};

/**
 * The code for a webhook; null if there is nothing to report. A refetched object, an idle handler and a comparison that
 * is not timing-safe have codes of their own.
 */
function codeOf(webhook: Webhook): WebhookCode | null {
  const code = CODES[webhook.verification];
  if (code === undefined) {
    return webhook.verification === 'verified' && webhook.timingUnsafe === true ? 'timing-unsafe-webhook' : null;
  }
  return webhook.mitigation === undefined ? code : MITIGATED[webhook.mitigation];
}

const MITIGATED = { refetch: 'refetched-webhook', idle: 'idle-webhook' } as const;

/**
 * False if the base has the same endpoint with the same verdict and the change does not touch its lines. A copy of it
 * in another file is new.
 *
 * @param before similar endpoints in the base.
 * @param after the number of similar endpoints in the head.
 */
function isNews(webhook: Webhook, before: readonly Webhook[], after: number, input: CheckInput): boolean {
  if (before.length === 0) return true;
  if (after > before.length && !before.some((w) => w.path === webhook.path)) return true;
  const lines = input.changedLines.get(webhook.path);
  if (lines === undefined || lines === null) return false;
  for (let line = webhook.line; line <= webhook.endLine; line += 1) if (lines.has(line)) return true;
  return false;
}

/** A key for similar endpoints: the same endpoint with the same verdict. */
const likeness = (webhook: Webhook): string => `${webhook.verification} ${identity(webhook)}`;

/** Identifies an endpoint by its route, whatever file it moves to; by its path if the route is unknown. */
function identity(webhook: Webhook): string {
  return `${webhook.provider ?? ''} ${webhook.method ?? ''} ${webhook.route ?? webhook.path}`;
}

function judge(webhook: Webhook, input: CheckInput): Finding {
  const rule = webhook.provider === null ? undefined : input.rulebook.rules.get(webhook.provider);
  const { path } = webhook;
  // If the author nevertheless checks a secret of their own, that check is judged.
  const isSilent = rule?.webhook?.signs === false && webhook.verification === 'unverified';
  return {
    check: 'unsigned-webhook',
    code: isSilent ? 'unsigned-provider-webhook' : (codeOf(webhook) ?? 'unverified-webhook'),
    severity: severityOf(webhook, rule?.webhook?.signs, input.severity['unsigned-webhook']),
    provider: webhook.provider,
    ...atPoint(webhook),
    args: {
      name: rule?.name ?? '',
      route: webhook.route ?? '',
      framework: webhook.framework,
      why: webhook.why,
      fix: rule?.webhook?.verifiers[languageOf(path)]?.[0] ?? '',
      header: proofAmong(rule?.webhook?.headers ?? []),
      signer: rule?.webhook?.signs === true ? rule.name : '',
      secretEnv: rule?.webhook?.secretEnv[0] ?? '',
      envExample:
        webhook.verification === 'unverified'
          ? findSilentExample(path, rule?.webhook?.secretEnv ?? [], input.envExamples ?? [])
          : '',
    },
    fingerprint: input.fingerprint('unsigned-webhook', identity(webhook), path),
  };
}

/**
 * The first header in the rule that proves the caller, by a signature or a shared secret; '' if the provider has none.
 */
const proofAmong = (headers: readonly string[]): string =>
  headers.find((name) => (SIGNATURE.test(name) && !/-id$|timestamp|topic/.test(name)) || SECRET.test(name)) ?? '';

const SIGNATURE = /sig|hmac|sha256|verif|webhook$/;
const SECRET = /token|secret|^authorization$/;

/**
 * The env example nearest to the handler, if no example declares any of the secret's names; otherwise ''. Only used for
 * handlers without a check, since the author of a check has chosen a name.
 */
function findSilentExample(path: string, secretEnv: readonly string[], examples: readonly EnvExample[]): string {
  if (secretEnv.length === 0 || examples.some(({ names }) => secretEnv.some((name) => names.has(name)))) return '';
  const folders = path.split('/');
  const shared = (example: string): number => {
    const parts = example.split('/').slice(0, -1);
    return parts.every((part, i) => part === folders[i]) ? parts.length : -1;
  };
  const around = examples.filter((example) => shared(example.path) >= 0);
  return around.toSorted((a, b) => shared(b.path) - shared(a.path))[0]?.path ?? '';
}

/**
 * Lower if verification is only skipped while no secret is set, if the code is not deployed (although people copy
 * samples), and if the provider does not sign, so that nothing can be checked.
 */
function severityOf(webhook: Webhook, signs: boolean | undefined, loudest: Severity): Severity {
  if (signs === false || webhook.mitigation !== undefined || webhook.verification === 'verified') return 'notice';
  const configured = SHOWN.has(pathRole(webhook.path)) ? stepDown(loudest) : loudest;
  if (webhook.verification === 'optional') return stepDown(configured);
  return webhook.provider === null ? atMost(configured, 'warning') : configured;
}

const SHOWN: ReadonlySet<PathRole> = new Set(['example', 'documentation', 'test']);

/** The language of a file, as named in the rulebook's verifiers. */
const languageOf = (path: string): string => LANGUAGES.get(path.slice(path.lastIndexOf('.') + 1)) ?? 'js';

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['py', 'python'],
  ['rb', 'ruby'],
  ['php', 'php'],
  ['go', 'go'],
  ['cs', 'csharp'],
  ['rs', 'rust'],
  ['java', 'java'],
  ['ex', 'elixir'],
  ['exs', 'elixir'],
]);
