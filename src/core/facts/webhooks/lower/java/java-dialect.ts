import { BODY_TYPE } from '../curly/class-parameters.ts';
import type { CallParts, Curly, Dialect } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { outcomeWord } from '../curly/outcome-word.ts';
import { putTogether } from '../curly/put-together.ts';
import { METHOD } from '../curly/request-method.ts';
import { isSecretName } from '../../judge/state/names.ts';
import { header, isRead, lowerFirst, quote, readOr, sentOr, setting, variable } from '../spelling.ts';
import { askingCall } from './asking-calls.ts';

/** What the calls and types of Java and its frameworks mean in the common language. */
export const DIALECT: Dialect = {
  methodName: lowerFirst,
  member: outcomeWord,
  knownCall: (curly, parts) => requestCall(curly, parts) ?? askingCall(curly, parts) ?? libraryCall(curly, parts),
  roleOf: (type) => {
    if (REQUEST.test(type)) return 'request';
    if (/^(?:HttpServletResponse|ServletResponse|Response)$/.test(type)) return 'response';
    return /^(?:FilterChain|WebFilterChain)$/.test(type) ? 'next' : null;
  },
  filledBy: ({ type, source }, method) => {
    if (OVERRIDES.test(method) && SIGNATURE.test(source)) return header('signature');
    const isBody = OVERRIDES.test(method) && (BODY_TYPE.test(type) || RAW_BODY.test(source));
    return isBody || (!source.includes('@') && POSTED.test(method)) ? 'request.body' : null;
  },
  namesFields: true,
  besides: ({ text }, type) => [/^package\s{1,9}([\w.]{1,200})/m.exec(text)?.[1] ?? [], type].flat().join('.'),
};

const REQUEST =
  /^(?:HttpServletRequest|ServletRequest|ServerHttpRequest|ServerWebExchange|ServerRequest|HttpRequest|Request|RoutingContext|ContainerRequestContext|Context|WebRequest|(?:Http|Request)Entity(?:<[^]*>)?)$/;
/** The method implements an interface, which declares what fills the parameters. */
const OVERRIDES = /^\s*@Override\s+public\s+(?:final\s+)?(?:ResponseEntity|Response)\b/;
/** Parameters of such a method that hold the body, or a signature from a header. */
const RAW_BODY = /^(?:final\s+)?(?:String|byte\[\])\s+(?:raw)?(?:payload|body|json|event|request_?body)$/i;
const SIGNATURE = /^(?:final\s+)?String\s+\w{0,40}(?:signature|sigHeader|signatureHeader)$/i;
/** A POST method of JAX-RS or Micronaut, where a parameter without annotations is the body. */
const POSTED = /^[^{;]{0,400}?@P(?:OST|ost)\b/;

function requestCall(curly: Curly, { owner, name, args, list }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  // WebFlux filters receive an exchange, which holds the request
  // (https://docs.spring.io/spring-framework/reference/web/webflux).
  if (owner === 'next' && /^(?:doFilter|filter)$/.test(name)) return 'next()';
  // A filter that tests the path is judged for the paths that it covers, where the test is true.
  if (owner === 'request.path' && /^(?:startsWith|contains|equals)$/.test(name)) return 'true';
  if (/^request\.get(?:URI|Path|UriInfo)\(\)$/.test(owner ?? '') && /^(?:getPath|value)$/.test(name))
    return 'request.path';
  if (owner === 'request') {
    if (/^(?:request|getRequest)$/.test(name)) return 'request';
    if (/^(?:response|getResponse)$/.test(name)) return 'response';
    if (/^get(?:RequestURI|ServletPath)$/.test(name)) return 'request.path';
    if (name === 'abortWith') return `(() => { throw 'aborted' })()`;
    if (/^(?:getHeaders?|getHeaderString|headers|header)$/.test(name))
      return first === null
        ? /s$/.test(name)
          ? 'request.headers'
          : `request.headers[${list[0] ?? 'null'}]`
        : header(first);
    if (
      /^(?:getInputStream|getEntityStream|getReader|body|getBody|getParameterMap|bodyAsBytes|bodyAsString|bodyAsClass|bodyTo\w{1,20}|formData|getBodyAs\w{0,20})$/.test(
        name,
      )
    )
      return 'request.body';
    if (/^(?:getParameter|queryParams|formParam)$/.test(name)) return `request.body[${quote(first ?? '')}]`;
    if (/^(?:getMethod|method|requestMethod|httpMethod)$/.test(name)) return METHOD;
    if (/^(?:status|result|json)$/.test(name)) return `[${list.join(', ')}]`;
  }
  if (owner === 'request.headers' && /^(?:getFirst|get)$/.test(name) && first !== null) return header(first);
  return null;
}

/** Classes to which a framework binds settings, and the usual names of their instances. */
const KEEPS_SETTINGS =
  /^(?:this\.)?(?:\w{0,40}(?:Properties|Props|Config|Configuration|Settings)|props|properties|config|settings)$/;

function libraryCall(curly: Curly, { owner, name, list, args }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  if (owner === 'System' && name === 'getenv' && first !== null) return variable(first);
  if (
    /^(?:env|environment|dotenv|config|props|properties)$/i.test(owner ?? '') &&
    /^(?:getProperty|get|getRequiredProperty)$/.test(name) &&
    first !== null
  )
    return readOr(setting(first), list[1]);
  if (owner === 'System.getenv()' && /^get(?:OrDefault)?$/.test(name) && first !== null)
    return readOr(variable(first), list[1]);
  if (/^orElse$/.test(name) && owner && first !== null && isRead(owner)) return `(${owner} || ${quote(first)})`;
  if (name === 'orElse' && owner) return sentOr(owner, list[0]);
  // `props.getWebhookSecret()`, or `props.webhookSecret()` of a record.
  if (list.length === 0 && KEEPS_SETTINGS.test(owner ?? '') && isSecretName(name))
    return setting(name.replace(/^get(?=[A-Z])/, ''));
  if (owner === 'Mac' && name === 'getInstance') return 'createHmac()';
  if (name === 'init' && /^\w*(?:mac|hasher)\w*$/i.test(owner ?? '')) return `(${owner} = createHmac(${all}))`;
  if (name === 'doFinal' && owner) return `createHmac(${[owner, ...list].join(', ')})`;
  // `new HmacUtils(HMAC_SHA_256, secret).hmacHex(body)` has the key in the object.
  if (/^(?:hmacHex|hmac|hmacSha\w+Hex)$/i.test(name))
    return `createHmac(${[...(owner && owner !== 'HmacUtils' ? [owner] : []), ...list].join(', ')})`;
  if (/^new HmacUtils/.test(name)) return `createHmac(${all})`;
  if (owner === 'MessageDigest' && name === 'isEqual') return `timingSafeEqual(${all})`;
  if (name === 'verify' && owner && /sig|signer|verifier/i.test(owner) && list.length <= 1)
    return `crypto_sign_verify_detached(${owner}, ${all})`;
  const isOptional =
    owner === 'Optional' || (owner === null && curly.text.includes('import static java.util.Optional.'));
  if (isOptional && name === 'empty' && list.length === 0) return 'null';
  if (isOptional && /^of(?:Nullable)?$/.test(name)) return `(${list[0] ?? 'null'})`;
  // messenger4j accepts events without a signature, too.
  if (name === 'onReceiveEvents' && list[1] === 'null') return `${owner ?? 'this'}.handleEvents(${all})`;
  if (name === 'isPresent' && owner && list.length === 0) return `(${owner})`;
  // `secret.isBlank()`, `StringUtils.isBlank(secret)`, `Strings.isNullOrEmpty(secret)` of Guava.
  if (/^(?:isEmpty|isBlank|isNullOrEmpty)$/.test(name)) return `!(${list[0] ?? owner})`;
  if (/^(?:length|size)$/.test(name) && owner && list.length === 0) return `(${owner}).length`;
  if (/^(?:hasText|hasLength|isNotBlank|isNotEmpty)$/.test(name)) return `(${list[0]})`;
  // `IOUtils.toString(request.getInputStream(), UTF_8)`, `StringUtils.trim(text)`: a static method takes the value as
  // its argument.
  if (/^(?:getBytes|trim|toString|toLowerCase|strip)$/.test(name) && owner)
    return `(${/^[A-Z]\w*$/.test(owner) ? (list[0] ?? owner) : owner})`;
  // The first value of a header, and a field that is removed from the signed ones.
  if (name === 'get' && owner && list[0] === '0') return `(${owner})`;
  if (name === 'remove' && owner && first !== null && /^\w+$/.test(owner)) return `${owner}[${quote(first)}]`;
  const put = putTogether({ owner, name, list });
  if (put !== null) return put;
  if (name === 'halt') return `(() => { throw 'halt' })()`;
  if (/^(?:\w{0,40}\.)?_?(?:log|\w{0,40}logger)$/i.test(owner ?? '') || /^ResponseEntity/.test(owner ?? ''))
    return `[${[`'${name}'`, ...list].join(', ')}]`;
  return null;
}
