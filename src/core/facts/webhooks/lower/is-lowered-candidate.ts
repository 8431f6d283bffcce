import { mayNameEvents } from '../compile-events.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import { hasSome } from '../has-some.ts';
import { readsKnownHeader } from '../reads-known-header.ts';
import { answersMeta } from '../receiver-words.ts';
import { hasHookRoutes, isRoutesFile } from './ruby/rails-routes.ts';

// This runs on every source file: what most of them lack is asked for in one look, the rest of the few that have it.

const VERIFYING =
  /[hH]mac|HMAC|construct_event|[cC]onstructEvent|signed_?[pP]ayload|[vV]erify_?(?:[sS]ign|[nN]otif|[cC]allback)|[vV]erify\w{0,12}[wW]eb_?[hH]ook(?!_?[sS]ign)|[wW]ebhooks?\.[vV]erify|(?<!has)[vV]alid(?:ate)?_?[sS]ign|svix|secure_compare|igner\.unsign|before_action :verify|skip_forgery_protection|compare_digest|hash_equals|[wW]ebhook-(?:[sS]ecret|[tT]oken)/;
/** Names of secrets, which settings and models have, too. */
const SECRETS = /webhook_secret|webhook_token|WebhookSecret|WEBHOOK_(?:SECRET|TOKEN)/;
const COMPARING = /erif|ompare|quals|[!=]= ?(?:os\.|ENV\b|env\(|getenv|Environment\.|settings\.|config)/;
const HOOK =
  /eb[hH]ook|EBHOOK|web_hook|allow_guest|_ipn|ipn_|\/ipn|(?:def|function) ipn\b|IPN|\/hook|\/post-?back|woocommerce_api_/;
/** What ASP.NET calls before actions. */
const FILTER = /\bI(?:Async)?(?:Authorization|Action|Resource|Endpoint)Filter\b|\bActionFilterAttribute\b/;
/** Verifiers of SDKs, which files of others may import ready made. */
const SDK_VERIFIERS =
  /\bRequestValidator\b|\bVerifyKey\b|\bEvent\.from_http\(|SignatureVerifier\b|=\s?(?:\w+\.)?(?:\w{0,30}(?:Verifier|SignatureValidator)|Webhook(?:Handler|Parser|Receiver)?)\(|rsa(?:Cert)?Check|arse(?:Order|Refund)?Notify/;
const SPEAKING = new RegExp(
  [
    VERIFYING,
    /RequestValidator|VerifyKey|Event\.from_http\(|erifier\(|arse(?:Order|Refund)?Notify/,
    HOOK,
    /ignature/,
    /FormRequest/,
    FILTER,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const POSTING =
  /csrf_exempt|HttpTrigger|[.@][pP]ost\(|POST|PostMapping|HttpPost|MapPost|post ['"]|post\(|methods=|HandleFunc\(/;
/** Forms in which the handlers of a language take a request. */
const REQUEST: Readonly<Record<string, readonly string[]>> = {
  py: [
    '(request',
    'self, request',
    ': Request',
    ':Request',
    '.post(',
    '.route(',
    'methods=',
    'do_POST',
    'frappe',
    '_req:',
    '(req',
    '(event',
    'lambda_handler(',
    '(scope',
    '(environ',
    'urlpatterns',
    'add_post(',
    'add_route(',
    'add_url_rule(',
    'add_resource(',
    'add_api_route(',
    'include_router(',
    'RequestHandler(',
    'web.post(',
    'Route(',
    'def on_post',
    'def post(',
    'https_fn',
    'HttpRequest',
    '@post(',
    '.get("/',
    ".get('/",
    '@route(',
  ],
  rb: [
    'Controller',
    "post '",
    'post "',
    'post(',
    'post :',
    'request.',
    'Sinatra',
    'Grape::',
    'route do |',
    'hash_branch',
    '(env)',
    'middleware.use ',
  ],
  php: [
    'Request $',
    'RequestInterface $',
    'php://input',
    'romGlobals()',
    '_POST',
    '$_GET',
    '$_REQUEST',
    'Route::',
    'Router::',
    'Flight::',
    '->add(',
    '->addRoute(',
    '#[Route',
    '@Route',
    'request()',
    'RAW_POST',
    'rest_route',
    '->request->',
    'getRequest()',
    '->post(',
    '__invoke',
  ],
  go: [
    '*http.Request',
    'gin.Context',
    'echo.Context',
    'fiber.Ctx',
    'fasthttp.RequestCtx',
    'fastglue.Request',
    'events.APIGateway',
    'events.Lambda',
    '.POST(',
    '.Post(',
    'HandleFunc(',
    '.Handle(',
  ],
  cs: ['HttpPost', 'MapPost', 'AllowAnonymous()', 'HttpTrigger', 'HttpRequest', 'Request.'],
  rs: ['HeaderMap', 'HttpRequest', 'post(', 'Request', 'Response', 'StatusCode', 'Bytes', 'Json', 'warp::'],
  ex: ['(conn', 'conn,', 'Plug.', 'plug ', 'plug(', 'get_req_header', 'post "', 'post("', 'pipe_through'],
  java: [
    'PostMapping',
    'RequestMapping',
    'RequestBody',
    '@POST',
    '@Post(',
    '@Post\n',
    'ServerRequest',
    'RouterFunction',
    'doPost',
    '.post(',
    'HttpMethod.POST',
  ],
};
/** Packages for bots, whose updates a webhook brings under a type of their own. */
const BOTS = /\bTelegram\.Bot\.Types\b|\borg\.telegram\.telegrambots\b|\bcom\.pengrad\.telegrambot\b/;

/** Handlers of these seldom stand beside their routes. */
const ROUTED_ELSEWHERE = /\.(?:go|rb|php)$/;
/** A function or a class that is named for webhooks. Most files that speak of them only send them, or keep their addresses. */
const NAMED =
  /\b(?:defp?|defmodule|func|function|fn|class|module|public|protected|internal)\b[\w<>[\],?.*() \t$&]{0,120}?(?:[wW]eb_?[hH]ook|_ipn|ipn_|Ipn[A-Z(]|IPN(?![a-z]))|\b(?:def|function) ipn\b|allow_guest/;
/** A route of webhooks; with a scheme it is somebody else's. */
const ROUTED = new RegExp(
  [
    /["'`](?:POST )?\^?(?!https?:)[\w/:{}<>*.$?()-]{0,100}\/[\w:{}<>*.$-]{0,60}(?:hook|ipn|post-?back)/,
    /["'`]\^?(?:[\w-]{1,40}-)?web-?hooks?\//,
    /\b(?:route|post|any|match|path|url|Handle\w{0,5}|\w{0,12}Mapping|HttpPost|add_\w{1,12})!?\s?\(\s{0,40}(?:\[[^\]\n]{0,60}\],\s?)?r?["'`](?:POST )?[\w/-]{0,60}hook/,
    // `r.on 'webhooks'` of Roda.
    /\br\.(?:on|is|post) \(?["'][\w/-]{0,40}hook/,
    // `Route::webhooks('acme')` of a package of Laravel, `$_GET['acme-webhook']` of WordPress.
    /\bRoute::webhooks\(|\$_(?:GET|REQUEST)\[["'][\w-]{0,40}(?:hook|ipn)/,
    // `Route::post('/inbound', WebhookController::class)`
    /web_?hook\w{0,30}controller::class/,
    // `resource :webhooks` of Grape, `@router.post(settings.WEBHOOK_PATH)`.
    /\b(?:resources?|namespace|post)[ (]:\w{0,40}hook/,
    /[.(](?:post|route|add_\w{1,12})\(\s?(?:\w{1,20}\.)?\w{0,30}web_?hook/,
    // Where WooCommerce hands a gateway what it is called with.
    /['"]woocommerce_api_/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
const HOOK_ROUTE =
  /["'`](?:POST )?\/?[\w/:{}<>-]{0,80}(?:(?:hooks?|events?|callbacks?|notify|notifications?|ipn|interactions|commands|slack[/_-](?:actions?|interact(?:ive)?))["'`/]|\/(?:callback|ipn)[_-](?!ur[il])[a-z]{2,30}["'`])/;
const TEST_PATH =
  /(?:^|\/)(?:tests?|testing|specs?|e2e|fixtures?|mocks?|migrations?|node_modules|vendor|dist|examples?_test|testdata|locales?|factories|seeds?|seeders)\/|(?:^|\/)(?:test_[^/]*\.py|conftest\.py)$|(?:_test\.(?:go|py|rb|exs)|_spec\.rb|Tests?\.(?:java|cs|php|kt)|_tests?\.rs)$|\.(?:Tests?|UnitTests|IntegrationTests)\//;

/** Concerns hold the filters of controllers; those of payments may be called by routes of other files. */
const RECEIVING_PATH =
  /web[-_]?hook|(?:^|\/)post-?backs?(?:[/_-]|\.\w{2,4}$)|(?:callback|ipn|notification|event|hook)s?_controller\.(?:rb|ex)$|(?:^|\/)(?:twilio|pay)\w{0,20}_controller\.rb$|(?:^|\/)endpoint\.ex$|(?:pay\w{0,12}|billing|checkout|subscriptions?|stripe|twilio|sms|bot|telegram|whats_?app|messages?)_controller\.ex$|(?:pay|payments?|callbacks?|ipn|notif\w{0,9}|transactions?|bot|telegram|whats_?app|twilio|sms)\w{0,24}controller\.php$|(?:callback|notif(?:y|ication)|ipn)(?:[_-]?(?:handler|url))?\.php$|hook(?:action|handler)?\.php$|(?:^|\/)(?:ipn|callbacks?|notif(?:y|ication)s?|controller(?:\/\w{1,40}){0,2}\/payment)\/[^/]*\.php$|(?:^|\/)controllers\/(?:\w{1,40}\/){0,2}(?:pay\w{0,20}|callbacks?|ipn|notif\w{0,9}|bot|telegram|whats_?app)\.php$|(?:^|\/)(?:hooks?|payments?|billing|bots?|whats_?app|telegram|twilio|mpesa)\/(?:views|api|handlers)\.py$|(?:^|\/)controllers\/concerns\//i;

/** Handlers of Go in such places may have a route in another file that says what they take. */
const GO_PLACE =
  /(?:^|[/_])(?:pay\w{0,12}|callbacks?|ipn|notif\w{0,9}|bots?|telegram|whats_?app|twilio|sms|mpesa|stripe|billing|checkout|subscriptions?)(?:[_/]\w{0,40})?\.go$/i;

/** Written by tools, and texts in the languages of users. */
const GENERATED =
  /\.pb(?:\.\w{1,20})?\.go$|_generated\.(?:go|rs)$|_pb2(?:_grpc)?\.py$|(?:^|\/)zz_generated|\.(?:g|designer|Designer)\.cs$|(?:^|\/)lang\/[\w-]{2,10}\/[^/]*\.php$/;

/** Routes of Django that lead to receivers. */
const RECEIVING_URLS = /hook|callback|\bipn\b|notif/i;

/** Whether a function of the file can be one that verifies. */
export const mayVerify = (text: string): boolean =>
  VERIFYING.test(text) ||
  SDK_VERIFIERS.test(text) ||
  (SECRETS.test(text) && COMPARING.test(text)) ||
  (text.includes('Headers') && FILTER.test(text)) ||
  (text.includes('FormRequest') && (text.includes('eader') || text.includes('bearerToken')));

/** A class above other controllers of Rails: what stands before their actions may come from further above. */
export const isBaseController = (path: string): boolean =>
  /(?:^|[/_])(?:base|application|api)_controller\.rb$/.test(path);

/** Whether a file without handlers has something to tell to those that import it. */
export const mayTell = (path: string, text: string): boolean =>
  path.endsWith('__init__.py') ||
  isBaseController(path) ||
  /hooks?\/(?:\w{1,60}\/)?\w{1,60}_controller\.rb$/.test(path) ||
  givesOn(path, text) ||
  TELLING.test(text) ||
  SDK_VERIFIERS.test(text);

const TELLING =
  /hmac|construct_?event|signed_?payload|svix|secure_compare|ignature|verif|compare_digest|hash_equals|FormRequest|(?:Authorization|Action|Resource|Endpoint)Filter|webhook[-_]?(?:secret|token)|Annotated\[/i;

/** Whether a file of a lowered language can hold anything for the webhook analysis. Costs next to nothing where it cannot. */
export function isLoweredCandidate(
  path: string,
  text: string,
  { headers, events, handlersOnly }: Pick<WebhookKnowledge, 'headers' | 'events' | 'handlersOnly'>,
): boolean {
  if (TEST_PATH.test(path) || GENERATED.test(path)) return false;
  if (isRoutesFile(path)) return hasHookRoutes(text);
  // Helpers that verify are often imported through the package.
  if (path.endsWith('__init__.py') && text.length < MOST_OF_PACKAGE && importsOwn(path, text)) return true;
  if (givesOn(path, text) && handlersOnly !== true) return true;
  const forms = REQUEST[path.slice(path.lastIndexOf('.') + 1)] ?? [];
  if (RECEIVING_PATH.test(path) && (hasSome(text, forms) || mayTell(path, text))) return true;
  if (GO_PLACE.test(path) && hasSome(text, forms)) return true;
  if (path.endsWith('urls.py') && RECEIVING_URLS.test(text)) return true;
  if (isBaseController(path) || (path.endsWith('.py') && isOpenView(text))) return true;
  if (/\.(?:cs|go|rs)$/.test(path) && HIDDEN_ROUTE.test(text)) return true;
  if (path.endsWith('.rs') && LAYERED.test(text)) return true;
  if (SPEAKING.test(text) && speaksOfOwn(text, forms, handlersOnly !== true)) return true;
  const posts = POSTING.test(text);
  // A controller of Phoenix has its routes in another file.
  if ((posts || path.endsWith('_controller.ex')) && (BOTS.test(text) || answersMeta(text))) return hasSome(text, forms);
  if (posts && HOOK_ROUTE.test(text)) return true;
  if (readsKnownHeader(text, headers)) return hasSome(text, forms);
  return (posts || ROUTED_ELSEWHERE.test(path)) && hasSome(text, forms) && mayNameEvents(text, events);
}

/** A file that makes a package of others says no more. */
const MOST_OF_PACKAGE = 20_000;

/** `pub use signature::verify;` of a `mod.rs`, `'acme.signed' => VerifyAcme::class` of a kernel. */
const givesOn = (path: string, text: string): boolean =>
  text.length < MOST_OF_PACKAGE &&
  ((/(?:^|\/)(?:mod|lib)\.rs$/.test(path) && /^pub(?:\([^)\n]{0,40}\))? use /m.test(text)) ||
    (isKernel(path) && /=>\s{0,40}[\w\\]{1,120}::class/.test(text)));

/** Where Laravel gives middleware short names: in its kernel, since version 11 in `bootstrap/app.php`. */
export const isKernel = (path: string): boolean => /(?:^|\/)(?:app\/Http\/Kernel|bootstrap\/app)\.php$/.test(path);

/** A route of ASP.NET, of Go or of Rust with a secret in its path leads to what a provider calls. */
const HIDDEN_ROUTE =
  /\bMapControllerRoute\([^;]{0,300}\$"[^"\n]{0,100}\{[\w.]{0,60}(?:[tT]oken|[sS]ecret)|\b(?:Handle(?:Func)?|POST|Post)\((?:fmt\.Sprintf\()?\s?"[^"\n]{0,80}"\s?[+,]\s?[\w.("]{0,60}(?:[tT]oken|TOKEN|[sS]ecret|SECRET)|\b(?:route|resource)\(\s{0,40}&?format!\([^;\n]{0,160}(?:token|TOKEN|secret|SECRET)/;

/** What stands before the routes of Rust's routers, those of other files among them. */
const LAYERED = /(?:layer|wrap)\([^;]{0,400}\bfrom_fn/;

/** Views of Django that others than the site's own forms may post to: routes of other files say what they take. */
const isOpenView = (text: string): boolean =>
  (text.includes('csrf_exempt') && /\brequest\.(?:body|POST|data)\b/.test(text)) ||
  (text.includes('AllowAny') && /\bdef \w{0,40}(?:callback|notif|ipn|postback)\w{0,40}\(/.test(text));

const isNamed = (text: string): boolean => namesReceiver(text) || ROUTED.test(text);

/** Whether a function or a class of a text is named for webhooks: what a handler calls there says that nothing is verified, too. */
export const namesReceiver = (text: string): boolean => NAMED.test(text);

/** A digest of what came and a key, with which a signature is compared, as Midtrans has it. */
const DIGEST =
  /\b(?:hash|sha1|sha256|sha512|md5)\(|\b(?:sha1|sha256|sha512|md5)\.[A-Z]|\bMessageDigest\b|\bDigestUtils\b|\bSHA\d{1,3}\.|\bSha\d{1,3}(?:::|>)|\bDigest::SHA|:crypto\.hash\(/;

/**
 * Whether the words of webhooks are about those that the file receives or verifies.
 *
 * @param isAsked the file is read for its functions, which a handler of another file calls.
 */
function speaksOfOwn(text: string, forms: readonly string[], isAsked: boolean): boolean {
  if (mayVerify(text)) return true;
  const takes = hasSome(text, forms);
  if (text.includes('ignature') && (DIGEST.test(text) ? isAsked || takes : takes && text.includes('erif'))) return true;
  // A controller of Java may take its routes from an interface.
  return HOOK.test(text) && (takes || text.includes('@Override')) && isNamed(text);
}

/** `from .stripe import x`, or the same with the package's own name in `app/payments/__init__.py`. */
const importsOwn = (path: string, text: string): boolean =>
  /^from\s+\.\S*\s+import\b/m.test(text) || text.includes(`${path.split('/').at(-2) ?? ''}.`);
