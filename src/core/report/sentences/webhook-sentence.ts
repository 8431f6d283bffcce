import type { WebhookReason } from '../../webhook-reasons.ts';
import type { Finding, FindingCode, WebhookCode } from '../../audit-types.ts';
import { findingArgs } from '../finding-args.ts';
import { code, join, NOTHING, say, type Sentence } from './sentence.ts';
import { webhookRemedy } from './webhook-remedy.ts';

/** The reason for a webhook's verdict: a clause after a colon. */
const REASONS: Readonly<Record<WebhookReason, string>> = {
  'sdk-verifier': "the provider's own call verifies the signature",
  'signature-compared': 'a signature over the body is computed and compared',
  'token-compared': 'a secret in the request is compared with the configured one',
  'protected-before': 'a middleware verifies before the handler runs',
  'no-verification': 'nothing in the handler checks a signature',
  'not-a-verifier': 'the call that is made only parses the body and checks nothing',
  'result-ignored': "the check's answer is not used",
  'not-awaited': 'the check is asynchronous and not awaited, so its failure is lost',
  'error-swallowed': "the check's failure is caught and the handler goes on",
  'after-use': 'the body is used before it is checked',
  'presence-only': 'it only asks whether the signature header is there',
  'skipped-without-signature': 'a call without the signature header is not checked',
  'caller-decides': 'a header or parameter, which the caller sends or not, switches the check off',
  'disabled-by-env': 'a setting or a development environment switches the check off',
  'default-secret': 'the secret falls back to one that is written into the code',
  stub: 'the check compares with a constant or always agrees',
  forgeable: 'callers can make what it compares equal, since no secret is part of it',
  'skipped-without-secret': 'nothing is checked while no secret is configured',
  'empty-secret': 'while no secret is configured, the empty one counts, and anybody can sign with that',
  delegated: 'another file decides, and it was not looked at',
  'delegated-unresolved': 'another file or package decides, and it could not be read',
  'dynamic-dispatch': 'it depends on an object whose code cannot be determined from the file',
  conditional: 'it is checked in one branch only',
  'handler-elsewhere': 'the handler is in another file',
  'too-large': 'the file is too large, or nested too deeply, to be analysed',
  'too-complex': 'the file is too complex to be analysed',
  'syntax-error': 'the source could not be understood',
};

const VERDICTS: Readonly<Partial<Record<FindingCode, string>> & Record<WebhookCode, string>> = {
  'unverified-webhook': 'accepts unsigned calls',
  'ineffective-webhook': 'accepts unsigned calls despite its check',
  'optional-webhook': 'checks signatures only some of the time',
  'refetched-webhook': "accepts unsigned calls, but fetches what they name from the provider's API",
  'idle-webhook': 'accepts unsigned calls, though it only logs them',
  'unsigned-provider-webhook': 'accepts calls that its provider does not sign',
  'timing-unsafe-webhook': 'compares signatures in a time that reveals how much of them was right',
};

/** The words for a reason's code; the code itself if it has no words yet. */
export function webhookReason(why: string): Sentence {
  return Object.hasOwn(REASONS, why) ? say`${[{ kind: 'ours', text: REASONS[why as WebhookReason] }]}` : code(why);
}

/** For all codes of `unsigned-webhook`: what the endpoint accepts, why, and what to do about it. */
export function webhookSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const [name, route, why] = [args.text('name'), args.text('route'), args.text('why')];
  const subject = name === '' ? say`This webhook` : say`The ${name} webhook`;
  const at = route === '' ? NOTHING : say` at ${code(route)}`;
  const reason = why === '' ? NOTHING : say`: ${webhookReason(why)}`;
  const verdict = VERDICTS[finding.code] ?? 'may accept unsigned calls';
  return join([
    [...subject, ...at, ...say` `, { kind: 'ours', text: verdict }, ...reason, ...say`.`],
    webhookRemedy(finding),
  ]);
}
