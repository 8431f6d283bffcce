import type { CallPattern } from '../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../reasons.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { answer } from './compare.ts';
import type { Call } from './call.ts';
import { isConfiguredReceiver } from './configured-receiver.ts';
import { isNeverAwaited } from './is-waited-for.ts';
import {
  answersHere,
  isDigest,
  isMac,
  matchCall,
  packageProvider,
  primitive,
  signs,
  takesVerifier,
} from './known-calls.ts';
import { isSafeCompare, isSecretName, isVerifyName } from './names.ts';
import { textOf } from './program.ts';
import { learn } from './state.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';
import {
  because,
  BODY,
  CHECKED,
  CLIENT,
  DEFAULTED,
  EMPTIED,
  INPUT,
  MAC,
  REQUEST,
  SECRET,
  SIGNATURE,
  TOKEN,
  truthyAnswer,
  value,
} from './value.ts';
import type { Value } from './value.ts';
import { isPlaceholder } from './written-token.ts';

/** Verifiers, digests and comparisons. */
export function verifierCall(run: Run, state: State, call: Call): Value | null {
  const { callee, node, args, nodes } = call;
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  if (isSafeCompare(last) && args.length >= 2) return safeCompare(run, call);
  if (callee.fn === null) {
    const known = matchCall(run.knowledge.verifiers, chain, origin);
    if (known && args.length > 1 && EMPTY.test(textOf(run.program, nodes.at(-1)!))) {
      run.notVerifier = true;
      run.readsBody = true;
      return value({ from: BODY, chain });
    }
    if (known) {
      const answers = answersHere(known, chain, node) && (known.refuses === 'boolean' || !keepsOnlyError(run, node));
      return verified(run, state, call, providerOf(run, known), answers);
    }
    if (matchCall(run.knowledge.notVerifiers, chain, origin)) {
      if (isConfiguredReceiver(run.program, callee, node)) return verified(run, state, call, null, false);
      run.notVerifier = true;
      run.readsBody ||= (call.from & REQUEST) !== 0;
      return value({ from: BODY, chain, origin });
    }
    const kind = primitive(chain, origin);
    if (kind)
      return verified(
        run,
        state,
        call,
        null,
        kind === 'boolean',
        kind === 'boolean' || call.from & MAC ? 'signature-compared' : 'token-compared',
      );
    const provider = packageProvider(run.knowledge, origin);
    if (provider && node.type !== 'new_expression' && isVerifyName(last))
      return verified(run, state, call, provider, answersHere(null, chain, node));
    if (
      call.from & BODY &&
      takesVerifier(
        origin,
        nodes.map((each) => textOf(run.program, each).slice(0, 80)),
      )
    ) {
      return verified(run, state, call, null, false);
    }
    if (call.from & SECRET && isDigest(chain)) return value({ from: MAC | (call.from & (DEFAULTED | EMPTIED)), chain });
    const mac = isMac(chain) || (run.program.language.shared && (call.from & BODY) !== 0 && signs(chain));
    if (mac && (origin === null || !/^[.@~#]/.test(origin.module) || /^create/i.test(last))) {
      const weak = call.from & (takesEmptyKey(last) ? DEFAULTED | EMPTIED : DEFAULTED);
      const written = args.some(({ text }) => text !== null && isPlaceholder(text));
      return value({ from: MAC | weak | (written ? DEFAULTED : 0), chain: [] });
    }
  }
  const { receiver } = call;
  // `if secret not in get_webhook_secrets()`: one of several.
  if (/^(?:includes?|contains)$/i.test(last) && receiver && args.length === 1 && !(call.from & MAC)) {
    if (isOfSecrets(receiver) && !(args[0]!.from & SECRET) && args[0]!.from & (BODY | SIGNATURE | INPUT | TOKEN))
      return answer(run, { node: nodes[0]!, value: args[0]! }, { node, value: receiver }, node, 'token-compared');
  }
  if (/^(equals|compare|localeCompare|includes)$/.test(last) && receiver && args.length > 0 && call.from & MAC) {
    const pair = node.type === 'call_expression' && last === 'compare' && args.length === 2;
    const result = answer(
      run,
      { node: nodes[0]!, value: args[0]! },
      { node: pair ? nodes[1]! : node, value: { ...receiver, from: call.from } },
      node,
      'signature-compared',
    );
    return /compare/i.test(last) ? { ...result, truthy: result.falsy, falsy: result.truthy } : result;
  }
  return null;
}

/**
 * Node's and crypto-js's HMAC are content with an empty key, which anybody can compute with; `crypto.subtle.importKey` refuses one
 * (https://www.w3.org/TR/webcrypto/#hmac). What libraries make of an empty secret is theirs to say.
 */
const takesEmptyKey = (name: string): boolean => /^(?:createHmac|HmacSHA\d+)$/i.test(name);

/** A list that is named for secrets; what was looked up with one, a list of numbers say, is none. */
const isOfSecrets = ({ from, chain, falsy }: Value): boolean =>
  (from & SECRET) !== 0 && (falsy.tags.has('no-secret') || chain.some((name) => isSecretName(name)));

/** `github.ValidatePayload(r, nil)` checks nothing. */
const EMPTY = /^(?:''|null|\[\]|\['']|\(''\))$/;

/** `err := github.ValidateSignature(...)` of Go, where the name alone would tell of an answer. */
function keepsOnlyError(run: Run, { parent }: SyntaxNode): boolean {
  if (parent?.type !== 'assignment_expression') return false;
  const left = child(parent, 'left');
  return left !== null && textOf(run.program, left) === '_';
}

/**
 * A package of a family of providers tells nothing about which of them calls, and a method's name alone (`webhooks.validate`)
 * nothing where the file has no word of the provider.
 */
function providerOf({ program }: Run, { module, provider }: CallPattern): string | null {
  if (module === null) return program.text.toLowerCase().includes(provider.split('-', 1)[0]!) ? provider : null;
  return FAMILY.has(module) && !FAMILY.has(provider) ? null : provider;
}

const FAMILY: ReadonlySet<string> = new Set(['svix', 'standardwebhooks', 'standard-webhooks']);

function safeCompare(run: Run, call: Call): Value {
  const [left, right] = call.args;
  const [leftNode, rightNode] = call.nodes;
  const token = !(call.from & MAC) && call.from & SECRET;
  return answer(
    run,
    { node: leftNode!, value: left! },
    { node: rightNode!, value: right! },
    call.node,
    token ? 'token-compared' : 'signature-compared',
  );
}

function verified(
  run: Run,
  state: State,
  call: Call,
  provider: string | null,
  answers: boolean,
  why: WebhookReason = 'sdk-verifier',
): Value {
  run.checks.push({ node: call.node, why, provider });
  const { chain } = call.callee;
  if (!run.refusesDefault && hasDefault(call)) {
    run.weakness = 'default-secret';
    if (answers) return { ...truthyAnswer(because('default-secret')), chain };
    run.thrown += 1;
    learn(run, state, because('default-secret'));
    return value({ from: BODY, chain });
  }
  if (answers) return { ...truthyAnswer(CHECKED), chain };
  run.thrown += 1;
  if ((chain.at(-1) ?? '').endsWith('Async') && isNeverAwaited(run.program, call.node)) {
    run.weakness = 'not-awaited';
    return value({ from: BODY, chain });
  }
  learn(run, state, CHECKED);
  return value({ from: BODY, truthy: CHECKED, falsy: CHECKED, chain });
}

/** The secret that is handed over, or that the verifier was made with, falls back to a literal; a client's key is none. */
const hasDefault = ({ args, receiver }: Call): boolean =>
  args.some((each) => each.from & DEFAULTED) || ((receiver?.from ?? 0) & (DEFAULTED | CLIENT)) === DEFAULTED;
