import { foldWord } from '../../compile-webhook-knowledge.ts';
import type { WebhookKnowledge } from '../../compile-webhook-knowledge.ts';
import { enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bare, FUNCTIONS, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { Origin } from '../state/value.ts';
import type { Call } from './call.ts';
import { namespaceProvider, packageProvider } from './known-calls.ts';

/**
 * Whether a call queries the provider for the true state: `mollie.payments.get(id)`,
 * `fetch(`https://api.provider.com/v1/payments/${id}`)`.
 */
export function isRefetch(run: Run, { callee, node, nodes }: Call): boolean {
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  const written = textOf(run.program, node).slice(0, 600);
  // Media and attachments of a message do not prove who sent it.
  if (ENCLOSED.test(`${chain.join('.')} ${written.slice(0, 200)}`)) return false;
  if (CURL.test(last)) return getsByCurl(run.program, node);
  if (GETS.test(last) || (MAKES.test(last) && BY_GET.test(written.slice(0, 300)))) {
    const address = addressIn(run.program, written, METHOD_FIRST.test(last) ? nodes : nodes.slice(0, 1));
    if (address !== null) return !TELLS.test(address) && !CHANGES.test(written);
  }
  if (!/^(?:get|retrieve|fetch|find|show|lookup)/.test(last) || chain.length < 2) return false;
  return (
    isOfProvider(run.knowledge, chain[0]!, origin) ||
    (OBJECTS.test(chain.join('.')) && isClients(run, chain[0]!, origin))
  );
}

/**
 * Whether an object is a provider's client: `mollie`, `stripeClient` and `getMollie()` by name, or anything from a
 * provider's package.
 */
function isOfProvider(knowledge: WebhookKnowledge, name: string, origin: Origin | null): boolean {
  if (packageProvider(knowledge, origin) !== null) return true;
  if (origin !== null && knowledge.gatewayScopes.has(origin.module.split('/', 1)[0]!)) return true;
  const plain = name.replace(/(?:client|sdk|api)$/i, '');
  // `Mollie::Payment.get(id)` in Ruby is called on the module, whatever its class.
  const [scope = '', inner] = (origin?.module ?? '').split('::', 2);
  return [plain, plain.replace(GIVES_OUT, ''), ...(inner === undefined ? [] : [scope])].some((each) =>
    knowledge.signs.has(knowledge.words.get(foldWord(each)) ?? ''),
  );
}

const GIVES_OUT = /^(?:get|use|make|create|init)(?=[A-Z_])/;

/**
 * `new PaymentClient().GetAsync(id)` in C# and Java, if the class or a `using` of the file is a provider's; a
 * `RedisClient` beside it fetches other things.
 */
const isClients = ({ program, knowledge }: Run, owner: string, origin: Origin | null): boolean =>
  program.language.shared &&
  CLIENT.test(owner) &&
  (origin !== null && origin.module !== owner
    ? namespaceProvider(knowledge, origin.module) !== null
    : [...program.imports.values()].some(
        ({ module, name }) => name === '*' && knowledge.signs.has(namespaceProvider(knowledge, module) ?? ''),
      ));

const CLIENT = /^(?!(?:Http|Web|Rest|Api)Client$)I?[A-Z]\w{0,60}Client$/;

/** Whether the names of an object and its method suggest fetching a payment, an order or the like. */
export const mayRefetch = (chain: readonly string[]): boolean =>
  ASKS.test(chain.at(-1) ?? '') && OBJECTS.test(chain.join('.')) && !ENCLOSED.test(chain.join('.'));

const ASKS =
  /^_?(?:get|retrieve|fetch|find|look_?up|load|query|check|verify|validate|confirm|inquire|inquiry|read|request|status)(?=[A-Z_]|$)/;
const OBJECTS =
  /pay|transaction|\btx|order|invoice|charge|subscription|checkout|session|status|intent|sale|purchase|transfer|refund|deposit|payout|booking|shipment|bill|mandate|receipt|preapproval|deal|contact|customer|event|ticket|issue|entry|product/i;

/** Whether a function is named for handling a webhook: `processMollieWebhook(id)`. */
export const takesHooks = (name: string): boolean =>
  /web_?hook|callback|notification|(?:^|_)ipn(?=_|$)/i.test(name) &&
  !/^_?(?:send|push|notify|emit|publish|create|register)/i.test(name);

/**
 * The same for a function that receives what to look up: its file is a provider's API client, and the call fetches
 * something.
 */
export const fetches = (run: Run, call: Call): boolean =>
  isRefetch(run, call) ||
  (GETS.test(call.callee.chain.at(-1) ?? '') &&
    !isKept(run.program, call.callee.chain.at(-2)) &&
    API.test(run.program.text) &&
    !CHANGES.test(textOf(run.program, call.node).slice(0, 600)));

/**
 * `cache.get(id)`, `Order.get(id)`, `seen.get(id)` of a `Map`: reads from the application's own data, not from a
 * provider.
 */
const isKept = ({ declared, text }: Program, owner = ''): boolean => {
  const made = declared.get(owner);
  return (
    KEEPS.test(owner) ||
    (/^[A-Z]/.test(owner) && OBJECTS.test(owner)) ||
    (made !== undefined && /\bnew (?:Weak)?Map\b/.test(text.slice(made.start, made.end).slice(0, 200)))
  );
};

const KEEPS =
  /cache|redis|memo|stor(?:e|age)$|repo(?:sitory)?$|(?:^|_)kv$|map$|table$|dict$|(?:^|_)db$|database$|registry$|config$|settings$|options$|headers?$|params?$|cookies$|state$/i;

/** `https://api.acme.com`, `https://sandbox.acme.com/api/v2`: the base URL of a hand-written client. */
const API =
  /https:\/\/(?:[\w-]{1,40}\.){0,3}(?:api|sandbox|gateway)[\w-]{0,20}\.[\w.-]{3,60}|https:\/\/[\w.-]{4,80}\/(?:api|v\d)\b/;

/** Functions and methods that fetch a URL. */
const GETS =
  /^(?:\$?fetch|get|request|axios|get(?:String|FromJson)?Async|getFor(?:Object|Entity)|(?:make|send|do|http)_?get(?:_?request)?|file_get_contents|wp_(?:safe_)?remote_get)$/i;
/**
 * Take a method, or a context, before the URL. Elsewhere the URL is first, and options that follow may contain other
 * URLs.
 */
const METHOD_FIRST = /^(?:\w*request(?:WithContext)?|HttpRequestMessage)$/i;
/** Create or send a request with a given method, in Go, .NET and Spring. */
const MAKES = /^(?:newRequest(?:WithContext)?|HttpRequestMessage|exchange)$/;
const BY_GET = /['"]GET['"]|\bMethodGet\b/;
/** `fetch(url, { method: 'POST' })`, `$client->request('POST', $url)` */
const CHANGES = /(?:method:\s{0,5}|request\()['"](?:POST|PUT|PATCH|DELETE)/;
const ADDRESS = /https:\/\/[\w.-]{4,80}\/[^\s'"`]{0,120}/;

/**
 * PHP: `curl_init($url)`, `curl_setopt($curl, CURLOPT_URL, $url)`, `curl_setopt_array($curl, [CURLOPT_URL => $url])`.
 */
const CURL = /^curl_(?:init|setopt(?:_array)?)$/;

/** Whether cURL sends a `GET`, which it does unless told otherwise, here or in the options set next. */
function getsByCurl(program: Program, node: SyntaxNode): boolean {
  const written = textOf(program, node).slice(0, 300);
  const address = /https:\/\/[\w.-]{4,80}(?:\/[^\s'"`]{0,120}|(?=' \+ ))/.exec(written)?.[0];
  if (address === undefined || TELLS.test(address)) return false;
  return !POSTS.test(program.text.slice(node.start, node.end + MAX_SET));
}

const MAX_SET = 500;
const POSTS = /CURLOPT_POST, (?:true|1)|CURLOPT_POSTFIELDS, (?!'')|CURLOPT_CUSTOMREQUEST, '(?:POST|PUT|PATCH|DELETE)'/;

/** The provider's URL in the arguments of a call, or in the value of a variable among them; null if there is none. */
function addressIn(program: Program, written: string, nodes: readonly SyntaxNode[]): string | null {
  const direct = ADDRESS.exec(written.slice(0, 300))?.[0];
  if (direct !== undefined) return direct;
  for (const node of nodes.slice(0, MAX_PARTS).map(bare)) {
    const kept = keptAddress(program, node) ?? basedAddress(program, node);
    if (kept !== null) return kept;
  }
  return null;
}

/** Limit of arguments to search: `NewRequestWithContext(ctx, http.MethodGet, url, nil)` */
const MAX_PARTS = 3;

/** `url = f"https://api.provider.com/v1/payments/{id}"` in the same function. */
function keptAddress(program: Program, kept: SyntaxNode | undefined): string | null {
  const around = kept?.type === 'identifier' ? enclosing(kept, FUNCTIONS) : null;
  if (!kept || !around) return null;
  const before = program.text.slice(Math.max(around.start, kept.start - MAX_BEFORE), kept.start);
  const set = `${textOf(program, kept)} = `;
  let at = before.lastIndexOf(set);
  // `baseUrl = ` assigns another variable than `Url`.
  while (at > 0 && /[\w$.]/.test(before[at - 1]!)) at = before.lastIndexOf(set, at - 1);
  return at === -1 ? null : (ADDRESS.exec(before.slice(at, at + 200).split(';', 1)[0]!)?.[0] ?? null);
}

const MAX_BEFORE = 2000;

/** `` `${ACME_URL}/v1/payments/${id}` ``, if the file declares that base as a URL of the provider. */
function basedAddress(program: Program, first: SyntaxNode | undefined): string | null {
  const [, base = '', rest = ''] = BASED.exec(first ? textOf(program, first).slice(0, 300) : '') ?? [];
  const declared = program.declared.get(base);
  const origin = declared ? ORIGIN.exec(textOf(program, declared).slice(0, 200))?.[0] : undefined;
  return origin === undefined ? null : origin + rest;
}

const ORIGIN = /https:\/\/[\w.-]{4,80}[^\s'"`]{0,60}/;
const BASED = /^`\$\{(\w{1,60})\}(\/[^`]{0,200})/;

/** `/sendMessage?chat_id=1`: sends something rather than fetching it. */
const TELLS = /\/(?:send|post|create|update|delete|notify|push)[\w]{0,30}(?:\?|$)/i;
const ENCLOSED = /media|image|photo|audio|(?<!in)voice|video|file|attachment|avatar|profile/i;
