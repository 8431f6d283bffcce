import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { header, identifier, propertyName, quote, sourceOf } from '../spelling.ts';
import { dependencyOf } from './asked-for.ts';
import { callsByGet } from './decorated-routes.ts';
import { servedAs } from './plain-servers.ts';
import type { Python } from './python.ts';
import { dependenciesIn } from './read-routers.ts';
import { leavesToOther } from './request-at-hand.ts';
import { block, expression } from './visit.ts';

/** Writes a function, or a method where `prefix` is null. */
export function declareFunction(python: Python, node: SyntaxNode, prefix: string | null): void {
  const { out, text } = python;
  if (prefix === null && isAbstract(python, node)) return;
  const name = sourceOf(text, child(node, 'name'));
  const served = isLambda(python, node) ? 'event' : servedAs(python, node);
  const { names, lets } = served ? { names: ['request'], lets: [] } : parameters(python, node);
  const { requestName, requestIsBody, refuses } = python;
  if (served) python.requestName = served;
  python.requestIsBody = takesModelAsRequest(python, node);
  python.handsOn = goesOn(python, node, 'handler');
  python.refuses = python.guards.refusing.has(identifier(name));
  const head =
    prefix === null
      ? name === '__init__'
        ? 'constructor'
        : propertyName(name)
      : `${python.replaced.has(node.start) ? '' : prefix}function ${declaredAs(python, node)}`;
  out.add(`${head}(${names.join(', ')}) {`, node);
  for (const each of lets) out.add(each, node);
  block(python, child(node, 'body'), true);
  out.add('}', node);
  Object.assign(python, { requestName, requestIsBody, refuses, handsOn: false });
}

/**
 * The name of a function in the common language. Of several functions with one name the last keeps it; the ones that it
 * replaces get names of their own.
 */
export function declaredAs({ text, replaced }: Python, definition: SyntaxNode): string {
  const name = identifier(sourceOf(text, child(definition, 'name')));
  return replaced.has(definition.start) ? `${name}__${definition.line}` : name;
}

/** Whether a parameter called `request` is only the parsed body: `async def take(request: AlertModel)`. */
const takesModelAsRequest = (python: Python, node: SyntaxNode): boolean =>
  (child(node, 'parameters')?.children ?? []).some((part) => {
    const source = sourceOf(python.text, part);
    return (
      /^request\s*:\s*(?!(?:[\w.]{0,40}\.)?(?:Http|WSGI|ASGI|Starlette)?Request\b)/.test(source) &&
      boundBody(python, node, source) !== null
    );
  });

/**
 * Whether a function is an AWS Lambda handler: `def lambda_handler(event, context)`, with types or without. Behind a
 * URL, `event` has the body and the headers of the request.
 */
export function isLambda({ text }: Python, node: SyntaxNode): boolean {
  const parts = (child(node, 'parameters')?.children ?? []).filter((each) => each.type !== 'comment');
  const [event = '', context = '', further] = parts.map((each) => /^\w*/.exec(sourceOf(text, each))?.[0] ?? '');
  return event === 'event' && /^_*(?:context|ctx)?_*$/.test(context) && context !== '' && further === undefined;
}

/** Whether a method has no implementation, as subclasses provide it. */
const isAbstract = (python: Python, node: SyntaxNode): boolean =>
  (child(node, 'body')?.children ?? []).every((each) =>
    /^(?:\.\.\.$|pass$|"""|raise NotImplementedError|#)/.test(sourceOf(python.text, each)),
  );

type Parameters = { names: string[]; lets: string[] };

/**
 * Lowers the parameters. Those that a framework fills become declarations (`lets`) of what fills them: a header, the
 * body, the result of a dependency.
 */
export function parameters(python: Python, node: SyntaxNode): Parameters {
  const { text } = python;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    const source = sourceOf(text, part);
    const written = /^\**\s*(\w+)/.exec(source)?.[1];
    if (!written || written === 'self' || written === 'cls') continue;
    // In middleware of Starlette and aiohttp, the parameter that passes the request on to the route.
    const name = written === 'call_next' || goesOn(python, node, written) ? 'next' : identifier(written);
    const filled =
      inlineDependency(python, part) ??
      filledBy(source, written, (dependency) => calledAs(python, dependency)) ??
      aliasOf(python, part) ??
      boundBody(python, node, source) ??
      queried(python, node, source) ??
      injected(python, part);
    if (filled === 'request') {
      names.unshift('request');
      if (name !== 'request') lets.push(`let ${name} = request;`);
    } else if (filled) lets.push(`let ${name} = ${filled};`);
    else names.push(name);
  }
  const body = sourceOf(text, child(node, 'body'));
  const asks =
    /\b(?:current_)?request\b|\bcurrent_event\b|\bfrappe\b|self\.headers|self\.rfile/.test(body) ||
    leavesToOther(python, body) ||
    lets.length > 0;
  if (!names.includes('request') && asks) {
    // A framework passes the request alone; Flask fills the parameters of `def receive(provider)` from the path.
    if (node.parent?.type === 'decorated_definition') names.unshift('request');
    else names.push('request');
  }
  if ((!python.answers && /super\(.{0,60}\)\.dispatch\(/.test(body)) || /\bself\.get_response\(/.test(body))
    names.push('next');
  return { names: [...new Set(names)], lets };
}

/**
 * Whether a parameter is the `handler` of an aiohttp middleware, `@web.middleware`
 * (https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares).
 */
const goesOn = ({ text }: Python, node: SyntaxNode, written: string): boolean =>
  written === 'handler' &&
  node.parent?.type === 'decorated_definition' &&
  /@(?:\w+\.)?middleware\b/.test(text.slice(node.parent.start, node.start));

/** Dependencies that provide what the handler works with, and do not look at the request. */
const MAKES =
  /^(?:get|make|create|build|provide|inject)_(?!.*(?:verif|valid|sign|auth|payload|body|event|request|raw|webhook_data|user|token|secret|api_?key))/;

function filledBy(source: string, name: string, called: (dependency: string) => string): string | null {
  const [dependency] = dependenciesIn(source);
  if (dependency && dependency !== 'lambda') return `${called(dependency)}(${MAKES.test(dependency) ? '' : 'request'})`;
  if (/\bHeader\(/.test(source))
    return header(/alias\s*=\s*["']([\w-]+)["']/.exec(source)?.[1] ?? name.replace(/_/g, '-'));
  if (/\b(?:Body|Form|File)\(/.test(source) || source.startsWith('**')) return 'request.body';
  if (/\b(?:Query|Path|Cookie)\(/.test(source)) return `request.query[${quote(name)}]`;
  if (
    /:\s*["']?(?:[\w.]+\.)?(?:(?:Http)?Request|ASGIConnection)\b/.test(source) ||
    name === 'request' ||
    name === 'req'
  )
    return 'request';
  return null;
}

/**
 * The function behind a dependency. For `verify = SignatureVerifier(SECRET)`, an instance of a class of the file, it is
 * `__call__`.
 */
export const calledAs = ({ callables }: Python, dependency: string): string =>
  callables.has(dependency) ? `${dependency}.__call__` : dependency;

/** The call of an inline dependency: `Depends(lambda request: verify(request.body()))`. Null for other parameters. */
function inlineDependency(python: Python, part: SyntaxNode): string | null {
  const call = child(part, 'value');
  const dependency = call?.type === 'call' ? child(call, 'arguments')?.children[0] : null;
  if (
    dependency?.type !== 'lambda' ||
    !/^(?:\w+\.)?(?:Depends|Security)$/.test(sourceOf(python.text, child(call, 'function')))
  )
    return null;
  return `(${expression(python, dependency)})(request)`;
}

/**
 * The body, where FastAPI binds it to the parameter, as with `payload: dict` and `event: WebhookEvent`, and for any
 * parameter of a Frappe method. Null for other parameters.
 */
function boundBody(python: Python, node: SyntaxNode, source: string): string | null {
  const { parent } = node;
  if (parent?.type !== 'decorated_definition') return null;
  const decorators = python.text.slice(parent.start, node.start);
  if (/@frappe\.whitelist\([^)\n]*allow_guest/.test(decorators)) return 'request.body';
  if (!/^\s*@[\w.]+\.(?:post|api_route)\(/m.test(decorators)) return null;
  const type = /^\w+\s*:\s*(?:Optional\[\s*)?(\w+)/.exec(source)?.[1] ?? '';
  if (type === 'Request' || /^(?:str|int|UUID|float|bool|bytes)$/.test(type)) return null;
  const schema = /schema|dto|payload/i.test(python.out.imported(type)?.module ?? '') && !/Enum|Type$/.test(type);
  return BODY_TYPE.test(type) || (/^[A-Z]/.test(type) && (schema || python.text.includes(`class ${type}(BaseModel`)))
    ? 'request.body'
    : null;
}

/**
 * The query parameter, in a FastAPI route that a provider calls by `GET`: `order_id: str`. Null for other parameters.
 */
function queried({ text }: Python, { parent, start }: SyntaxNode, source: string): string | null {
  const name = /^(\w+)\s*:\s*(?:Optional\[\s*)?(?:str|int|float|Decimal)\b/.exec(source)?.[1];
  if (name === undefined || parent?.type !== 'decorated_definition') return null;
  const asked = /^\s*@[\w.]+\.get\([^\n]*/m.exec(text.slice(parent.start, start))?.[0];
  return asked !== undefined && callsByGet(asked) ? `request.query[${quote(name)}]` : null;
}

const BODY_TYPE =
  /^(?:dict|Dict|list|List|Any|[A-Z]\w*(?:Payload|Event|Body|Update|Data|Notification|Callback|Webhook|Schema|Model|Message|Request|In|Input|DTO|Dto))$/;

/**
 * The call of the dependency behind a type alias, `body: VerifiedBody`: an alias of this file, or an imported one with
 * such a name. Null for other types.
 */
function aliasOf(python: Python, part: SyntaxNode): string | null {
  const type = sourceOf(python.text, child(part, 'type'));
  const dependency = dependencyOf(python.text, type) ?? (PROVEN.test(type) && python.out.imported(type) ? type : null);
  return dependency && `${identifier(dependency)}(request)`;
}

/** The imported type of a service that the framework injects; null for other parameters. */
function injected(python: Python, part: SyntaxNode): string | null {
  const type = sourceOf(python.text, child(part, 'type'));
  return /^[A-Z]\w*$/.test(type) && python.out.imported(type) ? identifier(type) : null;
}

const PROVEN =
  /^(?:Verified|Validated|Signed|Authentic(?:ated)?)(?:Raw|Webhook|Hook|Request|Signature|Body|Payload|Event|Data|Bytes)/;
