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

/** Names that many providers use. */
export const SHARED_HEADER =
  /^(x-)?((?:web)?hook-|hmac-|body-|request-)?(signature|(?:signature-)?timestamp|id|token|secret|hmac|hub-signature|signature-256)$|^authorization$/;
/** Headers that carry signatures or what stands for them. */
export const SIGNATURE_HEADER = /sign|hmac|svix-|^webhook-|x-hub|hook-(?:token|secret)|gitlab-token|verif-hash/;

/** Schemes that many providers sign by. */
const FAMILY: ReadonlySet<string> = new Set(['svix', 'standard-webhooks']);

/** Whose webhook it is, by the strongest of what the handler shows; null when nothing tells. */
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
  // Where the first header is missing, one that another sends may be tried.
  const isFallback =
    called !== null && called !== header && checked !== header && isOneOfSeveral(header, run, knowledge);
  if (header !== null && !FAMILY.has(header) && !isFallback) return header;
  if (checked) return checked;
  if (named) return named;
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
  const sender =
    senderOf(source, knowledge.events, run.program.language.shared) ??
    senderOf(handedOnBy(run.program, handler), knowledge.events, true);
  return bySdk ?? sender ?? beside ?? channelOf(handler);
}

/** Whose file it is by its path; of those who are not known to send webhooks only its own name counts, and folders that speak of these. */
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

/** Whether a handler looks for a signature in other headers than a provider's too. */
function isOneOfSeveral(provider: string | null, { headers }: Run, knowledge: WebhookKnowledge): boolean {
  return [...headers].some(
    (name) => SIGNATURE_HEADER.test(name) && !knowledge.headers.get(name)?.some((owner) => owner === provider),
  );
}

/** `handleWebhookSafe`: what stands behind says how, not whose. */
const MANNER = /(?<=[a-z]web_?hook)[A-Z_]\w{0,10}$/i;

/** Channels of Meta that are no products of their own by name. */
const channelOf = ({ route }: Handler): string | null =>
  /(?:^|[/_-])(?:messenger|instagram|facebook)(?:$|[/_-])/i.test(route ?? '') ? 'meta-graph-api' : null;

/** What the rest of the file says: where it refetches from, whose challenge it answers, whose secret it reads. */
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

/** `PostmarkWebhookPayload`, `GitHubEvent`. */
const TYPE = /\b([A-Z][A-Za-z]{2,30}?)(?:Webhook|Event|Inbound|Ipn)[A-Z]?/g;
const API_HOST = /https:\/\/([\w.-]{4,80})\//g;
const HOOK_SECRET = /\b[A-Z][A-Z\d_]{2,40}_(?:WEBHOOK_(?:SECRET|TOKEN|VERIFY_TOKEN)|VERIFY_TOKEN|SIGNING_SECRET)\b/g;

/** Whose the secrets are, by their names. */
function ofSecrets(names: ReadonlySet<string>, knowledge: WebhookKnowledge): string | null {
  for (const name of names) {
    if (name === 'WEBHOOK_SECRET') continue;
    const isHooks = /HOOK|SIGN|VERIFY_TOKEN/.test(name) && /SECRET|TOKEN|KEY|SIGN|PASS|AUTH|HASH/.test(name);
    const owner = knowledge.secretEnv.get(name) ?? (isHooks ? providerIn(name, knowledge) : null);
    if (owner) return owner;
  }
  return null;
}

/** The last words of a path. The folder of the platform that runs the function says nothing of who calls it. */
export const fileWords = (path: string): string =>
  path
    .replace(/(?:^|\/)(?:netlify|supabase|firebase)\/(?=(?:edge-)?functions\/)/, '/')
    .replace(/(?:^|\/)convex\/(?!.*convex)/, '/')
    .split('/')
    .slice(-3)
    .join('/')
    .replace(/\.[cm]?[jt]sx?$/, '');

/** A provider's word in a route or name, whole or at a word's edge; the longest wins, and of these one that sends webhooks. */
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
