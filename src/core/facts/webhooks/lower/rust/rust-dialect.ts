import type { CallParts, Curly, Dialect } from '../curly/curly.ts';
import { isDigest } from '../curly/is-digest.ts';
import type { DigestForms } from '../curly/is-digest.ts';
import { literalOf } from '../curly/literal-of.ts';
import { putTogether } from '../curly/put-together.ts';
import { METHOD } from '../curly/request-method.ts';
import { expression } from '../curly/visit.ts';
import { digestOf, header, identifier, propertyName, quote, sentOr, setting, sourceOf, variable } from '../spelling.ts';
import { letCondition } from './attempt.ts';
import { giveBack } from './give-back.ts';
import { lowerLet } from './lower-let.ts';
import { lowerMatch } from './lower-match.ts';
import { askedOr, optionCall } from './option-calls.ts';
import { refusingCall } from './refusing-calls.ts';

/** What the names, calls and types of Rust and its crates mean in the common language. */
export const DIALECT: Dialect = {
  methodName: (name) => name,
  member: (_curly, owner, name, source) => {
    if (
      /(?:^|\.)(?:config|settings|cfg|env|state|app_state|secrets)$/i.test(owner) &&
      /secret|token|key/i.test(name) &&
      source.length < 80
    )
      return setting(name);
    return null;
  },
  knownCall: (curly, parts) =>
    requestCall(curly, parts) ?? refusingCall(curly, parts) ?? optionCall(curly, parts) ?? libraryCall(curly, parts),
  roleOf: (type) => {
    if (/^(?:\w+::)*(?:HttpRequest|ServiceRequest|Request|Parts|Request<[\s\S]*>)$/.test(type)) return 'request';
    if (/^(?:\w+::)*Method$/.test(type)) return METHOD;
    return /^(?:\w+::)*(?:HeaderMap|TypedHeader)/.test(type) ? 'request.headers' : null;
  },
  expression: (curly, node) => {
    if (node.type === 'let_condition') return letCondition(curly, node);
    if (node.type === 'identifier' && sourceOf(curly.text, node) === 'None') return 'null';
    // `if let Some(secret) = secret && verify(body)`
    return node.type === 'let_chain' ? `(${node.children.map((each) => expression(curly, each)).join(' && ')})` : null;
  },
  statement: (curly, node, tail) => {
    if (node.type === 'match_expression') return lowerMatch(curly, node, tail);
    if (node.type !== 'let_declaration') return false;
    lowerLet(curly, node);
    return true;
  },
  giveBack,
  failsByValue: true,
  hasBlockValues: true,
};

function requestCall(curly: Curly, { owner, name, args, list }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (owner === 'next' && /^(?:run|call)$/.test(name)) return 'next()';
  if (/^(?:request\.)?headers$/.test(owner ?? '') && name === 'contains_key' && first !== null) return header(first);
  if (owner === 'request' && name === 'into_parts') return '[request, request.body]';
  if (owner === 'request' && name === 'method') return METHOD;
  if (owner === 'request' && name === 'headers') return 'request.headers';
  if (owner === 'request' && /^(?:body|into_body|bytes|text|json)$/.test(name)) return 'request.body';
  if (/^(?:request\.)?headers$/.test(owner ?? '') && /^get(?:_one)?$/.test(name))
    return first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
  if (name === 'to_bytes' && list.some((each) => each.includes('request'))) return 'request.body';
  return null;
}

/** Calls that only unwrap, convert or clone. */
const THROUGH =
  /^(?:unwrap|expect|ok|ok_or|ok_or_else|map_err|to_str|as_str|as_bytes|as_ref|as_deref|clone|to_string|to_owned|into|await|and_then|unwrap_or_default|unwrap_or|unwrap_or_else|trim|to_vec|into_inner|iter|borrow|as_slice|strip_prefix|trim_start_matches|finalize|into_bytes|to_lowercase|context|with_context|filter|cloned|copied|unwrap_u8)$/;

function libraryCall(curly: Curly, { owner, name, list, args, source, node }: CallParts): string | null {
  const all = list.join(', ');
  const first = literalOf(curly, args[0]);
  if (/^(?:std::)?env::var$|^dotenv::var$|^env::var$/.test(source) && first !== null) return variable(first);
  if (/new_from_slice|new_varkey/.test(name) || /^(?:hmac::Key::new|hmac::sign)$/.test(source))
    return `createHmac(${all})`;
  // The rust-crypto crate, the predecessor of RustCrypto: `Hmac::new(Sha1::new(), key)`,
  // `mac.result() == MacResult::new(&given)`.
  if (/(?:^|::)Hmac::new$/.test(source) && list.length === 2) return `createHmac(${list[1]})`;
  if (/(?:^|::)(?:Sha|Md5|Blake)\w{0,20}::digest$/.test(source)) return digestOf(all);
  if (/(?:^|::)MacResult::new$/.test(source)) return `(${all})`;
  if (name === 'result' && owner && list.length === 0 && isDigest(curly, owner, node, DIGESTS)) return `(${owner})`;
  if (
    /^verify_slice$|^verify_strict$/.test(name) ||
    source === 'hmac::verify' ||
    (name === 'verify' && /mac|key|verif/i.test(owner ?? ''))
  )
    return `jwtVerify(${owner ?? ''}${owner && all ? ', ' : ''}${all})`;
  if (/^(?:ct_eq|constant_time_eq|secure_compare|fixed_time_eq|verify_slices_are_equal)$/.test(name))
    return `timingSafeEqual(${owner !== null && list.length === 1 ? `${owner}, ` : ''}${all})`;
  if (/^eq(?:_ignore_ascii_case)?$/.test(name) && owner) return `(${owner} == ${all})`;
  if (
    /^(?:update|input)$/.test(name) &&
    owner &&
    /^\w+$/.test(owner) &&
    (isDigest(curly, owner, node, DIGESTS) || DIGEST_NAME.test(owner))
  )
    return `(${owner} = ${isDigest(curly, owner, node, KEYLESS) ? 'createHash' : 'createHmac'}(${owner}, ${all}))`;
  const put = putTogether({ owner, name, list });
  if (put !== null) return put;
  if (/^(?:is_empty|is_none)$/.test(name) && owner) return `!(${owner})`;
  if (name === 'is_some' && owner) return `(${owner})`;
  if (name === 'len' && owner) return `(${owner}).length`;
  if (/^(?:is_err|is_ok)$/.test(name) && owner) {
    const known = curly.results.get(owner);
    if (known) return name === 'is_ok' ? known : `!${known}`;
    const ok = curly.out.fresh();
    curly.out.add(`let ${ok} = false; try { ${owner}; ${ok} = true; } catch (error) { ${ok} = false; }`, node);
    return name === 'is_ok' ? ok : `!${ok}`;
  }
  if (owner !== null && THROUGH.test(name)) return through(curly, owner, name, { list, args, node });
  if (owner === null && (name === 'Some' || (name === 'Ok' && first !== null))) return list[0] ?? null;
  if (source === 'bool::from') return list[0] ?? null;
  if (/^serde_json::from_/.test(source)) return `JSON.parse(${all})`;
  if (/^(?:hex|base64|BASE64\w*|general_purpose)\b/.test(source)) return `[${all}]`;
  // `nango::verify(...)`: a function of another crate or module, called by its full path.
  if (
    callPath(source) &&
    owner !== null &&
    /verif|valid|sign|hmac|check(?!out)/i.test(source.split('::').slice(-2).join('::')) &&
    !/^[A-Z]/.test(source.split('::').at(-2) ?? '')
  ) {
    const path = source.replace(/::[^:]*$/, '');
    const known = curly.out.imported(identifier(path));
    const local = `${path.replace(/\W+/g, '_')}__${identifier(name)}`;
    curly.out.import(local, known?.name === '*' ? known.module : path, propertyName(name), node);
    return `${local}(${all})`;
  }
  return null;
}

/**
 * Lowers a call that unwraps or converts, with the fallback for a missing value: `secret.unwrap_or("dev")`,
 * `secret.unwrap_or_else(|_| "dev".to_string())`.
 */
function through(
  curly: Curly,
  owner: string,
  name: string,
  { list, args, node }: Pick<CallParts, 'list' | 'args' | 'node'>,
): string {
  if (name === 'unwrap_or' && list[0] === 'false') return owner;
  const asked = askedOr(curly, owner, name, list[0], node);
  if (asked !== null) return asked;
  // `verify(body).unwrap_or_else(|_| parse(body))`: the closure turns the failure into a value.
  if (name === 'unwrap_or_else' && /verif|construct_?event/i.test(owner) && args[0]?.type === 'closure_expression') {
    const held = curly.out.fresh();
    curly.out.add(
      `let ${held} = null; try { ${held} = ${owner}; } catch (error) { ${held} = (${list[0]})(); }`,
      args[0],
    );
    return held;
  }
  const given = sourceOf(curly.text, args[0] ?? null);
  if (/^unwrap_or/.test(name) && NO_TEXT.test(given) && /process\.env|secret/i.test(owner)) return `(${owner} || '')`;
  const [, text] = /^unwrap_or/.test(name) ? (STAND_IN.exec(given) ?? []) : [];
  if (text !== undefined) return `(${owner} || ${quote(text)})`;
  return sentOr(`(${owner})`, name === 'unwrap_or' ? list[0] : undefined);
}

/** A string literal, possibly inside a closure or a string constructor. */
const STAND_IN = /^(?:\|\w*\|\s?)?\{?\s?(?:(?:String|Cow|Secret\w{0,20})::\w{1,20}\()?"([^"\\]{1,200})"/;

/** The empty string, or no argument at all, as in `unwrap_or_default()`. */
const NO_TEXT = /^(?:\|\w*\|\s?)?(?:String::new\(\)|(?:String::from\()?""(?:\.\w{1,20}\(\)|\))?)?$/;

/** RustCrypto's `Hmac::<Sha256>::new_from_slice(key)` and `Sha256::new()`, ring's `hmac::Context::with_key(&key)`. */
const DIGESTS: DigestForms = {
  made: /^[\w:<> ]*(?:new_from_slice|new_varkey|Context::with_key)\(|^[\w:]*(?:Hmac|Sha|Md5|Blake)\w*(?:::<\w+>)?::new\w*\(/,
  type: /\b(?:Hmac|Sha\d|impl Mac\b|hmac::Context)/,
};

/** `Sha256::new()`: without a key, unless a secret is among what is fed into it. */
const KEYLESS: DigestForms = { made: /^[\w:]*(?:Sha|Md5|Blake)\w*::new\(\)/, type: /(?!)/ };

/** A digest that is created elsewhere is recognised by its name. */
const DIGEST_NAME = /(?:mac|hash|hasher)$/i;

const callPath = (source: string): boolean => /^[\w:]+::\w+$/.test(source);
