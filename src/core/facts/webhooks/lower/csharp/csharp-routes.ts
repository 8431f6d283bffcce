import type { SyntaxNode } from '../../syntax.ts';
import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';
import type { ClassParts, Method } from '../curly/lower-classes.ts';
import { toldByParameters } from '../curly/told-by-parameters.ts';
import { lowerFirst, propertyName, sourceOf } from '../spelling.ts';

const HOOK = /web_?hook|ipn\b/i;

const MANAGES =
  /^(?:Create|List|Delete|Update|Get|Test|Retry|Register|Subscribe|Send|Add|Replay|Reprocess|Configure|Manual|Simulate|Trigger)/;

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
  const named = [...attributes.matchAll(/[[,]\s*(\w{1,100})\s*(?=[\](,])/g)]
    .map((match) => match[1]!)
    .filter((each) => FILTER.test(each) && !NO_FILTER.test(each));
  return [...typed, ...named.map((each) => (each.endsWith('Attribute') ? each : `${each}Attribute`))]
    .map((each) => `await ${typeName(csharp, each, node)}.onActionExecutionAsync(request, next);`)
    .join(' ');
}

const FILTER =
  /Verif|Sign(?:ature|ed)|Valid|Hmac|HMAC|Hook|Guard|Secret|ApiKey|Secur|Protect|Trusted|Genuine|\w(?:Auth|Authentication|Filter)$/;
const NO_FILTER = /Antiforgery|ValidateNever|^(?:Service|Type|Middleware|Exception|Result)Filter$/i;

export function controllerRoutes(csharp: Curly, { node, name, methods }: ClassParts): void {
  const { path } = csharp;
  const head = attributesOf(csharp, node);
  const base = /Route\(\s*"([^"]*)"/.exec(head)?.[1] ?? '';
  if (/\/Admin\//.test(path)) return;
  const isForUsers = /\bAuthorize\b/.test(head);
  // A `WebhookController` without other verbs only receives, even in an action called `CreateWebhook`, a template's name.
  const onlyReceives =
    /^Web[hH]ooks?Controller$/.test(name) && !/\bHttp(?:Get|Put|Patch|Delete)\b/.test(sourceOf(csharp.text, node));
  const siblings = methods.flatMap((each) => verbAtBase(attributesOf(csharp, each.node)));
  for (const method of methods) {
    const own = attributesOf(csharp, method.node);
    const post =
      /\bHttpPost\b(?:\(\s*"([^"]*)")?/.exec(own) ??
      triggered(method, own) ??
      (isConventional(csharp, node, name, method) ? [''] : null);
    if (!post || /\bAuthorize\b/.test(own) || (isForUsers && !/\bAllowAnonymous\b/.test(own))) continue;
    const written = post[1] ?? /\bRoute\(\s*"([^"]*)"/.exec(own)?.[1] ?? '';
    const route = `/${[base.replace('[controller]', name.replace(/Controller$/, '')), written]
      .filter((part) => part !== '')
      .join('/')
      .replace(/^\//, '')}`;
    const hooks = [route, name, method.name].some((each) => HOOK.test(each)) || toldByParameters(csharp, method);
    // `RegisterPurchase` at `sales/webhook` receives an event; `RegisterWebhook` does not.
    const receives = onlyReceives || (/(?:^|\/)web-?hook$/i.test(written) && !HOOK.test(method.name));
    if (MANAGES.test(method.name) && !receives) continue;
    const isListed = written === '' && siblings.includes('get') && siblings.length > 1;
    csharp.out.route(
      {
        framework: 'aspnet',
        route,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: hooks && !isListed ? 'controller' : 'route',
        siblings: isListed ? siblings : [],
      },
      `async (request) => { ${filtersOf(csharp, head + own, method.node)} return ${called(name, method)}(${method.given}); }`,
    );
  }
}

/** `[HttpGet]`, `[HttpPut("{id}")]`: the other verb that an action serves at the controller's path or for one item. */
const verbAtBase = (attributes: string): string[] => {
  const [, verb, path = ''] = /\bHttp(Get|Put|Patch|Delete)\b(?:\(\s*"([^"]*)")?/.exec(attributes) ?? [];
  return verb !== undefined && /^(?:\{[^{}]*\})?$/.test(path) ? [verb.toLowerCase()] : [];
};

/**
 * The route of an Azure function that anyone may call, or its name without a route. At the other authorization levels,
 * the platform requires a key. Null for any other method.
 */
function triggered({ source }: Method, attributes: string): RegExpExecArray | null {
  const named = /\bFunction(?:Name)?\(\s{0,9}(?:nameof\(\s{0,9}|")?([\w-]{0,100})/.exec(attributes);
  if (!named || !/HttpTrigger/.test(source)) return null;
  if (/AuthorizationLevel\.(?:Function|Admin|System|User)\b/.test(source)) return null;
  return /HttpTrigger\([^)]{0,300}?Route\s{0,9}=\s{0,9}"([^"]*)"/.exec(source) ?? named;
}

/**
 * Actions that take posts without an attribute: `Post` of an `ApiController`, and one of a `WebhookController` that
 * reads the body.
 */
function isConventional(csharp: Curly, node: SyntaxNode, name: string, method: Method): boolean {
  const own = attributesOf(csharp, method.node);
  const [head = ''] = sourceOf(csharp.text, node).split('{', 1);
  const [modifiers = ''] = method.source
    .slice(own.length > 0 ? method.source.lastIndexOf(']', 600) + 1 : 0)
    .split('(', 1);
  if (/\bHttp(?:Get|Put|Patch|Delete|Options|Head)\b|\bNonAction\b|\bRoute\(/.test(own)) return false;
  if (/:\s*ApiController\b/.test(head))
    return /^Post(?:Async|[A-Z]|$)/.test(method.name) && /\bpublic\b/.test(modifiers);
  return (
    /Web[hH]ooks?Controller$/.test(name) &&
    /:\s*Controller\b/.test(head) &&
    own === '' &&
    method.takesBody &&
    /\bpublic\b[^;]*\b(?:I?ActionResult|JsonResult|ContentResult|StatusCodeResult)\b/.test(modifiers)
  );
}

const called = (name: string, method: Method): string => `${name}.${propertyName(lowerFirst(method.name))}`;
