import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { foldWord } from './compile-webhook-knowledge.ts';
import { senderOf } from './compile-events.ts';
import { answersMeta } from './receiver-words.ts';
import { isFileRouted } from './frameworks/file-routes.ts';
import type { Handler } from './frameworks/handler.ts';
import { handedOnBy } from './handler-source.ts';
import { isAuthHook } from './is-webhook-candidate.ts';
import { namespaceProvider, packageProvider } from './judge/calls/known-calls.ts';
import type { Run } from './judge/state/run.ts';

/** Header names that many providers share. */
export const SHARED_HEADER =
  /^(x-)?((?:web)?hook-|hmac-|body-|request-)?(signature|(?:signature-)?timestamp|id|token|secret|hmac|hub-signature|signature-256)$|^authorization$/;
/** Headers that carry a signature or a token in its place. */
export const SIGNATURE_HEADER = /sign|hmac|svix-|^webhook-|x-hub|hook-(?:token|secret)|gitlab-token|verif-hash/;

/** Signature schemes that many providers share. */
const FAMILY: ReadonlySet<string> = new Set(['svix', 'standard-webhooks']);

/** The provider that sends the webhook, by the strongest evidence in the handler; null if there is none. */
export function recogniseProvider(
  handler: Handler,
  run: Run,
  knowledge: WebhookKnowledge,
  path: string,
  source: string,
): string | null {
  if (isAuthHook(path, source)) return 'supabase';
  const checked = run.checks.find((check) => check.provider !== null && !FAMILY.has(check.provider))?.provider;
  const called =
    providerIn(handler.route ?? '', knowledge) ?? providerIn((handler.name ?? '').replace(MANNER, ''), knowledge);
  const named = called ?? ofFile(path, knowledge);
  const byHeader = [...run.headers]
    .filter((name) => !SHARED_HEADER.test(name))
    .map((name) => knowledge.headers.get(name))
    .find((owners) => owners !== undefined);
  const header = byHeader?.length === 1 ? byHeader[0]! : null;
  // The header may be another provider's, tried when the first one is missing.
  const isFallback =
    called !== null && called !== header && checked !== header && isOneOfSeveral(header, run, knowledge);
  if (header !== null && !FAMILY.has(header) && !isFallback) return header;
  if (checked) return checked;
  const sender = senderOfEvents(handler, run, knowledge, source);
  // `/whatsapp/webhook`: the channel that a route names may be another provider's, whose body shows it.
  if (named) return knowledge.signs.has(named) ? named : (sender ?? named);
  for (const name of run.headers) {
    // `x-acme-event`, `acme-signature`
    const maker = SIGNATURE_HEADER.test(name) ? name : (/^x-([a-z]+)-/.exec(name)?.[1] ?? '');
    const owner = providerIn(maker, knowledge);
    if (owner && !FAMILY.has(owner)) return owner;
  }
  const bySecret = ofSecrets(run.env, knowledge);
  if (bySecret) return bySecret;
  for (const [local, origin] of run.program.imports) {
    const owner = packageProvider(knowledge, origin) ?? namespaceProvider(knowledge, origin.module);
    if (owner && !FAMILY.has(owner) && source.includes(local)) return owner;
  }
  const bySdk = run.checks.find((check) => check.provider !== null)?.provider;
  const beside = isFileRouted(handler.framework) ? besideHandler(run, knowledge, source) : null;
  return bySdk ?? sender ?? beside ?? channelOf(handler);
}

/** The provider whose events the handler takes apart, itself or in functions that it hands them to; null if unknown. */
export const senderOfEvents = (
  handler: Handler,
  { program }: Run,
  { events }: WebhookKnowledge,
  source: string,
): string | null =>
  senderOf(source, events, program.language.shared) ?? senderOf(handedOnBy(program, handler), events, true);

/**
 * The provider that a file's path names. One that is not known to send webhooks counts only in the file's own name, in
 * a folder named for webhooks, or in one directly below.
 */
function ofFile(path: string, knowledge: WebhookKnowledge): string | null {
  const words = fileWords(path);
  const named = providerIn(words, knowledge);
  if (named === null || knowledge.signs.has(named)) return named;
  const parts = words.split('/');
  const hooks = parts.filter(
    (part, at) => at === parts.length - 1 || HOOK_PART.test(part) || (at > 0 && HOOK_PART.test(parts[at - 1]!)),
  );
  return providerIn(hooks.join('/'), knowledge);
}

const HOOK_PART = /hook|callback|postback|notif|inbound|(?:^|[^a-z])ipn(?:[^a-z]|$)/i;

/** Whether a handler reads signature headers other than the provider's. */
function isOneOfSeveral(provider: string | null, { headers }: Run, knowledge: WebhookKnowledge): boolean {
  return [...headers].some(
    (name) => SIGNATURE_HEADER.test(name) && !knowledge.headers.get(name)?.some((owner) => owner === provider),
  );
}

/** `handleWebhookSafe`: a suffix says how the function works, not whose webhook it takes. */
const MANNER = /(?<=[a-z]web_?hook)[A-Z_]\w{0,10}$/i;

/** Meta's channels, which name the provider only in a route. */
const channelOf = ({ route }: Handler): string | null =>
  /(?:^|[/_-])(?:messenger|instagram|facebook)(?:$|[/_-])/i.test(route ?? '') ? 'meta-graph-api' : null;

/**
 * Weaker evidence in the handler and its file: the API it refetches from, names of types, Meta's challenge, names of
 * secrets.
 */
function besideHandler(run: Run, knowledge: WebhookKnowledge, source: string): string | null {
  const hosts = run.refetches ? [...source.matchAll(API_HOST)].map((match) => match[1] ?? '') : [];
  const asked = hosts.map((host) => providerIn(host, knowledge)).find((each) => each !== null);
  if (asked) return asked;
  const { text } = run.program;
  const typed = [...source.matchAll(TYPE)].map((match) => providerIn(match[1] ?? '', knowledge));
  const named = typed.find((each) => each !== null);
  if (named) return named;
  if (answersMeta(text) && !/strava/i.test(text)) return 'meta-graph-api';
  return ofSecrets(new Set(text.match(HOOK_SECRET)), knowledge);
}

/** Names of types that contain a provider: `PostmarkWebhookPayload`, `GitHubEvent`. */
const TYPE = /\b([A-Z][A-Za-z]{2,30}?)(?:Webhook|Event|Inbound|Ipn)[A-Z]?/g;
const API_HOST = /https:\/\/([\w.-]{4,80})\//g;
const HOOK_SECRET = /\b[A-Z][A-Z\d_]{2,40}_(?:WEBHOOK_(?:SECRET|TOKEN|VERIFY_TOKEN)|VERIFY_TOKEN|SIGNING_SECRET)\b/g;

/** The provider that the names of the secrets point to. */
function ofSecrets(names: ReadonlySet<string>, knowledge: WebhookKnowledge): string | null {
  for (const name of names) {
    if (name === 'WEBHOOK_SECRET') continue;
    const isHooks = /HOOK|SIGN|VERIFY_TOKEN/.test(name) && /SECRET|TOKEN|KEY|SIGN|PASS|AUTH|HASH/.test(name);
    const owner = knowledge.secretEnv.get(name) ?? (isHooks ? providerIn(name, knowledge) : null);
    if (owner) return owner;
  }
  return null;
}

/**
 * The last three parts of a path, without the extension. The folder of a hosting platform is dropped: it does not show
 * who calls the function.
 */
export const fileWords = (path: string): string =>
  path
    .replace(/(?:^|\/)(?:netlify|supabase|firebase)\/(?=(?:edge-)?functions\/)/, '/')
    .replace(/(?:^|\/)convex\/(?!.*convex)/, '/')
    .split('/')
    .slice(-3)
    .join('/')
    .replace(/\.[cm]?[jt]sx?$/, '');

/**
 * The provider that a route or a name mentions, in one word or in up to three adjacent words. The longest match wins,
 * and among equals one that sends webhooks. Null if there is none.
 */
export function providerIn(text: string, knowledge: WebhookKnowledge): string | null {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => foldWord(word))
    .filter((word) => word !== '');
  for (let length = 3; length >= 1; length--) {
    const owners = words.flatMap((_, i) => knowledge.words.get(words.slice(i, i + length).join('')) ?? []);
    if (owners.length > 0) return owners.find((owner) => knowledge.signs.has(owner)) ?? owners[0]!;
  }
  return null;
}
