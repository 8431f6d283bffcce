import { mayNameEvents } from '../compile-events.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import { hasSome } from '../has-some.ts';
import { readsKnownHeader } from '../reads-known-header.ts';
import { answersMeta } from '../receiver-words.ts';
import { hasHookRoutes, isRoutesFile } from './ruby/rails-routes.ts';

// This runs on every source file: one regular expression rules out most of them, and only the rest get closer checks.

const VERIFYING =
  /[hH]mac|HMAC|construct_event|[cC]onstructEvent|signed_?[pP]ayload|[vV]erify_?(?:[sS]ign|[nN]otif|[cC]allback|[aA]nd_?[a-zA-Z])|[vV]erify\w{0,12}[wW]eb_?[hH]ook(?!_?[sS]ign)|[wW]ebhooks?\.[vV]erify|(?<!has)[vV]alid(?:ate)?_?[sS]ign|svix|secure_compare|igner\.unsign|before_action :verify|skip_forgery_protection|compare_digest|hash_equals|[wW]ebhook-(?:[sS]ecret|[tT]oken)|find_by!?\(\w{0,12}(?:hook|bot)_token: params/;
/** Names of webhook secrets. Settings and models contain them too, so they count only beside a comparison. */
const SECRETS = /webhook_secret|webhook_token|WebhookSecret|WEBHOOK_(?:SECRET|TOKEN)/;
const COMPARING = /erif|ompare|quals|[!=]= ?(?:os\.|ENV\b|env\(|getenv|Environment\.|settings\.|config)/;
const HOOK =
  /eb[hH]ook|EBHOOK|web_hook|allow_guest|_ipn|ipn_|\/ipn|(?:def|function) ipn\b|IPN|\/hook|\/post-?back|woocommerce_api_/;
/** Filters that ASP.NET runs before actions. */
const FILTER = /\bI(?:Async)?(?:Authorization|Action|Resource|Endpoint)Filter\b|\bActionFilterAttribute\b/;
/** SDK verifiers, including instances that other files import ready-made. */
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
/** Forms in which handlers take a request, by file extension. */
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
/** Bot packages that deliver webhook updates under a type of their own. */
const BOTS = /\bTelegram\.Bot\.Types\b|\borg\.telegram\.telegrambots\b|\bcom\.pengrad\.telegrambot\b/;

/** In these languages, handlers are rarely in the same file as their routes. */
const ROUTED_ELSEWHERE = /\.(?:go|rb|php)$/;
/**
 * A function or class that is named for webhooks. Most files that mention webhooks only send them or store their URLs.
 */
const NAMED =
  /\b(?:defp?|defmodule|func|function|fn|class|module|public|protected|internal)\b[\w<>[\],?.*() \t$&]{0,120}?(?:[wW]eb_?[hH]ook|_ipn|ipn_|Ipn[A-Z(]|IPN(?![a-z]))|\b(?:def|function) ipn\b|allow_guest/;
/** A webhook route. With a scheme, it is a third party's URL. */
const ROUTED = new RegExp(
  [
    /["'`](?:POST )?\^?(?!https?:)[\w/:{}<>*.$?()-]{0,100}\/[\w:{}<>*.$-]{0,60}(?:hook|ipn|post-?back)/,
    /["'`]\^?(?:[\w-]{1,40}-)?web-?hooks?\//,
    /\b(?:route|post|any|match|path|url|Handle\w{0,5}|\w{0,12}Mapping|HttpPost|add_\w{1,12})!?\s?\(\s{0,40}(?:\[[^\]\n]{0,60}\],\s?)?r?["'`](?:POST )?[\w/-]{0,60}hook/,
    // `r.on 'webhooks'` of Roda.
    /\br\.(?:on|is|post) \(?["'][\w/-]{0,40}hook/,
    // `Route::webhooks('acme')` of a Laravel package, `$_GET['acme-webhook']` of WordPress.
    /\bRoute::webhooks\(|\$_(?:GET|REQUEST)\[["'][\w-]{0,40}(?:hook|ipn)/,
    // `Route::post('/inbound', WebhookController::class)`
    /web_?hook\w{0,30}controller::class/,
    // `resource :webhooks` of Grape, `@router.post(settings.WEBHOOK_PATH)`.
    /\b(?:resources?|namespace|post)[ (]:\w{0,40}hook/,
    /[.(](?:post|route|add_\w{1,12})\(\s?(?:\w{1,20}\.)?\w{0,30}web_?hook/,
    // The hook through which WooCommerce passes callbacks to a payment gateway.
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

/** Rails concerns hold the filters of controllers; routes in other files may lead to payment controllers. */
const RECEIVING_PATH =
  /web[-_]?hook|(?:^|\/)post-?backs?(?:[/_-]|\.\w{2,4}$)|(?:callback|ipn|notification|event|hook)s?_controller\.(?:rb|ex)$|(?:^|\/)(?:twilio|pay)\w{0,20}_controller\.rb$|(?:^|\/)endpoint\.ex$|(?:pay\w{0,12}|billing|checkout|subscriptions?|stripe|twilio|sms|bot|telegram|whats_?app|messages?)_controller\.ex$|(?:pay|payments?|callbacks?|ipn|notif\w{0,9}|transactions?|bot|telegram|whats_?app|twilio|sms)\w{0,24}controller\.php$|(?:callback|notif(?:y|ication)|ipn)(?:[_-]?(?:handler|url))?\.php$|hook(?:action|handler)?\.php$|(?:^|\/)(?:ipn|callbacks?|notif(?:y|ication)s?|controller(?:\/\w{1,40}){0,2}\/payment)\/[^/]*\.php$|(?:^|\/)controllers\/(?:\w{1,40}\/){0,2}(?:pay\w{0,20}|callbacks?|ipn|notif\w{0,9}|bot|telegram|whats_?app)\.php$|(?:^|\/)(?:hooks?|payments?|billing|bots?|whats_?app|telegram|twilio|mpesa)\/(?:views|api|handlers)\.py$|(?:^|\/)controllers\/concerns\//i;

/** For Go handlers in such files, a route in another file may say what they receive. */
const GO_PLACE =
  /(?:^|[/_])(?:pay\w{0,12}|callbacks?|ipn|notif\w{0,9}|bots?|telegram|whats_?app|twilio|sms|mpesa|stripe|billing|checkout|subscriptions?)(?:[_/]\w{0,40})?\.go$/i;

/** Generated code and translation files. */
const GENERATED =
  /\.pb(?:\.\w{1,20})?\.go$|_generated\.(?:go|rs)$|_pb2(?:_grpc)?\.py$|(?:^|\/)zz_generated|\.(?:g|designer|Designer)\.cs$|(?:^|\/)lang\/[\w-]{2,10}\/[^/]*\.php$/;

/** Django routes that lead to receivers. */
const RECEIVING_URLS = /hook|callback|\bipn\b|notif/i;

/** Whether a function of the file may verify webhooks. */
export const mayVerify = (text: string): boolean =>
  VERIFYING.test(text) ||
  SDK_VERIFIERS.test(text) ||
  (SECRETS.test(text) && COMPARING.test(text)) ||
  (text.includes('Headers') && FILTER.test(text)) ||
  (text.includes('FormRequest') && (text.includes('eader') || text.includes('bearerToken')));

/** Whether a Rails controller is a base class of others. The filters before their actions may come from further up. */
export const isBaseController = (path: string): boolean =>
  /(?:^|[/_])(?:base|application|api)_controller\.rb$/.test(path);

/** Whether a file without handlers may export something that handlers in other files depend on. */
export const mayTell = (path: string, text: string): boolean =>
  path.endsWith('__init__.py') ||
  isBaseController(path) ||
  /hooks?\/(?:\w{1,60}\/)?\w{1,60}_controller\.rb$/.test(path) ||
  givesOn(path, text) ||
  TELLING.test(text) ||
  SDK_VERIFIERS.test(text);

const TELLING =
  /hmac|construct_?event|signed_?payload|svix|secure_compare|ignature|verif|compare_digest|hash_equals|FormRequest|(?:Authorization|Action|Resource|Endpoint)Filter|webhook[-_]?(?:secret|token)|Annotated\[|find_by!?\(\w{0,12}bot_token: params/i;

/** Whether a file of a lowered language can hold anything for the webhook analysis. Cheap where it cannot. */
export function isLoweredCandidate(
  path: string,
  text: string,
  { headers, events, handlersOnly }: Pick<WebhookKnowledge, 'headers' | 'events' | 'handlersOnly'>,
): boolean {
  if (TEST_PATH.test(path) || GENERATED.test(path)) return false;
  if (isRoutesFile(path)) return hasHookRoutes(text);
  // Verification helpers are often imported through the package.
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
  // A Phoenix controller has its routes in another file.
  if ((posts || path.endsWith('_controller.ex')) && (BOTS.test(text) || answersMeta(text))) return hasSome(text, forms);
  if (posts && HOOK_ROUTE.test(text)) return true;
  if (readsKnownHeader(text, headers)) return hasSome(text, forms);
  return (posts || ROUTED_ELSEWHERE.test(path)) && hasSome(text, forms) && mayNameEvents(text, events);
}

/** A file that only re-exports the modules of a package is smaller than this. */
const MOST_OF_PACKAGE = 20_000;

/**
 * Re-exports and aliases: `pub use signature::verify;` in a `mod.rs`, `'acme.signed' => VerifyAcme::class` in a kernel.
 */
const givesOn = (path: string, text: string): boolean =>
  text.length < MOST_OF_PACKAGE &&
  ((/(?:^|\/)(?:mod|lib)\.rs$/.test(path) && /^pub(?:\([^)\n]{0,40}\))? use /m.test(text)) ||
    (isKernel(path) && /=>\s{0,40}[\w\\]{1,120}::class/.test(text)));

/** Where Laravel defines middleware aliases: in its kernel, or since version 11 in `bootstrap/app.php`. */
export const isKernel = (path: string): boolean => /(?:^|\/)(?:app\/Http\/Kernel|bootstrap\/app)\.php$/.test(path);

/** An ASP.NET, Go or Rust route with a secret in its path leads to what a provider calls. */
const HIDDEN_ROUTE =
  /\bMapControllerRoute\([^;]{0,300}\$"[^"\n]{0,100}\{[\w.]{0,60}(?:[tT]oken|[sS]ecret)|\b(?:Handle(?:Func)?|POST|Post)\((?:fmt\.Sprintf\()?\s?"[^"\n]{0,80}"\s?[+,]\s?[\w.("]{0,60}(?:[tT]oken|TOKEN|[sS]ecret|SECRET)|\b(?:route|resource)\(\s{0,40}&?format!\([^;\n]{0,160}(?:token|TOKEN|secret|SECRET)/;

/** Middleware on Rust routers, including routers whose routes are in other files. */
const LAYERED = /(?:layer|wrap)\([^;]{0,400}\bfrom_fn/;

/** Django views that accept posts from outside the site's own forms; routes in other files say what they receive. */
const isOpenView = (text: string): boolean =>
  (text.includes('csrf_exempt') && /\brequest\.(?:body|POST|data)\b/.test(text)) ||
  (text.includes('AllowAny') && /\bdef \w{0,40}(?:callback|notif|ipn|postback)\w{0,40}\(/.test(text));

const isNamed = (text: string): boolean => namesReceiver(text) || ROUTED.test(text);

/**
 * Whether a function or class is named for webhooks. A handler that calls it must learn that it verifies nothing, too.
 */
export const namesReceiver = (text: string): boolean => NAMED.test(text);

/** A plain digest. Some providers, such as Midtrans, sign with a hash of the payload and a key instead of an HMAC. */
const DIGEST =
  /\b(?:hash|sha1|sha256|sha512|md5)\(|\b(?:sha1|sha256|sha512|md5)\.[A-Z]|\bMessageDigest\b|\bDigestUtils\b|\bSHA\d{1,3}\.|\bSha\d{1,3}(?:::|>)|\bDigest::SHA|:crypto\.hash\(/;

/**
 * Whether a file that mentions webhooks receives or verifies them itself.
 *
 * @param isAsked the file is also read for its functions, which a handler in another file may call.
 */
function speaksOfOwn(text: string, forms: readonly string[], isAsked: boolean): boolean {
  if (mayVerify(text)) return true;
  const takes = hasSome(text, forms);
  if (text.includes('ignature') && (DIGEST.test(text) ? isAsked || takes : takes && text.includes('erif'))) return true;
  // A Java controller may inherit its routes from an interface.
  return HOOK.test(text) && (takes || text.includes('@Override')) && isNamed(text);
}

/** `from .stripe import x`, or the same with the package's own name in `app/payments/__init__.py`. */
const importsOwn = (path: string, text: string): boolean =>
  /^from\s+\.\S*\s+import\b/m.test(text) || text.includes(`${path.split('/').at(-2) ?? ''}.`);
