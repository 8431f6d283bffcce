import type { CallPattern, Refusal, WebhookKnowledge } from '../../compile-webhook-knowledge.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { isBooleanName } from '../state/names.ts';
import type { Origin } from '../state/value.ts';

// Which calls are verifiers: the rulebook's, and the cryptographic ones of the language's own libraries.

/** Names too plain to mean anything without the rest of their path. */
const PLAIN = /^(verify|parse|validate|process|receive|handle|check|unwrap|webhook|validator|authenticate)$/i;

/** Whether a module is a file of this repository, and not of a package. */
export const isOwnModule = (module: string): boolean => /^(?:\.|@\/|[~#$])/.test(module);

/** Whether it may be one: packages of a workspace have a scope, as others have. */
export const mayBeOwnModule = (module: string): boolean => isOwnModule(module) || module.startsWith('@');

/** Of another file of this repository, and not of a package. */
export const isOwn = (origin: Origin | null): boolean => origin !== null && isOwnModule(origin.module);

/** `__filters` are what a module of Rails puts in front of the actions of whoever includes it. */
const INSTANCE_METHOD = /verif|validat|construct|parse|receive|unmarshal|unwrap|middleware|process|^__filters$/i;

/** The rulebook's pattern that a call answers to. */
export function matchCall(
  patterns: ReadonlyMap<string, readonly CallPattern[]>,
  written: readonly string[],
  origin: Origin | null,
): CallPattern | null {
  const chain = written.length === 1 ? inPackage(written[0]!, origin) : written;
  const last = chain.at(-1);
  if (last === undefined) return null;
  for (const pattern of patterns.get(last) ?? []) if (matches(pattern, chain, origin)) return pattern;
  // `svix#Webhook` names the class: the verifying methods of its instances count.
  const owner = last === '__filters' ? origin?.name : chain.at(-2);
  if (owner === undefined || !INSTANCE_METHOD.test(last)) return null;
  for (const pattern of patterns.get(owner) ?? []) {
    const named = [...chain.slice(0, -2), owner];
    if (pattern.module !== null && /^[A-Z]/.test(owner) && matches(pattern, named, origin)) return pattern;
  }
  return null;
}

/** A function of Go that is imported by itself, as its package has it: `ParseRequest` of `…/v7/linebot#ParseRequest`. */
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
    // `twilio.util` had what `twilio.request_validator` has: dotted modules of one package.
    return module.includes('.') && /^[A-Z]/.test(path[0]!) && origin.module.split('.')[0] === module.split('.')[0];
  }
  if (path.length > 1) return true;
  if (PLAIN.test(path[0]!)) return false;
  // A function of this repository is judged by its own code, whatever its name; a client that is named for the provider
  // is the provider's, wherever it was made: `stripe.parseThinEvent` with `import { stripe } from '@/lib/stripe'`.
  return !isOwn(origin) || (chain.at(-2)?.toLowerCase().includes(provider) ?? false);
}

/** A primitive of a cryptographic library that answers whether a signature is right. */
export function primitive(chain: readonly string[], origin: Origin | null): Refusal | null {
  const path = chain.slice(-3).join('.');
  if (/(^|\.)subtle\.verify$|detached\.verify$|(^|\.)createVerify\.(?:update\.)?verify$/.test(path)) return 'boolean';
  if (/(^|\.)(ed25519|ed|secp256k1|nacl|sodium)\.verify(Async)?$/i.test(path)) return 'boolean';
  if (/^crypto\.verify$/.test(path) || (origin && /^(node:)?crypto$/.test(origin.module) && path === 'verify'))
    return 'boolean';
  if (/^crypto_sign_verify_detached$/.test(chain.at(-1) ?? '')) return 'boolean';
  if (/(^|\.)(jwt|jsonwebtoken|jose)\.(verify|jwtVerify|compactVerify)$/i.test(path)) return 'throws';
  if (/^(jwtVerify|compactVerify|verifyIdToken|jwtVerifyAsync)$/.test(chain.at(-1) ?? '')) return 'throws';
  // What the application has signed itself, as an address that only the provider was told
  // (https://docs.djangoproject.com/en/stable/topics/signing/).
  if (/signer\.unsign(?:_object)?$|(?:^|\.)signing\.loads$/i.test(path)) return 'throws';
  return null;
}

/** Of these primitives, those that give a promise. */
export const givesPromise = (chain: readonly string[]): boolean =>
  chain.slice(-2).join('.') === 'subtle.verify' ||
  /^(?:jwtVerify|compactVerify|verifyIdToken|jwtVerifyAsync|verifyAsync)$/.test(chain.at(-1) ?? '');

/** What a call does by its name; by that of its class where that does one thing alone: `CalculateSignature.new.call(body)`. */
export const nameOfDeed = (chain: readonly string[]): string =>
  (/^(?:call|perform|execute)$/.test(chain.at(-1) ?? '') ? chain.at(-2) : undefined) ?? chain.at(-1) ?? '';

/** Calls that compute a keyed digest. */
export const isMac = (chain: readonly string[]): boolean => {
  const last = nameOfDeed(chain);
  return (
    /^(createHmac|HmacSHA(1|256|512)|hmacSHA(1|256|512)|hmac(Sha256)?)$/i.test(last) ||
    chain.slice(-2).join('.') === 'subtle.sign' ||
    /^(compute|generate|create|calc(ulate)?|make|get|expected|build)_?(hmac|signature|mac)/i.test(last) ||
    /^(?:compute|generate|calc(?:ulate)?)_?[a-z]{1,12}_?(?:hmac|signature)$/i.test(last)
  );
};

/** `sdk.sign(body)`, `make_sign(params)` of a service: what whoever sends the request has done with it, too. */
export const signs = (chain: readonly string[]): boolean =>
  chain.length > 1 &&
  /^(?:(?:get|make|gen|generate|create|calc(?:ulate)?|compute|build)_?)?sign(?:_?(?:payload|body|data|message|params|request))?$/i.test(
    chain.at(-1)!,
  );

/** Digests without a key; one over a secret is as good as a keyed one. */
export const isDigest = (chain: readonly string[]): boolean =>
  chain.slice(-3).includes('createHash') || /^(?:sha(?:1|224|256|384|512)|md5)(?:Hex)?$/i.test(chain.at(-1) ?? '');

/** How a verifier refuses: as its rule says, else as its name does, else as it is used where it is called. */
export const refusalHere = (pattern: CallPattern | null, chain: readonly string[], call: SyntaxNode): Refusal =>
  pattern?.refuses ?? (isBooleanName(chain.at(-1) ?? '') || isAsked(call) ? 'boolean' : 'throws');

/** Whether a condition asks for what a call gives, or an operator combines it with something. */
function isAsked(call: SyntaxNode): boolean {
  let node = call;
  while (node.parent && (isTransparent(node.parent) || node.parent.type === 'await_expression')) node = node.parent;
  if (node.field === 'condition') return true;
  const isOperand = /^(?:if_statement|unary_expression|binary_expression|ternary_expression)$/.test(
    node.parent?.type ?? '',
  );
  return isOperand && node.field !== 'consequence' && node.field !== 'alternative';
}

/** `parseWebhookEvent(body, verifyKey)`: a library that is handed what verifies, and throws where that refuses. */
export const takesVerifier = (origin: Origin | null, args: readonly string[]): boolean =>
  origin !== null && !isOwn(origin) && args.some((arg) => VERIFIER.test(arg));

const VERIFIER = /^verif(?:y|ier)(?:\w{0,30}(?:Key|Fn|Signature|Webhook|Request|Event|Token))?$/;

/** The provider that an imported package speaks for. */
export function packageProvider(knowledge: WebhookKnowledge, origin: Origin | null): string | null {
  if (!origin) return null;
  const { module } = origin;
  const exact = knowledge.packages.get(module);
  if (exact) return exact;
  const parts = module.split('/');
  return knowledge.packages.get(module.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!) ?? null;
}

/** `Mollie\Payment\Helper\General`: whose a class is by what its name begins with, the longest first. */
export function namespaceProvider({ namespaces }: WebhookKnowledge, module: string): string | null {
  const parts = module.split(/(?=\\|\.|\/|::)/).slice(0, 6);
  for (let length = parts.length; length > 0; length--) {
    const owner = namespaces.get(parts.slice(0, length).join(''));
    if (owner !== undefined) return owner;
  }
  return null;
}

/**
 * Middleware that lets in who shows a token or a password (https://hono.dev/docs/middleware/builtin/bearer-auth,
 * https://github.com/fastify/fastify-bearer-auth).
 */
export const letsInByToken = ({ origin }: { origin: Origin | null }): boolean =>
  origin !== null &&
  /^(?:hono\/(?:bearer|basic)-auth|@fastify\/(?:bearer|basic)-auth|express-basic-auth|koa-basic-auth)$/.test(
    origin.module,
  );
