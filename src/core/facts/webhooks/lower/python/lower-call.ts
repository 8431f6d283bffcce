import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import {
  digestOf,
  header,
  headerOrVariable,
  identifier,
  quote,
  readOr,
  sentOr,
  setting,
  sourceOf,
  variable,
} from '../spelling.ts';
import { METHOD } from '../curly/request-method.ts';
import { argumentsOf } from './arguments-of.ts';
import { calledThrough } from './called-through.ts';
import { SETTINGS, literalOf } from './lower-member.ts';
import { receives, variableOf } from './plain-servers.ts';
import type { Python } from './python.ts';
import { hasAtHand } from './request-at-hand.ts';
import { rowBySecret } from './row-by-secret.ts';
import { outcomeObject } from './outcome-object.ts';
import { expression } from './visit.ts';

/** Lowers a call, to what it means where it is known, otherwise as it is written. */
export function lowerCall(python: Python, node: SyntaxNode): string {
  const { text } = python;
  const callee = child(node, 'function');
  const source = sourceOf(text, callee);
  const args = argumentsOf(node).filter((each) => !/splat/.test(each.type));
  const list = args.map((each) => expression(python, each));
  const name = source.slice(source.lastIndexOf('.') + 1);
  const first = args[0]?.type === 'string' ? literalOf(python, args[0]) : null;
  if (receives(python, source)) return 'request.body';
  const through = calledThrough(python, callee, list);
  if (through) return through;
  // `env['ir.config_parameter'].get_param('shop.webhook_secret')`
  if (first !== null && name === 'get_param' && python.framework === 'odoo') return readOr(setting(first), list[1]);
  if (first !== null && isSetting(source, name) && !(source === 'environ.get' && python.requestName === 'environ'))
    return readOr((OF_ENVIRONMENT.test(source) ? variable : setting)(first), list[1]);
  const field = fieldOfSettings(python, name, args);
  if (field !== null) return setting(field);
  const named = source === 'getattr' && args[1]?.type === 'string' ? literalOf(python, args[1]) : null;
  if (named !== null && SETTINGS.test(sourceOf(text, args[0]!))) return readOr(setting(named), list[2]);
  if (source === 'frappe.get_request_header' && first !== null) return header(first);
  if (name === 'get' && first !== null && callee?.type === 'attribute') {
    const owner = expression(python, child(callee, 'object'));
    const ofServer = variableOf(python, owner, first);
    if (ofServer) return ofServer;
    if (owner === 'request.headers') return sentOr(headerOrVariable(first), list[1]);
    if (owner === 'request' && /^(?:headers|body)$/.test(first)) return `request.${first}`;
    if (/^request(?:\.body)?$/.test(owner)) return `request.body[${quote(first)}]`;
  }
  // Calls by which middleware and base classes pass the request on to the handler.
  if (/^super\(.{0,60}\)\.dispatch$/.test(source)) return python.answers ? 'this.post(request)' : 'next()';
  if (/^(?:call_next|self\.get_response)$/.test(source) || (source === 'handler' && python.handsOn)) return 'next()';
  if (source.startsWith('super().')) return `[${list.join(', ')}]`;
  // `any(valid(each) for each in signatures)`: the test of a single element stands for all.
  if (source === 'any' && child(node, 'arguments')?.type === 'generator_expression') return `(${list[0] ?? 'null'})`;
  // `str(request.method).upper()`
  const spelt =
    source === 'str' ? list[0] : SPELLS.test(name) ? expression(python, child(callee, 'object')) : undefined;
  if (spelt !== undefined && IS_METHOD.test(spelt)) return METHOD;
  const known = knownCall(source, name, list, sourceOf(text, node));
  if (known) return known;
  const row = rowBySecret(python, callee, args);
  if (row) return row;
  const target = expression(python, callee);
  if (target === 'request.body' || target === 'request.body.read') return 'request.body';
  const outcome = outcomeObject(text, name, args, list);
  if (outcome) return outcome;
  if (/^[A-Z]\w*(?:Error|Exception)$/.test(name)) return `new ${identifier(name)}(${list.join(', ')})`;
  // `create(**request.data)`: unpacked arguments are passed too.
  const spread = argumentsOf(node).filter((each) => /splat/.test(each.type));
  if (list.length === 0 && hasAtHand(python, source)) return `${target}(request)`;
  const all = [...list, ...spread.map((each) => expression(python, each.children[0] ?? null))];
  return `${callee?.type === 'lambda' ? `(${target})` : target}(${all.join(', ')})`;
}

const SPELLS = /^(?:upper|lower|strip)$/;
const IS_METHOD = /^\(*request\.method(?: \|\| '')?\)*$/;

const OF_ENVIRONMENT =
  /^(?:os\.getenv|getenv|os\.environ\.get|environ\.get|config|env|env\.(?:str|get)|decouple\.config|get_env|get_secret)$/;

const isSetting = (source: string, name: string): boolean =>
  OF_ENVIRONMENT.test(source) ||
  (name === 'get' && SETTINGS.test(source.slice(0, -4)) && source.length < 60) ||
  (name === 'get_password' && source.length < 60);

/**
 * The field of a singleton document of Frappe: `frappe.db.get_single_value('Acme Settings', 'webhook_secret')`, or
 * `frappe.db.get_value('Acme Settings', 'Acme Settings', 'webhook_secret')`. Null for other calls.
 */
function fieldOfSettings(python: Python, name: string, args: readonly SyntaxNode[]): string | null {
  const words = args.slice(0, 3).map((each) => (each.type === 'string' ? literalOf(python, each) : null));
  if (name === 'get_single_value') return words[1] ?? words[0] ?? null;
  return name === 'get_value' && words[0] !== null && words[0] === words[1] ? (words[2] ?? null) : null;
}

/** Lowers the digests, comparisons and verifiers of common libraries; null for other calls. */
function knownCall(source: string, name: string, list: readonly string[], whole: string): string | null {
  const args = list.join(', ');
  if (/^(?:hmac\.(?:new|HMAC|digest)|HMAC\.new|HMAC)$/.test(source)) return `createHmac(${args})`;
  if (/^(?:compare_digest|constant_time_compare|safe_str_cmp|const_compare|bytes_eq|constant_time_equals)$/.test(name))
    return `timingSafeEqual(${args})`;
  if (/^(?:hashlib\.)?(?:sha256|sha512|sha1|md5)$/.test(source)) return digestOf(args, whole);
  if (/^(?:json|simplejson|orjson|ujson)\.loads$/.test(source)) return `JSON.parse(${args})`;
  if (source === 'jwt.decode')
    return /verify_signature["']?\s*[:=]\s*False|verify\s*=\s*False/.test(whole)
      ? `JSON.parse(${args})`
      : `jwtVerify(${args}${keyedBy(list, whole)})`;
  if (name === 'verify' && /VerifyKey|verify_key|public_key|publickey|pubkey|ed25519|\bhmac|\bkey\b/i.test(source))
    return `jwtVerify(${args})`;
  // The parts of a URL or query come from the caller as the whole does.
  if (/^(?:urllib\.parse\.|parse\.)?(?:urlparse|urlsplit|parse_qs|parse_qsl)$/.test(source))
    return `(${list[0] ?? 'null'})`;
  if (name === 'abort') return `(() => { throw 'abort' })(${args})`;
  if (source === 'frappe.throw') return `(() => { throw 'forbidden' })()`;
  return null;
}

/**
 * The HMAC key of PyJWT as a further argument, since the key may be empty:
 * `jwt.decode(token, SECRET, algorithms=['HS256'])`.
 */
const keyedBy = (list: readonly string[], whole: string): string =>
  list[1] !== undefined && /['"]HS\d{3}['"]/.test(whole) ? `, createHmac(${list[1]})` : '';
