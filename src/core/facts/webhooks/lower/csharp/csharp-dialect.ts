import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { BODY_TYPE } from '../curly/class-parameters.ts';
import type { CallParts, Curly, Dialect } from '../curly/curly.ts';
import { isDigest } from '../curly/is-digest.ts';
import type { DigestForms } from '../curly/is-digest.ts';
import { literalOf } from '../curly/literal-of.ts';
import { lowerFunction } from '../curly/lower-function.ts';
import { outcomeWord } from '../curly/outcome-word.ts';
import { putTogether } from '../curly/put-together.ts';
import { METHOD } from '../curly/request-method.ts';
import { rowSought } from './row-sought.ts';
import { recordMade } from './read-records.ts';
import { digestOf, header, identifier, lowerFirst, readOr, setting, sourceOf, variable } from '../spelling.ts';

/** The meaning of names, calls and types of C# and ASP.NET. */
export const DIALECT: Dialect = {
  methodName: lowerFirst,
  member: (curly, owner, name) => {
    if (
      /^(?:HttpContext|Request|HttpContext\.Request|context\.HttpContext|context)$/.test(owner) ||
      owner === 'request'
    ) {
      if (/^(?:Request|HttpContext)$/.test(name)) return 'request';
      if (/^(?:Body|Form|BodyReader|Content)$/.test(name)) return 'request.body';
      if (name === 'Headers') return 'request.headers';
      if (name === 'Query') return 'request.query';
      if (name === 'Method') return METHOD;
      if (/^(?:Response|Result)$/.test(name)) return `response.${lowerFirst(name)}`;
    }
    if (name === 'Length') return `(${owner}).length`;
    if (owner === 'request.headers') return header(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'));
    if (
      /(?:(?:^|[._])(?:config\w*|opts|value|secrets)|settings|options)(?:\.value)?$/i.test(owner) &&
      owner.length < 60 &&
      !/^(?:Value|CurrentValue|GetValue|GetSection)$/.test(name)
    )
      return setting(name);
    if (/^(?:HttpContext|Request)$/.test(name) && owner === 'this') return 'request';
    return outcomeWord(curly, owner, name);
  },
  // `_events.Take(Request)` in a controller passes the request itself.
  expression: ({ text }, node) =>
    node.type === 'identifier' &&
    node.parent?.type === 'argument' &&
    /^(?:Request|HttpContext)$/.test(sourceOf(text, node))
      ? 'request'
      : null,
  statement: (curly, node) => {
    if (node.type !== 'local_function_statement') return false;
    lowerFunction(curly, node, `function ${identifier(lowerFirst(sourceOf(curly.text, child(node, 'name'))))}`);
    return true;
  },
  knownCall: (curly, parts) =>
    requestCall(curly, parts) ??
    libraryCall(curly, parts) ??
    (parts.name.startsWith('new ')
      ? (recordMade(curly, parts.name.slice(4), parts.list, parts.node) ?? refusalMade(parts))
      : null),
  roleOf: (type, name) => {
    if (REQUEST.test(type)) return 'request';
    // `context => ...` of ASP.NET has no type.
    return type === '' && /^(?:context|ctx|httpContext)$/.test(name) ? 'request' : null;
  },
  // `[HttpPost] Handle(EventDto dto)`
  filledBy: ({ type }, method) => (ACTION.test(method) && BODY_TYPE.test(type) ? 'request.body' : null),
  // ASP.NET middleware keeps the next delegate in a field.
  goesOn: /\b_?next\(/,
  namesFields: true,
  besides: (_curly, type) => type,
};

/** `new CheckResult(false, "bad signature")` of another file; not `new JsonResult(false)`, which is a response. */
const refusalMade = ({ name, list }: CallParts): string | null =>
  /(?<!Json|Object|Content|Action)(?:Result|Outcome|Verdict)$/.test(name) && list[0] === 'false' ? 'false' : null;

/** A request, or a filter context that holds it. */
const REQUEST =
  /^(?:HttpRequest|HttpContext|HttpRequestData|APIGatewayProxyRequest|EndpointFilterInvocationContext|(?:Action|Resource)ExecutingContext|AuthorizationFilterContext)$/;

const ACTION = /\[\s*HttpPost\b|^[^(]{0,200}\bIResult\b/;

function requestCall(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (name === 'StartsWithSegments' && owner === 'request.Path') return 'true';
  if (owner === null && /^_?next$/.test(name) && list.includes('request')) return 'next()';
  if (owner === 'HttpMethods' && /^Is[A-Z]/.test(name))
    return `(${list[0] ?? METHOD} == '${name.slice(2).toUpperCase()}')`;
  if (name === 'new StreamReader' || name === 'new MemoryStream') return list[0] ?? null;
  const plainOwner = owner === 'Request.Headers' || owner === 'HttpContext.Request.Headers' ? 'request.headers' : owner;
  if (plainOwner === 'request.headers' && /^(?:TryGetValue|GetValues|ContainsKey|TryGetValues)$/.test(name)) {
    const held = first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
    const out = /\b(\w+)\s*\)$/.exec(sourceOf(curly.text, node).slice(-200))?.[1];
    return out && args.length > 1 ? `(${identifier(out)} = ${held})` : held;
  }
  if (owner === 'request.body' || owner === 'request' || owner === 'Request') {
    if (/^(?:ReadToEnd\w*|ReadFrom\w*|CopyTo\w*|ReadAs\w*|EnableBuffering|ReadForm\w*)$/.test(name))
      return 'request.body';
  }
  return null;
}

function libraryCall(curly: Curly, parts: CallParts): string | null {
  const { owner, name, list, args, source, node } = parts;
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  if (/^Environment$/.test(owner ?? '') && name === 'GetEnvironmentVariable' && first !== null) return variable(first);
  if (
    /config/i.test(owner ?? '') &&
    /^(?:GetValue\w*|GetSection|get_Item)$/.test(name.replace(/<.*$/s, '')) &&
    first !== null
  )
    return readOr(setting(first), list[1]);
  if (/^new (?:Value)?Tuple$/.test(name) || (name === 'Create' && /^(?:Value)?Tuple$/.test(owner ?? '')))
    return `[${all}]`;
  if (/^new HMACSHA|^new HMac/.test(name)) return `createHmac(${all})`;
  if (/^HMACSHA\d+$/.test(owner ?? '') && /HashData/.test(name)) return `createHmac(${all})`;
  if (name === 'ComputeHash' && owner)
    return PLAIN.made.test(source) || isDigest(curly, owner, node, PLAIN) ? digestOf(all) : `[${owner}, ${all}]`;
  if (/(?:SHA\d+|MD5)$/.test(owner ?? '') && name === 'HashData') return digestOf(all);
  // A completed task, as a method without `async` returns it.
  if (/^(?:Value)?Task$/.test(owner ?? '') && /^FromResult\b/.test(name)) return `(${list[0] ?? 'null'})`;
  const put = putTogether({ owner, name, list });
  if (put !== null) return put;
  // `b.ToString("x2")`
  if (name === 'ToString' && owner !== null && first !== null) return `(${owner})`;
  if (name === 'FixedTimeEquals') return `timingSafeEqual(${all})`;
  if (/^(?:Equals|SequenceEqual)$/.test(name) && owner)
    return /^(?:[sS]tring|StringComparer|object|CryptographicOperations)\./.test(source) && list.length > 1
      ? `(${list[0]} == ${list[1]})`
      : `(${owner} == ${list[0]})`;
  // A debug assertion is compiled out of release builds, so it checks nothing.
  if (owner === 'Debug' && name === 'Assert') return `[${all}]`;
  if (/^(?:IsNullOrEmpty|IsNullOrWhiteSpace)$/.test(name)) return `!(${list[0] ?? 'null'})`;
  const sent =
    /^Send(?:Async)?$|^Publish(?:Async)?$/.test(name) && MEDIATOR.test(owner ?? '') ? handlerOf(curly, args[0]) : null;
  if (sent !== null) return `${sent}.handle(${all})`;
  if (/^(?:VerifyData|VerifyHash|VerifySignature)$/.test(name) && /rsa|ecdsa|ed25519|key/i.test(owner ?? ''))
    return `crypto_sign_verify_detached(${all})`;
  const row = rowSought(curly, parts) ?? amongMany(parts);
  if (row !== null) return row;
  if (
    /^(?:ToString|ToArray|Trim|First\w*|Value|ConfigureAwait|GetBytes|FromHexString|FromBase64String|ToHexString|ToLowerInvariant|ToLower)$/.test(
      name,
    ) &&
    (list.length === 0 ? owner : list[0])
  )
    return `(${list.length === 0 || name === 'ConfigureAwait' ? owner : list[0]})`;
  if (
    /^(?:Unauthorized|BadRequest|Forbid|StatusCode|NotFound|Problem|Ok|Json|Content|NoContent)$/.test(name) ||
    /^(?:Results|TypedResults)\./.test(source)
  )
    return `[${[`'${name.toLowerCase()}'`, ...list].join(', ')}]`;
  if (/log/i.test(owner ?? '') && /^Log/.test(name)) return `[${all}]`;
  return null;
}

/**
 * `header.Split(',').FirstOrDefault(s => s == expected)`, `.Where(s => s == expected).Any()`: one of several
 * signatures.
 */
function amongMany({ owner, name, list, args }: CallParts): string | null {
  if (owner === null) return null;
  if (name === 'Any' && list.length === 0) return `(${owner})`;
  const asks =
    args[0]?.children.some(({ type }) => type === 'lambda_expression') || args[0]?.type === 'lambda_expression';
  if (!asks || !/\.split\(|request\.headers/.test(owner)) return null;
  if (/^(?:First|Single|Last)(?:OrDefault)?$/.test(name)) return `${owner}.find(${list[0]})`;
  return name === 'Where' ? `${owner}.filter(${list[0]})` : null;
}

/** `SHA256.Create()`, `new SHA256Managed()`: without a key. */
const PLAIN: DigestForms = { made: /^(?:new )?(?:SHA\d+|MD5)(?:\.Create|\w{0,20})\(/, type: /(?!)/ };

/** Names of mediators: MediatR and the like. */
const MEDIATOR = /(?:mediatr?o?r?|sender|dispatcher|mediator)$/i;

/**
 * `_mediator.Send(new TakeHookCommand(body, signature))`: the handler class by the convention `<Command>Handler`; null
 * where the command's type is unknown.
 */
function handlerOf(curly: Curly, command: SyntaxNode | undefined): string | null {
  if (!command) return null;
  const written = sourceOf(curly.text, command).slice(0, 200);
  const before = curly.text.slice(Math.max(0, command.start - 3000), command.start);
  const type =
    /^new\s+(\w{1,100})\b/.exec(written)?.[1] ??
    (/^\w{1,60}$/.test(written)
      ? new RegExp(`\\b${written}\\s*=\\s*new\\s+(\\w{1,100})\\b`).exec(before)?.[1]
      : undefined);
  if (type === undefined) return null;
  const name = `${identifier(type)}Handler`;
  curly.out.import(name, name, name, command);
  return name;
}
