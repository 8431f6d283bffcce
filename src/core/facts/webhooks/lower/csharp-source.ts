import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { lowerClasses, makeCurly, typeName } from './class-source.ts';
import type { ClassParts, Method } from './class-source.ts';
import { argumentsOf, expression, literalOf, statement } from './curly.ts';
import type { CallParts, Curly, Dialect } from './curly.ts';
import { header, identifier, lowerFirst, propertyName, setting, sourceOf } from './lowering.ts';
import type { Lower } from './lowering.ts';

const HOOK = /web_?hook|ipn\b/i;

/** C# to the common language, with the actions of ASP.NET controllers and minimal APIs. */
export const lowerCsharp: Lower = (path, text, root) => {
  const csharp = makeCurly('csharp', path, text, root, DIALECT);
  for (const node of root.children) {
    if (node.type === 'global_statement' && /^\s*var\s/.test(sourceOf(text, node)) && sourceOf(text, node).length < 200)
      statement(csharp, node);
  }
  for (const each of lowerClasses(csharp, root)) controllerRoutes(csharp, each);
  for (const node of nodesOfType(root, new Set(['invocation_expression']))) minimalRoute(csharp, node);
  return csharp.out.finish();
};

const attributesOf = (csharp: Curly, node: SyntaxNode): string =>
  node.children
    .filter((each) => each.type === 'attribute_list')
    .map((each) => sourceOf(csharp.text, each))
    .join(' ');

/** Filters that may verify: `[ServiceFilter(typeof(X))]`, `[TypeFilter(typeof(X))]`, `[VerifySignature]`. */
function filtersOf(csharp: Curly, attributes: string, node: SyntaxNode): string {
  const typed = [
    ...attributes.matchAll(/(?:ServiceFilter|TypeFilter|MiddlewareFilter)\s*(?:\(\s*typeof\(\s*|<)(\w+)/g),
  ].map((match) => match[1]!);
  const named = [...attributes.matchAll(/\[\s*(\w*(?:Verif|Signature|Valid|Hmac|Webhook)\w*)/g)]
    .map((match) => match[1]!)
    .filter((each) => !/Antiforgery|ValidateNever/.test(each));
  return [...typed, ...named.map((each) => (each.endsWith('Attribute') ? each : `${each}Attribute`))]
    .map((each) => `${typeName(csharp, each, node)}.onActionExecutionAsync(request, next);`)
    .join(' ');
}

function controllerRoutes(csharp: Curly, { node, name, methods }: ClassParts): void {
  const { path } = csharp;
  const head = attributesOf(csharp, node);
  const base = /Route\(\s*"([^"]*)"/.exec(head)?.[1] ?? '';
  if (/\bAuthorize\b/.test(head) || /\/Admin\//.test(path)) return;
  for (const method of methods) {
    const own = attributesOf(csharp, method.node);
    const post =
      /\bHttpPost\b(?:\(\s*"([^"]*)")?/.exec(own) ??
      (/\bFunction(?:Name)?\(/.test(own) && /HttpTrigger/.test(method.source)
        ? (/HttpTrigger\([^)]*Route\s*=\s*"([^"]*)"/.exec(method.source) ?? [''])
        : null);
    if (!post || /\bAuthorize\b/.test(own)) continue;
    const route = `/${[base.replace('[controller]', name.replace(/Controller$/, '')), post[1] ?? '']
      .filter((part) => part !== '')
      .join('/')
      .replace(/^\//, '')}`;
    const hooks = HOOK.test(route) || HOOK.test(name) || HOOK.test(method.name);
    if (/^(?:Create|List|Delete|Update|Get|Test|Retry|Register|Subscribe|Send|Add|Replay)/.test(method.name)) continue;
    csharp.out.route(
      {
        framework: 'aspnet',
        route,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: hooks ? 'controller' : 'route',
      },
      `(request) => { ${filtersOf(csharp, head + own, method.node)} return ${called(name, method)}(request); }`,
    );
  }
}

const called = (name: string, method: Method): string => `${name}.${propertyName(lowerFirst(method.name))}`;

/** `app.MapPost("/webhook", async (HttpRequest request) => ...)`. */
function minimalRoute(csharp: Curly, node: SyntaxNode): void {
  const callee = child(node, 'function');
  if (
    callee?.type !== 'member_access_expression' ||
    sourceOf(csharp.text, child(callee, 'name')).replace(/<.*$/s, '') !== 'MapPost'
  )
    return;
  const args = argumentsOf(node);
  const route = literalOf(csharp, args[0]);
  const handler = args[1];
  if (route === null || !handler) return;
  const chain = sourceOf(csharp.text, node.parent?.parent ?? node).slice(
    node.end - (node.parent?.parent ?? node).start,
  );
  if (/^\s*\.RequireAuthorization/.test(chain)) return;
  const filter = /\.AddEndpointFilter<(\w+)>/.exec(chain)?.[1];
  const before = filter ? `, ${typeName(csharp, filter, node)}.invokeAsync` : '';
  const target =
    handler.type === 'identifier' && csharp.methods.has(sourceOf(csharp.text, handler))
      ? `this.${propertyName(lowerFirst(sourceOf(csharp.text, handler)))}`
      : expression(csharp, handler);
  csharp.out.route(
    { framework: 'aspnet', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    target + before,
  );
}

const DIALECT: Dialect = {
  methodName: lowerFirst,
  member: (_curly, owner, name, source) => {
    if (
      /^(?:HttpContext|Request|HttpContext\.Request|context\.HttpContext|context)$/.test(owner) ||
      owner === 'request'
    ) {
      if (/^(?:Request|HttpContext)$/.test(name)) return 'request';
      if (/^(?:Body|Form|BodyReader)$/.test(name)) return 'request.body';
      if (name === 'Headers') return 'request.headers';
      if (name === 'Query') return 'request.query';
      if (/^(?:Response|Result)$/.test(name)) return `response.${lowerFirst(name)}`;
    }
    if (owner === 'request.headers') return header(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'));
    if (
      /(?:^|[._])(?:config\w*|settings|options|opts|value|secrets)(?:\.value)?$/i.test(owner) &&
      owner.length < 60 &&
      !/^(?:Value|CurrentValue|GetValue|GetSection)$/.test(name)
    )
      return setting(source.includes('["') ? name : name);
    if (/^(?:HttpContext|Request)$/.test(name) && owner === 'this') return 'request';
    return null;
  },
  call: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
};

function requestCall(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (name === 'new StreamReader' || name === 'new MemoryStream') return list[0] ?? null;
  const plainOwner = owner === 'Request.Headers' || owner === 'HttpContext.Request.Headers' ? 'request.headers' : owner;
  if (plainOwner === 'request.headers' && /^(?:TryGetValue|GetValues|ContainsKey|TryGetValues)$/.test(name)) {
    const held = first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
    const out = /(\w+)\s*\)$/.exec(sourceOf(curly.text, node))?.[1];
    return out && args.length > 1 ? `(${identifier(out)} = ${held})` : held;
  }
  if (owner === 'request.body' || owner === 'request') {
    if (/^(?:ReadToEnd\w*|ReadFrom\w*|CopyTo\w*|ReadAs\w*|EnableBuffering|ReadForm\w*)$/.test(name))
      return 'request.body';
  }
  return null;
}

function libraryCall(curly: Curly, { owner, name, list, args, source }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  if (/^Environment$/.test(owner ?? '') && name === 'GetEnvironmentVariable' && first !== null) return setting(first);
  if (
    /config/i.test(owner ?? '') &&
    /^(?:GetValue\w*|GetSection|get_Item)$/.test(name.replace(/<.*$/s, '')) &&
    first !== null
  )
    return setting(first);
  if (/^new HMACSHA|^new HMac/.test(name)) return `createHmac(${all})`;
  if (/^HMACSHA\d+$/.test(owner ?? '') && /HashData/.test(name)) return `createHmac(${all})`;
  if (name === 'ComputeHash' && owner) return `[${owner}, ${all}]`;
  if (/SHA\d+$/.test(owner ?? '') && name === 'HashData' && /secret|key/i.test(all)) return `createHmac(${all})`;
  if (name === 'FixedTimeEquals') return `timingSafeEqual(${all})`;
  if (/^(?:Equals|SequenceEqual)$/.test(name) && owner)
    return owner === 'string' || owner === 'String' || owner === 'CryptographicOperations'
      ? `(${list[0]} == ${list[1]})`
      : `(${owner} == ${list[0]})`;
  if (/^(?:IsNullOrEmpty|IsNullOrWhiteSpace)$/.test(name)) return `!(${list[0] ?? 'null'})`;
  if (/^(?:VerifyData|VerifyHash|VerifySignature)$/.test(name) && /rsa|ecdsa|ed25519|key/i.test(owner ?? ''))
    return `crypto_sign_verify_detached(${all})`;
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
