import type { CallPattern, Refusal } from '../../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../../../../webhook-reasons.ts';
import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { acceptsAll } from '../is-stub.ts';
import { answer, isKeyedByNothing } from './compare.ts';
import { comparedToHash, isSync } from './hash-compare.ts';
import { digestOf, feedDigest } from './digest-call.ts';
import type { Call } from '../calls/call.ts';
import { isConfiguredReceiver } from './configured-receiver.ts';
import { caughtBy, isNeverAwaited } from '../program/is-waited-for.ts';
import {
  givesPromise,
  matchCall,
  packageProvider,
  primitive,
  refusalHere,
  takesVerifier,
} from '../calls/known-calls.ts';
import { isSafeCompare, isSecretName, isVerifyName } from '../state/names.ts';
import { says, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { learn } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import {
  because,
  BODY,
  CHECKED,
  CLIENT,
  DEFAULTED,
  IMPOSSIBLE,
  INPUT,
  MAC,
  REQUEST,
  SECRET,
  SIGNATURE,
  TOKEN,
  truthyAnswer,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** The result of a verifier, a digest or a comparison; null for any other call. */
export function verifierCall(run: Run, state: State, call: Call): Value | null {
  const { callee, args } = call;
  if (isSafeCompare(callee.chain.at(-1) ?? '') && args.length >= 2) return safeCompare(run, call);
  const hashed = callee.fn === null ? comparedToHash(run, call) : null;
  if (hashed)
    return isNeverAwaited(run.program, call.node) && !isSync(callee.chain) ? notAwaited(run, call, null) : hashed;
  feedDigest(run, state, call);
  const known = callee.fn === null ? (verifierOf(run, state, call) ?? digestOf(run, call)) : null;
  return known ?? askedOfSecrets(run, call) ?? comparedByMethod(run, call);
}

/**
 * Whether a token is checked by the certificate that it carries itself, without following that to a trusted root: the
 * sender can have such a certificate signed by anyone (https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6).
 */
const trustsSender = (text: string): boolean => BROUGHT.test(text) && !ROOTED.test(text);

const BROUGHT = /\bx5c\b/;
/** Words for following a certificate chain, anywhere in the file. */
const ROOTED =
  /root|chain|issued|anchor|\bpool\b|trust|fingerprint|thumbprint|\bca(?:cert|_?store|_?bundle)|(?:verif|valid|check)\w{0,20}cert|certs?\w{0,20}\.?(?:verif|valid|check)/i;

/**
 * The result of a verifier of the rulebook, of a cryptographic library or of a provider's package, or of a call known
 * not to verify; null for any other call.
 */
function verifierOf(run: Run, state: State, call: Call): Value | null {
  const { callee, node, args, nodes, from } = call;
  const { chain, origin } = callee;
  const known = knownVerifier(run, callee);
  if (known && args.length > 1 && EMPTY.test(textOf(run.program, nodes.at(-1)!))) {
    run.notVerifier = true;
    run.readsBody = true;
    return value({ from: BODY, chain });
  }
  if (known) {
    const here = refusalHere(known, chain, node);
    const refuses = known.refuses === null && keepsOnlyError(run, node) ? 'throws' : here;
    const provider = providerOf(run, known);
    return isForgotten(run, call, known)
      ? notAwaited(run, call, provider)
      : verified(run, state, call, { refuses, provider });
  }
  if (matchCall(run.knowledge.notVerifiers, chain, origin)) {
    if (isConfiguredReceiver(run.program, callee, node)) return verified(run, state, call, { refuses: 'throws' });
    run.notVerifier = true;
    run.readsBody ||= (from & REQUEST) !== 0;
    return value({ from: BODY, chain, origin });
  }
  const refuses = primitive(chain, origin);
  if (refuses && !trustsSender(run.program.text)) {
    if (givesPromise(chain) && isForgotten(run, call)) return notAwaited(run, call, null);
    const why = refuses === 'boolean' || from & MAC ? 'signature-compared' : 'token-compared';
    return verified(run, state, call, { refuses, why });
  }
  const provider = packageProvider(run.knowledge, origin);
  if (provider && node.type !== 'new_expression' && isVerifyName(chain.at(-1) ?? ''))
    return verified(run, state, call, { refuses: refusalHere(null, chain, node), provider });
  const written = nodes.map((each) => textOf(run.program, each).slice(0, 80));
  return from & BODY && takesVerifier(origin, written) ? verified(run, state, call, { refuses: 'throws' }) : null;
}

/** The caller's secret is one of several: `if secret not in get_webhook_secrets()`. */
function askedOfSecrets(run: Run, { callee, receiver, args, nodes, node, from }: Call): Value | null {
  const [shown] = args;
  if (!/^(?:includes?|contains)$/i.test(callee.chain.at(-1) ?? '') || !receiver || args.length !== 1) return null;
  if (from & MAC || !isOfSecrets(receiver) || shown!.from & SECRET) return null;
  if (!(shown!.from & (BODY | SIGNATURE | INPUT | TOKEN))) return null;
  return answer(run, { node: nodes[0]!, value: shown! }, { node, value: receiver }, node, 'token-compared');
}

/**
 * `expected.equals(signature)`, or `Buffer.compare(expected, signature)`, which is zero, and so falsy, for equal
 * values.
 */
function comparedByMethod(run: Run, { callee, receiver, args, nodes, node, from }: Call): Value | null {
  const last = callee.chain.at(-1) ?? '';
  if (!/^(?:equals|compare|localeCompare|includes|contains)$/.test(last) || !receiver || args.length === 0) return null;
  if (!(from & MAC)) return null;
  const isPair = node.type === 'call_expression' && last === 'compare' && args.length === 2;
  const left = { node: nodes[0]!, value: args[0]! };
  const right = isPair ? { node: nodes[1]!, value: args[1]! } : { node, value: receiver };
  const result = answer(run, left, right, node, 'signature-compared');
  return /compare/i.test(last) ? { ...result, truthy: result.falsy, falsy: result.truthy } : result;
}

/** Whether a value is a list named for secrets. A list that was looked up by a secret, one of numbers say, is not. */
const isOfSecrets = ({ from, chain, falsy }: Value): boolean =>
  (from & SECRET) !== 0 && (falsy.tags.has('no-secret') || chain.some((name) => isSecretName(name)));

/** An empty secret: `github.ValidatePayload(r, nil)` checks nothing. */
const EMPTY = /^(?:''|null|\[\]|\['']|\(''\))$/;

/**
 * Whether Go code keeps only the error, `err := github.ValidateSignature(...)`, although the name suggests a boolean
 * result.
 */
function keepsOnlyError(run: Run, { parent }: SyntaxNode): boolean {
  if (parent?.type !== 'assignment_expression') return false;
  const left = child(parent, 'left');
  return left !== null && textOf(run.program, left) === '_';
}

/**
 * The rulebook's verifier for a call; null if there is none. A name without a module is the provider's only if the file
 * mentions the provider: others use it too (`billing.verifyWebhookSignature`), and theirs need not refuse in the same
 * way.
 */
function knownVerifier({ program, knowledge }: Run, { chain, origin }: Value): CallPattern | null {
  const known = matchCall(knowledge.verifiers, chain, origin);
  if (known === null || known.module !== null || speaksOf(program, known.provider)) return known;
  if (known.path.length === 1 && origin === null) return null;
  return known.refuses === 'boolean' ? { ...known, refuses: null } : known;
}

const speaksOf = (program: Program, provider: string): boolean =>
  says(program, new RegExp(provider.split('-', 1)[0]!, 'i'));

/**
 * The provider of a verifier; null if unknown. A package for a family of providers does not show which of them calls,
 * nor does a method name such as `webhooks.validate` in a file that does not mention the provider.
 */
function providerOf({ program }: Run, { module, provider }: CallPattern): string | null {
  if (module === null) return speaksOf(program, provider) ? provider : null;
  return FAMILY.has(module) && !FAMILY.has(provider) ? null : provider;
}

const FAMILY: ReadonlySet<string> = new Set(['svix', 'standardwebhooks', 'standard-webhooks']);

function safeCompare(run: Run, call: Call): Value {
  const [left, right] = call.args;
  const [leftNode, rightNode] = call.nodes;
  if (call.callee.fn !== null && acceptsAll(run.program, call.callee.fn)) {
    run.checks.push({ node: call.node, why: 'signature-compared', provider: null });
    run.weakness = 'stub';
    return truthyAnswer(because('stub'));
  }
  const token = !(call.from & MAC) && call.from & SECRET;
  return answer(
    run,
    { node: leftNode!, value: left! },
    { node: rightNode!, value: right! },
    call.node,
    token ? 'token-compared' : 'signature-compared',
  );
}

/** How a verifier refuses, its provider, and the reason to record; by default the call of an SDK. */
type Verifier = { refuses: Refusal; provider?: string | null; why?: WebhookReason };

function verified(
  run: Run,
  state: State,
  call: Call,
  { refuses, provider = null, why = 'sdk-verifier' }: Verifier,
): Value {
  run.checks.push({ node: call.node, why, provider });
  const { chain } = call.callee;
  const isDefault = !run.refusesDefault && hasDefault(call);
  if (isDefault) run.weakness = 'default-secret';
  // `$secret = ''; constructEvent($body, $signature, $secret)`
  const isEmpty = isKeyedByNothing(run, call.from) || (call.args.length > 1 && call.args.at(-1)!.text === '');
  const proven = isDefault || isEmpty ? because(isDefault ? 'default-secret' : 'empty-secret') : CHECKED;
  if (refuses === 'boolean') return { ...truthyAnswer(proven), chain };
  run.thrown += 1;
  learn(run, state, proven);
  return isDefault || isEmpty
    ? value({ from: BODY, chain })
    : value({ from: BODY, truthy: CHECKED, falsy: CHECKED, chain });
}

/**
 * Whether a promise is never awaited: it is truthy, and its rejection is not caught. A callback argument serves instead
 * of awaiting.
 */
const isForgotten = ({ program }: Run, { node, args, callee: { chain } }: Call, known?: CallPattern): boolean =>
  program.language.promises &&
  (known === undefined || known.isAsync === true || chain.at(-1)!.endsWith('Async')) &&
  args.every(({ fn }) => fn === null) &&
  isNeverAwaited(program, caughtBy(program, node));

function notAwaited(run: Run, { node, callee: { chain } }: Call, provider: string | null): Value {
  run.checks.push({ node, why: 'sdk-verifier', provider });
  run.weakness = 'not-awaited';
  // `webhooks.verifyAndReceive(delivery).catch(report)` calls its listeners only once it has verified.
  if (HANDS_ON.test(chain.at(-1) ?? '')) run.enforced = true;
  return value({ from: BODY, falsy: IMPOSSIBLE, chain });
}

const HANDS_ON = /^verify(?:Webhook)?And(?:Receive|Handle|Process|Dispatch|Emit)/;

/**
 * Whether the secret that is passed, or that the verifier was constructed with, has a literal fallback. A client's key
 * does not count.
 */
const hasDefault = ({ args, receiver }: Call): boolean =>
  args.some((each) => each.from & DEFAULTED) || ((receiver?.from ?? 0) & (DEFAULTED | CLIENT)) === DEFAULTED;
