import type { CallParts, Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { digestOf, quote, readOr, setting, variable } from '../spelling.ts';

/** `response()->json(...)` of Laravel builds a response. */
const ANSWER = /^new Response\(\)$/;

/**
 * Lowers a test of the environment in Laravel: `app()->environment('production')`, `App::isLocal()`. Null for other
 * calls.
 */
function environmentCall(name: string, args: string): string | null {
  const asked = /^is(Production|Local)$/.exec(name)?.[1]?.toLowerCase();
  const names = asked
    ? [asked]
    : name === 'environment'
      ? [...args.matchAll(/'([\w-]+)'/g)].map((match) => match[1]!)
      : [];
  return names.length === 0 ? null : `(${names.map((each) => `process.env.NODE_ENV == '${each}'`).join(' || ')})`;
}

const OPTION = /^(?:\w{1,20}_)?get_(?:site_)?option$/;

/**
 * Functions that end the request in WordPress, CodeIgniter and Moodle
 * (https://developer.wordpress.org/reference/functions/wp_die/).
 */
const ENDS = /^(?:wp_die|wp_send_json(?:_\w{1,10})?|show_error|show_404|print_error)$/;

/**
 * Functions of an included file that reject the request, by name: `json_error('Invalid signature', 401)`. In scripts
 * without a framework they also end it.
 */
const REFUSES =
  /^(?!\w*log)(?:(?:json|api|send|exit|die|output|return|render)_?(?:respon\w{2,20}|err(?:or)?|fail\w{0,10}|json|message|with\w{1,20})|respond\w{0,20}|(?:error|fail|deny|reject)_?(?:respon\w{2,20}|json|exit|request)|(?:respon[sd]e?|err(?:or)?)_(?:json|error|exit)|fail|deny|reject|halt)$/i;
const REFUSAL = /\b4\d\d\b|unauthori[sz]ed|forbidden|invalid|denied|signature/i;

/** The last two parts of the name of a setting, owner and kind: `services.acme.secret`. */
const ownName = (name: string): string => name.split('.').slice(-2).join('_');

/** Lowers access by a dotted path: `data_get($payload, 'order.id', '')` of Laravel. */
function partOf(curly: Curly, list: readonly string[], args: CallParts['args']): string {
  const path = literalOf(curly, args[1]);
  if (path === null) return `[${list.join(', ')}]`;
  return readOr(
    `${list[0]}${path
      .split('.')
      .map((name) => `[${quote(name)}]`)
      .join('')}`,
    list[2],
  );
}

/** Lowers the calls of PHP, its frameworks and common libraries; null for other calls. */
export function libraryCall(curly: Curly, { owner, name, list, args }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  // `get_option('acme_webhook_secret')` of WordPress, `$this->get_option('webhook_secret')` of a WooCommerce gateway.
  if ((owner ?? 'this') === 'this' && OPTION.test(name) && first !== null && /secret|key|token|pass/i.test(first))
    return setting(first);
  if (owner === null) {
    // A secret in a file that may not exist: `if (file_exists('.acme-secret'))`.
    if (/^(?:file_exists|is_file|is_readable|file_get_contents)$/.test(name) && /secret/i.test(first ?? ''))
      return setting(first!.slice(first!.lastIndexOf('/') + 1));
    if (/^(?:env|getenv|config)$/.test(name) && first !== null)
      return readOr((name === 'config' ? setting : variable)(ownName(first)), list[1]);
    if (name === 'hash_hmac') return `createHmac(${list.slice(1).join(', ')})`;
    if (name === 'hash_equals') return `timingSafeEqual(${all})`;
    if (/^(?:hash|sha1|md5)$/.test(name)) return digestOf(all);
    if (name === 'openssl_verify' || name === 'sodium_crypto_sign_verify_detached')
      return `crypto_sign_verify_detached(${all})`;
    if (/^strn?(?:case)?cmp$/.test(name)) return `!(${list[0]} == ${list[1]})`;
    if (/^(?:abort|exit|die)$/.test(name)) return `(() => { throw ${quote(`abort ${first ?? all}`)} })()`;
    if (/^(?:abort|throw)_(?:if|unless)$/.test(name))
      return `(() => { if (${name.endsWith('_if') ? list[0] : `!(${list[0]})`}) throw 'abort'; })()`;
    if (ENDS.test(name) || (REFUSES.test(name) && REFUSAL.test(all) && !curly.functions.has(name)))
      return `(() => { throw ${quote(`abort ${first ?? ''}`)} })()`;
    // Other plugins may filter the value; without them it stays the same.
    if (name === 'apply_filters' && list.length > 1) return `(${list[1]})`;
    if (name === 'data_get') return partOf(curly, list, args);
    if (name === 'in_array' && list.length > 1) return `${list[1]}.includes(${list[0]})`;
    if (name === 'explode' && list.length > 1) return `(${list[1]}).split(${list[0]})`;
    if (name === 'json_decode') return `JSON.parse(${list[0] ?? ''})`;
    if (
      /^(?:isset|trim|strtolower|rtrim|ltrim|base64_encode|base64_decode|bin2hex|hex2bin|utf8_encode|stripslashes|[ak]?r?sort)$/.test(
        name,
      )
    )
      return `(${list[0] ?? 'null'})`;
    // A `WP_Error` means failure, the opposite of whatever else the function returns.
    if (name === 'new WP_Error') return 'false';
    if (/^(?:empty|is_null|is_wp_error)$/.test(name)) return `!(${list[0] ?? 'null'})`;
    if (/^(?:response|new (?:Json|Redirect|Http|WP_(?:REST|HTTP)_)?Response)$/.test(name))
      return `new Response(${all})`;
    // The environment of WordPress (https://developer.wordpress.org/reference/functions/wp_get_environment_type/).
    if (name === 'wp_get_environment_type') return setting('NODE_ENV');
    if (/^(?:view|redirect|http_response_code|header|json_encode|error_log|sprintf|implode)$/.test(name))
      return `[${all}]`;
  }
  // `app(PlanService::class)`, `App::make(PlanService::class)`: the service by its class.
  if ((owner === null ? /^(?:app|resolve)$/ : /^make(?:With)?$/).test(name) && /^[A-Z]\w*$/.test(list[0] ?? ''))
    return list[0]!;
  if (owner !== null && ANSWER.test(owner)) return `new Response(${all})`;
  if (/^(?:\[?app\(\)\]?|App|this\.app)$/.test(owner ?? '')) return environmentCall(name, all);
  if (/^(?:JWT|\\?Firebase\\JWT\\JWT)$/.test(owner ?? '') && name === 'decode') return `jwtVerify(${all})`;
  // The result of a MySQLi statement, from which a row is fetched.
  if (owner !== null && name === 'get_result' && list.length === 0) return owner;
  // Access results of Drupal (https://www.drupal.org/docs/drupal-apis/routing-system/access-checking-on-routes).
  if (owner === 'AccessResult')
    return name === 'allowedIf'
      ? `(${list[0] ?? 'false'})`
      : name === 'forbiddenIf'
        ? `!(${list[0] ?? 'true'})`
        : String(name === 'allowed');
  if (owner === 'Arr' && name === 'get') return partOf(curly, list, args);
  if (owner === 'hash' && name === 'equals') return `timingSafeEqual(${all})`;
  if (/^(?:Config|config\(\))$/.test(owner ?? '') && name === 'get' && first !== null) return setting(ownName(first));
  // A parameter of Symfony's container.
  if (name === 'getParameter' && owner === 'this' && first !== null) return setting(first);
  return null;
}
