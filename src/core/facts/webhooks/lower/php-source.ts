import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { lowerClasses, makeCurly, parameters } from './class-source.ts';
import type { ClassParts, Method } from './class-source.ts';
import { argumentsOf, block, expression, literalOf, statements } from './curly.ts';
import type { CallParts, Curly, Dialect } from './curly.ts';
import { header, headerOfEnv, identifier, propertyName, quote, setting, sourceOf } from './lowering.ts';
import type { Lower } from './lowering.ts';

const HOOK = /web_?hook|(?:^|[_/])ipn|IPN|Ipn/i;
const CRUD =
  /^(?:index|show|create|store|edit|update|destroy|delete|list|register|subscribe|test|retry|__construct|get\w*|set\w*|send\w*|dispatch\w*|validate\w*|verify\w*|check\w*|is[A-Z]\w*|calculate\w*|compute\w*|__\w+)$/;

/** PHP to the common language, with the handlers of Laravel, Symfony and plain scripts. */
export const lowerPhp: Lower = (path, text, root) => {
  const php = makeCurly('php', path, text, root, DIALECT);
  php.names.set('this', 'this');
  for (const node of nodesOfType(root, new Set(['namespace_use_clause']))) importOf(php, node);
  for (const node of nodesOfType(root, new Set(['function_definition']))) {
    const { names } = parameters(php, node);
    php.out.add(`export function ${identifier(sourceOf(text, child(node, 'name')))}(${names.join(', ')}) {`, node);
    block(php, child(node, 'body'), true);
    php.out.add('}', node);
  }
  const classes = lowerClasses(php, root);
  for (const each of classes) controllerRoutes(php, each);
  for (const node of nodesOfType(root, new Set(['scoped_call_expression']))) laravelRoute(php, node);
  if (classes.length === 0) script(php, root);
  return php.out.finish();
};

function importOf(php: Curly, node: SyntaxNode): void {
  const asName = child(node, 'alias');
  const group =
    node.parent?.type === 'namespace_use_group'
      ? sourceOf(php.text, node.parent.parent?.children.find((each) => each.type === 'namespace_name') ?? null)
      : '';
  const path = sourceOf(php.text, node)
    .replace(/\s+as\s+\w+$/i, '')
    .replace(/^\\/, '');
  const module = group ? `${group}\\${path}` : path;
  if (/^(?:Illuminate|Symfony|Psr|GuzzleHttp|Carbon|Monolog|Doctrine)\\/.test(module)) return;
  const last = module.split('\\').at(-1) ?? module;
  php.out.import(identifier(asName ? sourceOf(php.text, asName) : last), module, identifier(last), node);
}

/** Middleware that the constructor or the class's attributes put in front, and requests that authorise themselves. */
function guardsOf(php: Curly, { methods, name }: ClassParts, method: Method): string {
  const made = methods.find((each) => each.name === '__construct');
  const guard = made && /->middleware\(/.test(made.source) ? `${name}.__construct(request); ` : '';
  const own = parametersOf(php, method).find(
    (type) =>
      /Request$/.test(type) && !/^(?:Request|ServerRequest|RequestInterface|ServerRequestInterface)$/.test(type),
  );
  return own ? `${guard}if (!${identifier(own)}.authorize(request)) throw 'forbidden'; ` : guard;
}

const parametersOf = (php: Curly, method: Method): string[] =>
  (child(method.node, 'parameters')?.children ?? []).map(
    (each) => sourceOf(php.text, child(each, 'type')).split('\\').at(-1) ?? '',
  );

function controllerRoutes(php: Curly, parts: ClassParts): void {
  const { text } = php;
  const head = sourceOf(text, parts.node).slice(0, 600);
  const names = parts.methods.map((each) => each.name);
  const controller = /Controller\b/.test(parts.name) || /extends\s+\w*Controller/.test(head);
  const prefix = /#\[Route\(\s*['"]([^'"]*)['"]/.exec(head.split(/\bclass\b/)[0] ?? '')?.[1] ?? '';
  const crud = names.filter((each) => /^(?:index|show|edit|update|destroy)$/.test(each)).length > 1;
  for (const method of parts.methods) {
    if (!/\bpublic\b/.test(method.source.slice(0, 400)) || /\bstatic\b/.test(method.source.split('(')[0] ?? ''))
      continue;
    const before = sourceOf(text, method.node.children.find((each) => each.type === 'attribute_list') ?? null);
    const attribute = /#\[(?:\w+\\)*(?:Route|Post)\(\s*(?:path\s*:\s*)?['"]([^'"]*)['"]/.exec(before)?.[1];
    if (/IsGranted|Security\(/.test(before)) continue;
    const takes =
      parametersOf(php, method).some((each) => /Request$/.test(each)) ||
      /\brequest\(\)|php:\/\/input|\$_POST/.test(method.source);
    const hooks =
      ((HOOK.test(method.name) || HOOK.test(parts.name)) && !CRUD.test(method.name)) ||
      (HOOK.test(parts.name) && method.name === '__invoke');
    const post = attribute !== undefined && !(/methods\s*:/.test(before) && !/POST/.test(before));
    if (!post && (!controller || !takes || crud || (CRUD.test(method.name) && method.name !== '__invoke'))) continue;
    if (/\/(?:Admin|Settings|Dashboard)\//i.test(php.path)) continue;
    php.out.route(
      {
        framework: attribute === undefined ? 'laravel' : 'symfony',
        route: attribute === undefined ? null : `${prefix}${attribute}`,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: hooks && attribute === undefined ? 'controller' : 'route',
      },
      `(request) => { ${guardsOf(php, parts, method)}return ${parts.name}.${propertyName(method.name)}(request); }`,
    );
  }
}

/** `Route::post('/webhook', [Controller::class, 'handle'])->middleware(...)`. */
function laravelRoute(php: Curly, node: SyntaxNode): void {
  const { text, out } = php;
  if (
    sourceOf(text, child(node, 'scope')) !== 'Route' ||
    !/^(?:post|any|match)$/.test(sourceOf(text, child(node, 'name')))
  )
    return;
  const args = argumentsOf(node).filter(
    (each) => each.type !== 'array_creation_expression' || /::class/.test(sourceOf(text, each)),
  );
  const route = literalOf(php, args[0]);
  const handler = args.at(-1);
  if (route === null || !handler || args.length < 2) return;
  let chain: SyntaxNode = node;
  while (chain.parent && /member_call_expression/.test(chain.parent.type) && chain.field === 'object')
    chain = chain.parent;
  const whole = sourceOf(text, chain);
  const middleware = whole.slice(node.end - chain.start);
  if (/['"]auth|Authenticate::class|['"]can:|['"]admin/.test(middleware)) return;
  const classes = [...middleware.matchAll(/(\w+)::class/g)].map((match) => `${match[1]}.handle`);
  const aliases = [...middleware.matchAll(/['"]([\w.-]*(?:verif|sign|hook|hmac|valid|secure)[\w.-]*)/gi)].map((match) =>
    alias(php, match[1]!, node),
  );
  const target = /^\[\s*(\w+)::class\s*,\s*['"](\w+)['"]/.exec(sourceOf(text, handler));
  const inline = /anonymous_function|arrow_function/.test(handler.type) ? expression(php, handler) : null;
  const single = /^(\w+)::class$/.exec(sourceOf(text, handler))?.[1];
  const called =
    inline ??
    (target
      ? `${identifier(target[1]!)}.${propertyName(target[2]!)}`
      : single
        ? `${identifier(single)}.${propertyName('__invoke')}`
        : null);
  if (called === null) return;
  out.route(
    { framework: 'laravel', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    [called, ...classes, ...aliases].join(', '),
  );
}

/** A middleware by the short name that the kernel gives it: nobody here knows what it does. */
function alias(php: Curly, name: string, node: SyntaxNode): string {
  const local = `verify_${identifier(name)}`;
  php.out.import(local, `middleware:${name}`, local, node);
  return local;
}

/** A file that is called by itself. */
function script(php: Curly, root: SyntaxNode): void {
  const { text, out, path } = php;
  if (!/php:\/\/input|\$_POST|HTTP_RAW_POST_DATA/.test(text)) return;
  const nodes = root.children.flatMap((each) => (each.type === 'program' ? each.children : [each]));
  const last = nodes.at(-1);
  if (!last) return;
  out.add('function __main(request) {', root);
  statements(php, nodes, true);
  out.add('}', root);
  const first =
    nodes.find((each) => /input|_POST/.test(sourceOf(text, each)) && !/_definition|declaration$/.test(each.type)) ??
    nodes[0]!;
  const name = path.slice(path.lastIndexOf('/') + 1);
  out.route(
    {
      framework: 'php',
      route: `/${name.replace(/\.php$/, '')}`,
      method: 'POST',
      name: null,
      line: first.line,
      endLine: last.endLine,
      kind: /web_?-?hook|\bipn\b/i.test(name) ? 'controller' : 'route',
    },
    '__main',
  );
}

const DIALECT: Dialect = {
  methodName: (name) => name,
  member: (curly, owner, name, source) => {
    if (name === 'class' || source.endsWith('::class')) return owner;
    if (owner === '_SERVER') return header(headerOfEnv(name));
    if (owner === '_POST' || owner === '_REQUEST') return `request.body[${quote(name)}]`;
    if (owner === '_ENV') return setting(name);
    if (owner === 'request' && name === 'headers') return 'request.headers';
    if (owner === 'request' && /^(?:request|query|attributes|files)$/.test(name)) return 'request.body';
    if (owner === 'request' && /^(?:server)$/.test(name)) return 'request.headers';
    const field = source.startsWith('$this->') && owner === 'this' ? curly.fields.get(name) : undefined;
    return field ?? null;
  },
  call: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
};

function requestCall(curly: Curly, { owner, name, list, args, source, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const whole = sourceOf(curly.text, node);
  if (owner === null && name === 'request') return first === null ? 'request' : `request.body[${quote(first)}]`;
  if (owner === 'request' || owner === 'Request') {
    if (/^(?:header|getHeader|getHeaderLine|bearerToken)$/.test(name)) return header(first ?? 'authorization');
    if (
      /^(?:getContent|all|input|json|post|get|getBody|getParsedBody|toArray|only|validated|validate|collect|has|getPayload|instance|integer|string|boolean)$/.test(
        name,
      )
    )
      return first === null ? 'request.body' : `request.body[${quote(first)}]`;
    if (name === 'server' && first !== null) return header(headerOfEnv(first));
  }
  if (owner === 'request.headers' && /^get$/.test(name) && first !== null)
    return header(first.startsWith('HTTP_') ? headerOfEnv(first) : first);
  if (owner === 'request.body' && /^(?:getContents|all|get|toArray)$/.test(name)) return 'request.body';
  if (/^file_get_contents$/.test(name) && first === 'php://input') return 'request.body';
  if (/^(?:getallheaders|apache_request_headers)$/.test(name)) return 'request.headers';
  if (name === 'middleware' && owner === 'this') {
    const made = /(\w+)::class/.exec(whole)?.[1];
    const word = /middleware\(\s*['"]([\w.:-]+)/.exec(whole)?.[1];
    if (made) return `${identifier(made)}.handle(request)`;
    if (word && /verif|sign|hook|hmac|secure|valid/i.test(word)) return `${alias(curly, word, node)}(request)`;
    return '0';
  }
  if (owner !== null && /^(?:only|except)$/.test(name) && /middleware/.test(source)) return owner;
  return list.length === 1 && owner === null && name === 'next' ? 'next()' : null;
}

function libraryCall(curly: Curly, { owner, name, list, args, source }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  if (owner === null) {
    if (/^(?:env|getenv|config)$/.test(name) && first !== null)
      return list[1] && !/^(?:null|''|false)$/.test(list[1])
        ? `(${setting(first.split('.').slice(-2).join('_'))} || ${list[1]})`
        : setting(name === 'config' ? first.split('.').slice(-2).join('_') : first);
    if (name === 'hash_hmac') return `createHmac(${list.slice(1).join(', ')})`;
    if (name === 'hash_equals') return `timingSafeEqual(${all})`;
    if (/^(?:hash|sha1|md5)$/.test(name) && /secret|key|token|password/i.test(all)) return `createHmac(${all})`;
    if (name === 'openssl_verify' || name === 'sodium_crypto_sign_verify_detached')
      return `crypto_sign_verify_detached(${all})`;
    if (/^strn?c(?:ase)?cmp$/.test(name)) return `!(${list[0]} == ${list[1]})`;
    if (/^(?:abort|exit|die)$/.test(name)) return `(() => { throw ${quote(`abort ${first ?? all}`)} })()`;
    if (/^abort_(?:if|unless)$/.test(name))
      return `(() => { if (${name === 'abort_if' ? list[0] : `!(${list[0]})`}) throw 'abort'; })()`;
    if (name === 'json_decode') return `JSON.parse(${list[0] ?? ''})`;
    if (
      /^(?:isset|trim|strtolower|rtrim|ltrim|base64_encode|base64_decode|bin2hex|hex2bin|utf8_encode|stripslashes)$/.test(
        name,
      )
    )
      return `(${list[0] ?? 'null'})`;
    if (/^(?:empty|is_null)$/.test(name)) return `!(${list[0] ?? 'null'})`;
    if (
      /^(?:response|view|redirect|http_response_code|header|json_encode|error_log|sprintf|explode|implode)$/.test(name)
    )
      return `[${all}]`;
  }
  if (/^(?:JWT|\\?Firebase\\JWT\\JWT)$/.test(owner ?? '') && name === 'decode') return `jwtVerify(${all})`;
  if (owner === 'hash' && name === 'equals') return `timingSafeEqual(${all})`;
  if (/^(?:Config|config\(\))$/.test(owner ?? '') && name === 'get' && first !== null)
    return setting(first.split('.').slice(-2).join('_'));
  if (/^(?:Hash::check|Str::is)$/.test(source)) return null;
  return null;
}
