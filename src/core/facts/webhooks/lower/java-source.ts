import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { lowerClasses, makeCurly } from './class-source.ts';
import type { ClassParts } from './class-source.ts';
import { argumentsOf, expression, literalOf } from './curly.ts';
import type { CallParts, Curly, Dialect } from './curly.ts';
import { header, identifier, propertyName, quote, setting, sourceOf } from './lowering.ts';
import type { Lower } from './lowering.ts';

const HOOK = /web_?hook|\bipn\b/i;

/** Java to the common language, with the handlers of Spring, JAX-RS, Spark, Javalin and servlets. */
export const lowerJava: Lower = (path, text, root) => {
  const java = makeCurly('java', path, text, root, DIALECT);
  for (const node of nodesOfType(root, new Set(['import_declaration']))) {
    const module = sourceOf(text, node)
      .replace(/^import\s+(?:static\s+)?|;\s*$/g, '')
      .trim();
    if (
      /^(?:java|javax|jakarta|org\.springframework|org\.slf4j|lombok|com\.fasterxml|com\.google\.gson|org\.apache)\./.test(
        module,
      ) ||
      module.endsWith('*')
    )
      continue;
    const last = identifier(module.split('.').at(-1) ?? module);
    java.out.import(last, module, last, node);
  }
  for (const each of lowerClasses(java, root)) controllerRoutes(java, each);
  for (const node of nodesOfType(root, new Set(['method_invocation']))) callRoute(java, node);
  return java.out.finish();
};

const annotations = (java: Curly, node: SyntaxNode): string =>
  sourceOf(java.text, node.children.find((each) => each.type === 'modifiers') ?? null);
const pathIn = (source: string, name: RegExp): string | null => {
  const found = name.exec(source);
  return found
    ? (/^\s*\(\s*(?:(?:value|path)\s*=\s*)?\{?\s*"([^"]*)"/.exec(source.slice(found.index + found[0].length))?.[1] ??
        '')
    : null;
};

function controllerRoutes(java: Curly, { node, name, methods }: ClassParts): void {
  const head = annotations(java, node);
  const base = pathIn(head, /@(?:RequestMapping|Path)\b/) ?? '';
  if (/PreAuthorize|RolesAllowed|Secured\b/.test(head) || /\/admin\//i.test(java.path)) return;
  for (const method of methods) {
    const own = annotations(java, method.node);
    let route = pathIn(own, /@PostMapping\b/);
    if (route === null && /@POST\b/.test(own)) route = pathIn(own, /@Path\b/) ?? '';
    if (route === null && /@RequestMapping\b/.test(own) && /RequestMethod\.POST|^(?!.*method\s*=)/s.test(own))
      route = pathIn(own, /@RequestMapping\b/);
    if (route === null && method.name === 'doPost') route = '';
    if (route === null || /PreAuthorize|RolesAllowed|Secured\b/.test(own)) continue;
    if (/^(?:create|list|delete|update|get|test|retry|register|subscribe|send|add|replay|save)/.test(method.name))
      continue;
    const full = `/${`${base}/${route}`
      .split('/')
      .filter((part) => part !== '')
      .join('/')}`;
    java.out.route(
      {
        framework: method.name === 'doPost' ? 'servlet' : 'spring',
        route: full,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: HOOK.test(name) ? 'controller' : 'route',
      },
      `(request) => { return ${name}.${propertyName(method.name)}(request); }`,
    );
  }
}

/** `post("/webhook", (request, response) -> ...)` of Spark, `app.post(...)` of Javalin. */
function callRoute(java: Curly, node: SyntaxNode): void {
  if (sourceOf(java.text, child(node, 'name')) !== 'post') return;
  const args = argumentsOf(node);
  const route = literalOf(java, args[0]);
  const handler = args.find((each) => each.type === 'lambda_expression');
  if (route === null || !handler) return;
  const first = /^\(?\s*(\w+)/.exec(sourceOf(java.text, child(handler, 'parameters')))?.[1];
  if (first) java.names.set(first, 'request');
  const written = expression(java, handler);
  if (first) java.names.delete(first);
  java.out.route(
    { framework: 'spark', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    written,
  );
}

const DIALECT: Dialect = {
  methodName: (name) => name,
  member: () => null,
  call: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
};

function requestCall(curly: Curly, { owner, name, args, list }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (owner === 'request') {
    if (/^(?:getHeader|headers|header)$/.test(name))
      return first === null
        ? name === 'headers'
          ? 'request.headers'
          : `request.headers[${list[0] ?? 'null'}]`
        : header(first);
    if (/^(?:getInputStream|getReader|body|getBody|getParameterMap|bodyAsBytes|bodyAsString|bodyAsClass)$/.test(name))
      return 'request.body';
    if (/^(?:getParameter|queryParams|formParam)$/.test(name)) return `request.body[${quote(first ?? '')}]`;
    if (/^(?:status|result|json)$/.test(name)) return `[${list.join(', ')}]`;
  }
  if (owner === 'request.headers' && /^(?:getFirst|get)$/.test(name) && first !== null) return header(first);
  return null;
}

function libraryCall(curly: Curly, { owner, name, list, args }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const all = list.join(', ');
  if (owner === 'System' && name === 'getenv' && first !== null) return setting(first);
  if (
    /^(?:env|environment|dotenv|config|props|properties)$/i.test(owner ?? '') &&
    /^(?:getProperty|get|getRequiredProperty)$/.test(name) &&
    first !== null
  )
    return setting(first);
  if (owner === 'Mac' && name === 'getInstance') return 'createHmac()';
  if (name === 'doFinal' && owner) return `createHmac(${all})`;
  if (/^(?:hmacHex|hmac|hmacSha\w+Hex)$/i.test(name)) return `createHmac(${all})`;
  if (/^new HmacUtils/.test(name)) return `createHmac(${all})`;
  if (owner === 'MessageDigest' && name === 'isEqual') return `timingSafeEqual(${all})`;
  if (/^(?:equals|equalsIgnoreCase|contentEquals)$/.test(name) && owner && list.length > 0)
    return owner === 'Arrays' || owner === 'Objects' ? `(${list[0]} == ${list[1]})` : `(${owner} == ${list[0]})`;
  if (name === 'verify' && owner && /sig|signer|verifier/i.test(owner) && list.length <= 1)
    return `crypto_sign_verify_detached(${owner}, ${all})`;
  if (/^(?:isEmpty|isBlank)$/.test(name)) return `!(${owner ?? list[0]})`;
  if (/^(?:hasText|hasLength|isNotBlank|isNotEmpty)$/.test(name)) return `(${list[0]})`;
  if (/^(?:getBytes|trim|toString|toLowerCase|strip)$/.test(name) && owner) return `(${owner})`;
  if (/^(?:halt)$/.test(name)) return `(() => { throw 'halt' })()`;
  if (/^log|logger$/i.test(owner ?? '') || /^ResponseEntity/.test(owner ?? ''))
    return `[${[`'${name}'`, ...list].join(', ')}]`;
  return null;
}
