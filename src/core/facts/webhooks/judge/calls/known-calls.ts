import type { CallPattern, Refusal, WebhookKnowledge } from '../../compile-webhook-knowledge.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { isBooleanName } from '../state/names.ts';
import type { Origin } from '../state/value.ts';

// Recognises calls that verify: the rulebook's verifiers, and those of cryptographic libraries.

/** Names too common to mean anything without the rest of their path. */
const PLAIN = /^(verify|parse|validate|process|receive|handle|check|unwrap|webhook|validator|authenticate)$/i;

/** Whether a specifier is that of a file in this repository rather than of a package. */
export const isOwnModule = (module: string): boolean => /^(?:\.|@\/|[~#$])/.test(module);

/** Whether it may be one: workspace packages have a scope, as other packages do. */
export const mayBeOwnModule = (module: string): boolean => isOwnModule(module) || module.startsWith('@');

/** Whether an import is of another file of this repository rather than of a package. */
export const isOwn = (origin: Origin | null): boolean => origin !== null && isOwnModule(origin.module);

/**
 * Methods of a class that may verify. `__filters` are the filters that a Rails module adds to the actions of classes
 * that include it.
 */
const INSTANCE_METHOD = /verif|validat|construct|parse|receive|unmarshal|unwrap|middleware|process|^__filters$/i;

/** The rulebook's pattern that a call matches; null if there is none. */
export function matchCall(
  patterns: ReadonlyMap<string, readonly CallPattern[]>,
  written: readonly string[],
  origin: Origin | null,
): CallPattern | null {
  const chain = written.length === 1 ? inPackage(written[0]!, origin) : written;
  const last = chain.at(-1);
  if (last === undefined) return null;
  for (const pattern of patterns.get(last) ?? []) if (matches(pattern, chain, origin)) return pattern;
  // `svix#Webhook` names a class: the verifying methods of its instances match.
  const owner = last === '__filters' ? origin?.name : chain.at(-2);
  if (owner === undefined || !INSTANCE_METHOD.test(last)) return null;
  for (const pattern of patterns.get(owner) ?? []) {
    const named = [...chain.slice(0, -2), owner];
    if (pattern.module !== null && /^[A-Z]/.test(owner) && matches(pattern, named, origin)) return pattern;
  }
  return null;
}

/** The path of a directly imported Go function within its package: `ParseRequest` of `…/v7/linebot#ParseRequest`. */
function inPackage(name: string, origin: Origin | null): string[] {
  const owner = /([\w-]{1,80})(?:\/v\d{1,3})?#\w{1,200}$/.exec(origin?.module ?? '')?.[1];
  return owner === undefined ? [name] : [owner, name];
}

function matches(pattern: CallPattern, chain: readonly string[], origin: Origin | null): boolean {
  const { path, module, provider } = pattern;
  for (let i = 1; i <= path.length; i++) {
    const name = path.at(-i)!;
    const seen = chain.at(-i);
    // The first name of a path may be a variable of any spelling: `Stripe.webhooks`, `stripe.webhooks`.
    if (seen !== name && !(i === path.length && i > 1 && seen?.toLowerCase() === name.toLowerCase())) {
      if (!(module !== null && i === path.length && i > 1)) return false;
    }
  }
  if (module !== null) {
    if (origin === null) return false;
    if (origin.module === module || origin.module.startsWith(`${module}/`)) return true;
    // `twilio.util` used to have the contents of `twilio.request_validator`: dotted modules of one package match.
    return module.includes('.') && /^[A-Z]/.test(path[0]!) && origin.module.split('.')[0] === module.split('.')[0];
  }
  if (path.length > 1) return true;
  if (PLAIN.test(path[0]!)) return false;
  // A function of this repository is judged by its own code, whatever its name. A client named for the provider is the
  // provider's, wherever it was created: `stripe.parseThinEvent` with `import { stripe } from '@/lib/stripe'`.
  return !isOwn(origin) || (chain.at(-2)?.toLowerCase().includes(provider) ?? false);
}

/** How a primitive of a cryptographic library refuses a wrong signature; null for any other call. */
export function primitive(chain: readonly string[], origin: Origin | null): Refusal | null {
  const path = chain.slice(-3).join('.');
  if (/(^|\.)subtle\.verify$|detached\.verify$|(^|\.)createVerify\.(?:update\.)?verify$/.test(path)) return 'boolean';
  if (/(^|\.)(ed25519|ed|secp256k1|nacl|sodium)\.verify(Async)?$/i.test(path)) return 'boolean';
  if (/^crypto\.verify$/.test(path) || (origin && /^(node:)?crypto$/.test(origin.module) && path === 'verify'))
    return 'boolean';
  if (/^crypto_sign_verify_detached$/.test(chain.at(-1) ?? '')) return 'boolean';
  if (/(^|\.)(jwt|jsonwebtoken|jose)\.(verify|jwtVerify|compactVerify)$/i.test(path)) return 'throws';
  if (/^(jwtVerify|compactVerify|verifyIdToken|jwtVerifyAsync)$/.test(chain.at(-1) ?? '')) return 'throws';
  // Data signed by the application itself, such as an address that only the provider was given
  // (https://docs.djangoproject.com/en/stable/topics/signing/).
  if (/signer\.unsign(?:_object)?$|(?:^|\.)signing\.loads$/i.test(path)) return 'throws';
  return null;
}

/** Whether such a primitive returns a promise. */
export const givesPromise = (chain: readonly string[]): boolean =>
  chain.slice(-2).join('.') === 'subtle.verify' ||
  /^(?:jwtVerify|compactVerify|verifyIdToken|jwtVerifyAsync|verifyAsync)$/.test(chain.at(-1) ?? '');

/**
 * The name that says what a call does; for a class with a single purpose, that of the class:
 * `CalculateSignature.new.call(body)`.
 */
export const nameOfDeed = (chain: readonly string[]): string =>
  (/^(?:call|perform|execute)$/.test(chain.at(-1) ?? '') ? chain.at(-2) : undefined) ?? chain.at(-1) ?? '';

/** Whether a call computes a keyed digest. */
export const isMac = (chain: readonly string[]): boolean => {
  const last = nameOfDeed(chain);
  return (
    /^(createHmac|HmacSHA(1|256|512)|hmacSHA(1|256|512)|hmac(Sha256)?)$/i.test(last) ||
    chain.slice(-2).join('.') === 'subtle.sign' ||
    /^(compute|generate|create|calc(ulate)?|make|get|expected|build)_?(hmac|signature|mac)/i.test(last) ||
    /^(?:compute|generate|calc(?:ulate)?)_?[a-z]{1,12}_?(?:hmac|signature)$/i.test(last)
  );
};

/** `sdk.sign(body)`, `make_sign(params)` of a service: computes the signature as the sender did. */
export const signs = (chain: readonly string[]): boolean =>
  chain.length > 1 &&
  /^(?:(?:get|make|gen|generate|create|calc(?:ulate)?|compute|build)_?)?sign(?:_?(?:payload|body|data|message|params|request))?$/i.test(
    chain.at(-1)!,
  );

/** Whether a call computes a digest without a key. Over a secret, it counts as a keyed digest. */
export const isDigest = (chain: readonly string[]): boolean =>
  chain.slice(-3).includes('createHash') ||
  /(?:^|\.)(?:crypto\.hash|MessageDigest\.getInstance\.digest)$/.test(chain.join('.')) ||
  /^(?:sha(?:1|224|256|384|512)|md5)(?:Hex)?$/i.test(chain.at(-1) ?? '');

/** How a verifier refuses: by its rule, else by its name, else by how the call site uses it. */
export const refusalHere = (pattern: CallPattern | null, chain: readonly string[], call: SyntaxNode): Refusal =>
  pattern?.refuses ?? (isBooleanName(chain.at(-1) ?? '') || isAsked(call) ? 'boolean' : 'throws');

/** Whether a condition tests a call's result, or an operator combines it with something. */
function isAsked(call: SyntaxNode): boolean {
  let node = call;
  while (node.parent && (isTransparent(node.parent) || node.parent.type === 'await_expression')) node = node.parent;
  if (node.field === 'condition') return true;
  const isOperand = /^(?:if_statement|unary_expression|binary_expression|ternary_expression)$/.test(
    node.parent?.type ?? '',
  );
  return isOperand && node.field !== 'consequence' && node.field !== 'alternative';
}

/** `parseWebhookEvent(body, verifyKey)`: a library that receives a verifying function and throws if that refuses. */
export const takesVerifier = (origin: Origin | null, args: readonly string[]): boolean =>
  origin !== null && !isOwn(origin) && args.some((arg) => VERIFIER.test(arg));

const VERIFIER = /^verif(?:y|ier)(?:\w{0,30}(?:Key|Fn|Signature|Webhook|Request|Event|Token))?$/;

/** The provider that an imported package belongs to; null if none. */
export function packageProvider(knowledge: WebhookKnowledge, origin: Origin | null): string | null {
  if (!origin) return null;
  const { module } = origin;
  const exact = knowledge.packages.get(module);
  if (exact) return exact;
  const parts = module.split('/');
  return knowledge.packages.get(module.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!) ?? null;
}

/**
 * The provider of a class, by the longest matching prefix of its name: `Mollie\Payment\Helper\General`. Null if none.
 */
export function namespaceProvider({ namespaces }: WebhookKnowledge, module: string): string | null {
  const parts = module.split(/(?=\\|\.|\/|::)/).slice(0, 6);
  for (let length = parts.length; length > 0; length--) {
    const owner = namespaces.get(parts.slice(0, length).join(''));
    if (owner !== undefined) return owner;
  }
  return null;
}

/**
 * Middleware that admits callers who present a token or a password
 * (https://hono.dev/docs/middleware/builtin/bearer-auth, https://github.com/fastify/fastify-bearer-auth).
 */
export const letsInByToken = ({ origin }: { origin: Origin | null }): boolean =>
  origin !== null &&
  /^(?:hono\/(?:bearer|basic)-auth|@fastify\/(?:bearer|basic)-auth|express-basic-auth|koa-basic-auth)$/.test(
    origin.module,
  );
