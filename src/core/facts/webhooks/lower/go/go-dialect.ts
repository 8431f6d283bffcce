import type { SyntaxNode } from '../../syntax.ts';
import type { CallParts, Curly, Dialect } from '../curly/curly.ts';
import { isDigest } from '../curly/is-digest.ts';
import type { DigestForms } from '../curly/is-digest.ts';
import { literalOf } from '../curly/literal-of.ts';
import { putTogether } from '../curly/put-together.ts';
import { METHOD } from '../curly/request-method.ts';
import { header, identifier, lowerFirst, quote, readOr, setting, sourceOf, variable } from '../spelling.ts';
import { giveBack } from './give-back.ts';
import { declarationAround } from './go-functions.ts';
import { isPlainPackage } from './go-imports.ts';
import { lowerAssignment } from './lower-assignment.ts';
import { lowerSelect, lowerSend } from './lower-select.ts';
import { SDK } from './service-types.ts';
import { shadowingIf } from './shadowed.ts';

export const DIALECT: Dialect = {
  methodName: lowerFirst,
  member: (_curly, owner, name) => {
    if (owner === 'request') {
      if (/^Headers?$/.test(name)) return 'request.headers';
      if (/^(?:Body|Form|PostForm|MultipartForm)$/.test(name)) return 'request.body';
      if (/^Request(?:Ctx)?$/.test(name)) return 'request';
      if (name === 'Method') return METHOD;
    }
    if (
      /(?:^|\.)(?:cfg|config|conf|settings|Config|opts|options|env)$/i.test(owner) &&
      /secret|token|key/i.test(name) &&
      owner.length < 60
    )
      return setting(name);
    return null;
  },
  knownCall: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
  roleOf: (type) => {
    if (REQUEST.test(type)) return 'request';
    // A context carries the deadline of a request, but it is not a request, even under the name `ctx`.
    if (type === 'context.Context') return 'lifetime';
    return /ResponseWriter/.test(type) ? 'response' : null;
  },
  statement: (curly, node) => {
    if (ASSIGNS.test(node.type)) lowerAssignment(curly, node);
    else if (node.type === 'select_statement') lowerSelect(curly, node);
    else if (node.type === 'send_statement') lowerSend(curly, node);
    else return node.type === 'if_statement' && shadowingIf(curly, node);
    return true;
  },
  giveBack,
  // Middleware of gin and fiber passes the request on by a method of the context.
  goesOn: /\.Next\(\)/,
  failsByValue: true,
};

const REQUEST =
  /^(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|fasthttp\.RequestCtx|fastglue\.Request|iris\.Context|events\.(?:APIGateway\w*|LambdaFunctionURL|ALBTargetGroup)Request|context\.Context\b.*Request|(?:\w+\.)?(?:RequestContext|Ctx))$/;

const ASSIGNS = /^(?:short_var_declaration|assignment_statement|var_declaration|const_declaration)$/;

function requestCall(curly: Curly, { owner, name, list, args, source, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  // `r.Header.VisitAll(func(key, val []byte) { headers[string(key)] = string(val) })`
  const copied =
    owner === 'request.headers' && name === 'VisitAll'
      ? /\b(\w{1,80})\[[^\]\n]{0,80}\]\s{0,9}=[^=]/.exec(sourceOf(curly.text, node))?.[1]
      : undefined;
  if (copied) return `(${identifier(copied)} = request.headers)`;
  if (owner === 'request.headers' && /^(?:Get|Values|Peek)$/.test(name))
    return first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
  if (owner === 'request') {
    if (name === 'BasicAuth') return header('authorization');
    if (/^(?:GetHeader|Get)$/.test(name) && first !== null) return header(first);
    if (name === 'Header' || name === 'Request') return name === 'Header' ? 'request.headers' : 'request';
    if (/^(?:GetRawData|Body|BodyRaw|PostBody|FormValue|PostFormValue|PostForm|ParseForm|FormParams)$/.test(name))
      return 'request.body';
    if (/^(?:ShouldBind\w*|Bind\w*|BodyParser)$/.test(name) && list[0])
      return /^\(?\w+\)?$/.test(list[0]) ? `(${list[0].replace(/[()]/g, '')} = request.body)` : 'request.body';
    if (name.startsWith('Abort')) return '0';
    if (name === 'Next') return 'next()';
    if (name === 'Method') return METHOD;
    if (/^(?:Query|Param|URLParam)$/.test(name)) return `request.query[${list[0] ?? "'x'"}]`;
    if (/^(?:JSON|String|Status|SendStatus|NoContent|Context|Set|Locals|IP|RealIP|Path|WithContext)$/.test(name))
      return '0';
  }
  // `param(c, "order_id")` of another file of the package.
  const key = literalOf(curly, args[1]);
  if (owner === null && list[0] === 'request' && key !== null && !curly.functions.has(name) && READS_PART.test(name))
    return `request.body[${quote(key)}]`;
  if (/^(?:io\.ReadAll|ioutil\.ReadAll|io\.Copy|io\.LimitReader|http\.MaxBytesReader|io\.NopCloser)$/.test(source))
    return list.find((each) => each.includes('request.body')) ? 'request.body' : null;
  if (/^(?:Decode|Unmarshal)$/.test(name)) {
    const target = list.at(-1)?.replace(/[()]/g, '') ?? '';
    const from = name === 'Decode' ? (owner ?? '') : (list[0] ?? '');
    if (/^\w+$/.test(target))
      return `(${target} = [${from.includes('request.body') ? 'request.body' : from || 'null'}])`;
  }
  return null;
}

/** Functions that read one part of the request. */
const READS_PART = /^(?:get|read)?_?\w{0,20}(?:[pP]aram|[qQ]uery|[fF]orm|[fF]ield|[vV]alue|[aA]rg)(?:[A-Z]\w{0,20})?$/;

function libraryCall(curly: Curly, parts: CallParts): string | null {
  const { owner, source, name, list, args, node } = parts;
  const first = literalOf(curly, args[0]);
  if (/^(?:os\.Getenv|viper\.GetString|os\.LookupEnv)$/.test(source) && first !== null)
    return (source.startsWith('os.') ? variable : setting)(first);
  if (/^\w*[gG]etEnv\w*$|^env$/.test(name) && first !== null) return readOr(variable(first), list[1]);
  if (source === 'hmac.New') return `createHmac(${list.slice(1).join(', ')})`;
  if (/^(?:hmac\.Equal|subtle\.ConstantTimeCompare)$/.test(source)) return `timingSafeEqual(${list.join(', ')})`;
  if (/^bytes\.Equal$|^strings\.EqualFold$/.test(source)) return `(${list[0]} == ${list[1]})`;
  if (source === 'slices.ContainsFunc') return `(${list[0]}).some(${list[1]})`;
  if (source === 'panic') return `(() => { throw 'panic' })()`;
  if (/^ed25519\.Verify$|^(?:ecdsa\.Verify(?:ASN1)?)$/.test(source))
    return `crypto_sign_verify_detached(${list.join(', ')})`;
  if (/^rsa\.Verify|^jwt\.Parse/.test(source)) return `jwtVerify(${list.join(', ')})`;
  const read = packageCall(curly, parts);
  if (read) return read;
  const fed = fedDigest(curly, parts);
  if (fed) return fed;
  const put = putTogether(parts);
  if (put !== null) return put;
  if (name === 'Sum' && owner) return owner;
  // `form.Set(key, value)`: a form that is filled field by field.
  if (/^(?:Set|Add)$/.test(name) && list.length === 2 && owner !== null && isForm(curly, owner, node))
    return `(${owner}[${list[0]}] = ${list[1]})`;
  if (/^errors\.(?:Is|As)$/.test(source)) return `(${list[0]} == ${list[1]})`;
  if (/^(?:string|byte|strings\.TrimSpace|bytes\.TrimSpace)$/.test(source)) return `(${list[0] ?? 'null'})`;
  if (source === 'len') return `(${list[0] ?? 'null'}).length`;
  if (source === 'http.Error' || /^(?:errors\.|fmt\.|log\.|slog\.|strings\.TrimPrefix|hex\.|base64\.)/.test(source))
    return `[${list.join(', ')}]`;
  if (source === 'http.HandlerFunc') return list[0] ?? null;
  if (name === 'ServeHTTP' && owner === 'next') return 'next()';
  // A function of the same package in another file.
  if (
    owner === null &&
    /^[a-zA-Z]\w*$/.test(name) &&
    !curly.functions.has(name) &&
    !curly.names.has(name) &&
    VERIFYING.test(name)
  ) {
    curly.out.import(identifier(lowerFirst(name)), `.#${name}`, lowerFirst(name), node);
  }
  if (owner !== null && curly.out.imported(owner) && (VERIFYING.test(name) || receives(name, list))) {
    const { module } = curly.out.imported(owner)!;
    const local = `${owner}__${name}`;
    if (!SDK.test(module)) {
      curly.out.import(local, `${module}#${name}`, lowerFirst(name), node);
      return `${local}(${list.join(', ')})`;
    }
  }
  return null;
}

/**
 * Lowers a call that passes the whole request to a package of the language or of a framework, which never rejects it:
 * `mux.Vars(r)` reads its path, `render.Decode(r, &event)` its body, `render.JSON(w, r, answer)` responds to it. Null
 * for other calls.
 */
function packageCall(curly: Curly, { owner, name, list }: CallParts): string | null {
  if (owner === null || !isPlainPackage(curly, owner) || !list.includes('request')) return null;
  if (/^(?:Vars|URLParam\w*|Param\w*|RouteContext|QueryParam\w*)$/.test(name))
    return `request.query[${list.find((each) => each !== 'request') ?? "'x'"}]`;
  if (!/^(?:Decode|Bind|Read|Parse|Dump)/.test(name))
    return `[${list.filter((each) => each !== 'request').join(', ')}]`;
  const target = list.find(
    (each) => /^\(?[a-z]\w*\)?$/.test(each) && !/^\(?(?:request|response|true|false)\)?$/.test(each),
  );
  return target ? `(${target.replace(/[()]/g, '')} = request.body)` : 'request.body';
}

/**
 * Lowers a write to a digest, `mac.Write(body)`, `io.WriteString(mac, text)`, to a digest of the earlier input and the
 * new. Null for other calls.
 */
function fedDigest(curly: Curly, { owner, source, name, list, node }: CallParts): string | null {
  const written = name === 'Write' && list.length === 1;
  if (!written && !/^(?:io\.(?:WriteString|Copy)|fmt\.Fprint(?:f|ln)?)$/.test(source)) return null;
  const [into, ...fed] = written ? [owner, ...list] : list;
  if (!into || !/^\w+$/.test(into)) return null;
  if (isDigest(curly, into, node, KEYLESS)) return `(${into} = createHash(${[into, ...fed].join(', ')}))`;
  return isDigest(curly, into, node, DIGESTS) || (written && DIGEST_NAME.test(into))
    ? `(${into} = createHmac(${[into, ...fed].join(', ')}))`
    : null;
}

const DIGESTS: DigestForms = {
  made: /^(?:hmac|sha\d+|sha3|md5|blake\w+)\.New|^[\w.]*(?:hmac|mac|hash|hasher|digest)\w{0,20}\(/i,
  type: /^hash\.Hash$/,
};
/** `sha256.New()`: a digest without a key, which is proof only if a secret is part of its input. */
const KEYLESS: DigestForms = { made: /^(?:sha\d+|sha3|md5|blake\w+)\.New/, type: /(?!)/ };

/** A digest that is created elsewhere is recognised by its name. */
const DIGEST_NAME = /(?:mac|hash|hasher)$/i;

/** Whether a call lets another package read the body of the request: `mpesa.ParseCallback(r)`. */
const receives = (name: string, list: readonly string[]): boolean =>
  list.includes('request') &&
  /^(?:Parse|Read|Decode|Receive)|^(?:Get|Extract|Load|Take)\w{0,20}(?:Body|Payload|Call[bB]ack|Notification|Web[hH]ook|Event)$/.test(
    name,
  );

/** Whether a variable is created as `url.Values{}` in the enclosing function. */
function isForm(curly: Curly, owner: string, node: SyntaxNode): boolean {
  if (!/^\w+$/.test(owner)) return false;
  const source = sourceOf(curly.text, declarationAround(node));
  return new RegExp(`\\b${owner}\\s{0,9}:?=?\\s{0,9}(?:make\\()?url\\.Values\\b`).test(source);
}

const VERIFYING = /verif|valid|sign|hmac|authentic|check(?!out)/i;
