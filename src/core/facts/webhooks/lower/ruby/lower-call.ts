import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import {
  digestOf,
  header,
  headerOrVariable,
  identifier,
  isRead,
  propertyName,
  quote,
  readOr,
  sentOr,
  setting,
  sourceOf,
  variable,
} from '../spelling.ts';
import { equalsOneOf } from '../equals-one-of.ts';
import { argumentsOf } from './arguments-of.ts';
import { blockOf } from './lower-block.ts';
import { SETTINGS } from './lower-element.ts';
import { VERIFYING } from './lower-name.ts';
import { ofRequest } from './request-name.ts';
import type { Ruby } from './ruby.ts';
import { expression } from './visit.ts';

export function lowerCall(ruby: Ruby, node: SyntaxNode): string {
  const { text } = ruby;
  const receiver = child(node, 'receiver');
  const name = sourceOf(text, child(node, 'method')) || 'call';
  const args = argumentsOf(node);
  const block = child(node, 'block');
  const list = [...args.map((each) => expression(ruby, each)), ...(block ? [blockOf(ruby, block)] : [])];
  const source = ofRequest(ruby, sourceOf(text, receiver));
  if (!receiver) return bareCall(ruby, name, list);
  const first =
    args[0] && /^(?:string|simple_symbol)$/.test(args[0].type) ? sourceOf(text, args[0]).replace(/^:|["']/g, '') : null;
  if (name === 'call' && /^@?app$/.test(source) && ruby.text.includes('def call(')) return 'next()';
  // `ENV.fetch('ACME_SECRET') { 'dev' }`
  const otherwise = /^(?:\{|do)\s*(['"][^'"\n]{0,100}['"])\s*(?:\}|end)$/.exec(sourceOf(text, block))?.[1];
  if (source === 'ENV' && name === 'fetch' && first !== null && otherwise)
    return readOr(variable(first), quote(otherwise.slice(1, -1)));
  const known = knownCall(ruby, source, name, list, first) ?? requestCall(source, name, first, list[1]);
  if (known) return known;
  if (SETTINGS.test(`${source}.${name}`) && source.length < 80 && !block)
    return setting(first ? (args.length > 1 ? sourceOf(text, args.at(-1)!) : first) : name);
  if (name === 'include?' && receiver.type === 'array' && list.length === 1) {
    const listed = receiver.children.filter(isNoComment).map((each) => expression(ruby, each));
    return equalsOneOf(list[0]!, listed) ?? `[${listed.join(', ')}].include(${list[0]!})`;
  }
  // `self.class.secret_token`: methods of the class are written beside those of its instances.
  if (name === 'class' && source === 'self') return 'this';
  const owner = expression(ruby, receiver);
  if (SECRET_OF_ROW.test(name) && list.length === 0 && isRow(receiver) && !ruby.methods.has(name))
    return `${owner}.${propertyName(name)}`;
  // `keys.any? { |key| secure_compare(digest(key), signature) }`: the block runs once, with the receiver as its
  // element.
  if (block && /^(?:(?:any|one)\?|then|yield_self)$/.test(name)) return `(${list.at(-1)})(${owner})`;
  const row = rowBySecret(ruby, owner, name, args);
  if (row) return row;
  if (LOOKS_UP.test(name) && receiver.type !== 'identifier')
    return orRaise(`${owner}.${propertyName(name)}(${list.join(', ')})`);
  const service = serviceOf(ruby, receiver, name);
  if (service) return `${service.owner}.${propertyName(name)}(${[...service.given, ...list].join(', ')})`;
  if (isRead(owner) && /^(?:fetch|dig|\w+)$/.test(name) && list.length === 0 && SETTINGS.test(source))
    return setting(name);
  if (
    /^(?:present\?|any\?|to_s|strip|presence|itself|freeze|dup|with_indifferent_access|permit!?|to_unsafe_h(?:ash)?|to_h|to_json)$/.test(
      name,
    )
  )
    return `(${owner})`;
  if (/^(?:blank|nil|empty|zero)\?$/.test(name)) return `!(${owner})`;
  if (owner === 'request.body' && /^(?:read|string|to_s|require|permit|except|fetch|dig)$/.test(name))
    return `request.body${first && /require|fetch|dig/.test(name) ? `[${quote(first)}]` : ''}`;
  if (/^raise_\w*!?$/.test(name) || (owner === 'request' && name === 'halt')) return `(() => { throw 'raised' })()`;
  if (name === 'new') return madeOf(owner, list);
  if (name === 'call' && owner.startsWith('(')) return `${owner}(${list.join(', ')})`;
  return `${owner}.${isJob(name, list) ? 'perform' : memberName(ruby, receiver, name)}(${list.join(', ')})`;
}

/** Lowers `new`. `HANDLERS[provider].new(request)` makes one of several classes, which may reject the request. */
function madeOf(owner: string, list: readonly string[]): string {
  if (/^[A-Za-z_$][\w$.]*$/.test(owner)) return `new ${owner}(${list.join(', ')})`;
  const table = list.includes('request') ? /^[A-Z]\w*/.exec(owner)?.[0] : undefined;
  return `${table === undefined ? 'new Object' : `${table}.chosen`}(${list.join(', ')})`;
}

/**
 * `payment.paid!`: a bang method changes the object it is called on, whatever its name, so it is written as
 * `mark_paid`.
 */
const memberName = (ruby: Ruby, receiver: SyntaxNode, name: string): string =>
  name.endsWith('!') && !IN_PLACE.test(name) && !VERIFYING.test(name) && !ruby.methods.has(name) && isRow(receiver)
    ? `mark_${propertyName(name)}`
    : propertyName(name);

const orRaise = (row: string): string =>
  `(() => { const found = ${row}; if (!found) throw 'not found'; return found; })()`;

/**
 * `Shop.find_by!(webhook_token: params[:token])`: only a caller who knows the secret of a row finds it. Null for other
 * calls.
 */
function rowBySecret(ruby: Ruby, owner: string, name: string, args: readonly SyntaxNode[]): string | null {
  const [pair] = args;
  if (!/^find_by!?$/.test(name) || pair?.type !== 'pair') return null;
  const column = sourceOf(ruby.text, child(pair, 'key'));
  const shown = /^params\[:(\w{1,40})\]$/.exec(sourceOf(ruby.text, child(pair, 'value')))?.[1];
  if (shown === undefined || !SECRET_COLUMN.test(column)) return null;
  const row = `${owner}.where(${quote(column)}, request.query[${quote(shown)}]).first()`;
  return name.endsWith('!') ? orRaise(row) : row;
}

const SECRET_COLUMN = /^(?:web_?hook|hook|api|secret|access|auth|inbound|bot)_(?:token|key|secret)$|^token$/;

const isNoComment = ({ type }: SyntaxNode): boolean => type !== 'comment';

/** Columns that hold a secret. Ruby reads a column by a call: `shop.webhook_token`. */
const SECRET_OF_ROW = /(?:^|_)(?:token|secret|(?:api|auth|access|signing|web_?hook|verification)_key)$/;

/** Lookups that raise if there is no such row. */
const LOOKS_UP = /^find_by(?:_\w{1,60})?!$/;

/** Whether a receiver is an object rather than a class or module. */
const isRow = ({ type }: SyntaxNode): boolean => /^(?:identifier|call|instance_variable|element_reference)$/.test(type);

/** Bang methods that modify strings, lists and hashes in place, and lookups that raise if they find nothing. */
const IN_PLACE =
  /^(?:[a-z]{0,3}strip|chomp|chop|squish|squeeze|[a-z]?sub|tr|(?:up|down|swap)case|capitalize|(?:un)?scrub|encode|force_encoding|unicode_normalize|replace|compact(?:_blank)?|flatten|uniq|reverse|sort(?:_by)?|shuffle|rotate|map|collect|select|filter|reject|keep_if|delete_if|slice|except|merge|reverse_merge|(?:deep_)?(?:transform|symbolize|stringify)\w*|deep_\w+|with_defaults|find\w*|first|last|take|parse|permit|fetch|authentic\?|construct\w*|get|load|reload|read|decrypt|decode)!$/;

/**
 * `StripeEvents.new(request).call`: a service of another file that is created with the request for one call. The
 * arguments of `new` are passed to the call instead. Null for other receivers.
 */
function serviceOf(ruby: Ruby, receiver: SyntaxNode, name: string): { owner: string; given: string[] } | null {
  const made = receiver.type === 'identifier' ? ruby.services.get(sourceOf(ruby.text, receiver)) : receiver;
  const maker = made?.type === 'call' ? child(made, 'receiver') : null;
  if (!made || !maker || sourceOf(ruby.text, child(made, 'method')) !== 'new' || ruby.methods.has(name)) return null;
  const { services } = ruby;
  // `a = A.new(b.c)` and `b = B.new(a.d)` refer to each other; clearing the services ends the recursion.
  ruby.services = NONE;
  const given = argumentsOf(made).map((each) => expression(ruby, each));
  const owner = expression(ruby, maker);
  ruby.services = services;
  return given.includes('request') && /^[A-Z]\w*$/.test(owner) ? { owner, given } : null;
}

const NONE: Ruby['services'] = new Map();

/**
 * Whether a call enqueues a job that may verify the request: `PayJob.perform_later(payload, signature)`. It does if it
 * passes on the signature, a header, or all parameters, which include those in the path.
 */
const isJob = (name: string, list: readonly string[]): boolean =>
  /^perform_(?:later|async|now)$/.test(name) &&
  list.some((each) => /sig(?:nature|_|$)|request\.headers\[|^\(request\.body\)$/i.test(each));

function bareCall(ruby: Ruby, name: string, list: readonly string[]): string {
  const args = list.join(', ');
  if (/^(?:raise|halt|fail)$/.test(name)) return `(() => { throw 'raised' })(${args})`;
  if (HTTP_AUTH.test(name) && list.length > 0) return httpAuth(name, list.at(-1)!);
  if (name === 'params') return 'request.body';
  if (name === 'new' || name === 'super') return name === 'new' ? 'this' : '0';
  if (ruby.methods.has(name))
    return ruby.inClass ? `this.${propertyName(name)}(${args})` : `${identifier(name)}(${args})`;
  // `return Failure(:no_match)` of dry-monads (https://dry-rb.org/gems/dry-monads/1.6/result/).
  if (/^(?:Success|Failure)$/.test(name)) return `Result.${name.toLowerCase()}(${args})`;
  if (name === 'lambda' || name === 'proc') return list[0] ?? 'null';
  if (ruby.mixin && VERIFYING.test(name))
    return `${ruby.mixin}.${propertyName(name)}(${[...list, 'request'].join(', ')})`;
  return `${identifier(name)}(${args})`;
}

const HTTP_AUTH = /^authenticate_(or_request_)?with_http_(?:token|basic|digest)$/;

/**
 * HTTP authentication in Rails: the block checks the token or password of the header. The `or_request` methods reject
 * the caller where the block returns false.
 */
function httpAuth(name: string, asked: string): string {
  const answer = `(${asked})(${header('authorization')}, ${header('authorization')})`;
  return HTTP_AUTH.exec(name)?.[1] === undefined ? answer : `(() => { if (!(${answer})) throw 'unauthorized'; })()`;
}

/** Lowers the digests, comparisons and verifiers of common libraries; null for other calls. */
function knownCall(
  ruby: Ruby,
  source: string,
  name: string,
  list: readonly string[],
  first: string | null,
): string | null {
  const args = list.join(', ');
  if (/HMAC$/.test(source) && /^(?:hexdigest|digest|base64digest|new)$/.test(name))
    return `createHmac(${list.slice(1).join(', ')})`;
  // `SecureCompareRotator.new(secret).secure_compare!(token)` raises on a mismatch.
  if (name === 'secure_compare!') return `jwtVerify(${args})`;
  if (/^(?:fixed_length_)?secure_compare$|^secure_equals$/.test(name)) return `timingSafeEqual(${args})`;
  if (/Digest(?:::\w+)?$/.test(source) && /hexdigest|digest/.test(name)) return digestOf(args);
  if (source === 'JWT' && name === 'decode') return list[2] === 'false' ? `JSON.parse(${args})` : `jwtVerify(${args})`;
  if (source === 'JSON' && /^parse/.test(name)) return `JSON.parse(${args})`;
  if (name === 'verify' && /key|Key|Ed25519|cert/.test(source))
    return /RbNaCl|Ed25519|verify_key/.test(source + ruby.text.slice(0, 3000))
      ? `jwtVerify(${args})`
      : `crypto_sign_verify_detached(${args})`;
  if (/^(?:Rack|ActionDispatch|Sinatra)::Request$/.test(source) && name === 'new') return 'request';
  if (source === 'ENV' && first !== null)
    return readOr(variable(first), list[1]?.startsWith('(') ? undefined : list[1]);
  if (source === 'Rails.env') {
    const environment = /^(\w+)\?$/.exec(name)?.[1];
    if (environment) return `(process.env.NODE_ENV == ${quote(environment)})`;
  }
  return null;
}

function requestCall(source: string, name: string, first: string | null, second?: string): string | null {
  if (source !== 'request')
    return /^request\.(?:headers|env)$/.test(source) && /^(?:fetch|dig)$/.test(name) && first !== null
      ? sentOr(headerOrVariable(first), second)
      : null;
  if (/^(?:raw_post|body|request_parameters|POST|params|body_stream|query_parameters|parameters)$/.test(name))
    return 'request.body';
  if (/^(?:headers|env)$/.test(name)) return 'request.headers';
  const asked = /^(get|head|post|put|patch|delete|options)\?$/.exec(name)?.[1];
  if (asked !== undefined) return `(request.method == '${asked.toUpperCase()}')`;
  if (/^(?:request_method|method)$/.test(name)) return 'request.method';
  if (/^(?:path|path_info|fullpath)$/.test(name)) return 'request.path';
  if (/^(?:get_header|fetch_header)$/.test(name) && first !== null) return headerOrVariable(first);
  return null;
}
