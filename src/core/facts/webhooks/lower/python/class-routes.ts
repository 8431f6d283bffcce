import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { registrationOf } from './decorated-routes.ts';
import { registeredFor } from './function-routes.ts';
import { GUARDED } from './needs-user.ts';
import type { Python } from './python.ts';
import { askedPath } from './plain-servers.ts';
import { letsAllIn, restGuards } from './rest-guards.ts';
import { ADMIN, HOOK } from './view-routes.ts';
import { expression } from './visit.ts';

/** A method with its decorators. */
type Member = { name: string; node: SyntaxNode; decorators: readonly SyntaxNode[] };

const membersOf = ({ text }: Python, node: SyntaxNode): Member[] =>
  (child(node, 'body')?.children ?? []).flatMap((each) => {
    const method = each.type === 'decorated_definition' ? child(each, 'definition') : each;
    if (method?.type !== 'function_definition') return [];
    const decorators = each.children.filter((part) => part.type === 'decorator');
    return [{ name: sourceOf(text, child(method, 'name')), node: method, decorators }];
  });

/** Adds the routes of extra actions of a viewset, which have permissions of their own: `@action(methods=['post'])`. */
export function addActionRoutes(python: Python, node: SyntaxNode): void {
  const { text, out } = python;
  if (!/ViewSet\b/.test(sourceOf(text, child(node, 'superclasses')))) return;
  const owner = identifier(sourceOf(text, child(node, 'name')));
  for (const { name, node: method, decorators } of membersOf(python, node)) {
    const action = decorators.map((each) => sourceOf(text, each)).find((each) => /^@action\b/.test(each)) ?? '';
    if (!/["']post["']/i.test(action) || !/AllowAny|permission_classes\s*=\s*\[\s*\]/.test(action)) continue;
    if (!HOOK.test(name) || ADMIN.test(name)) continue;
    const { line, endLine } = method;
    out.route(
      { framework: 'django', route: `/${name}`, method: 'POST', name, line, endLine, kind: 'controller' },
      `(request) => ${owner}.${propertyName(name)}(request)`,
    );
  }
}

/**
 * Adds the methods that are routes by themselves: controllers of Odoo and Litestar,
 * `self.app.router.add_post('/webhook', self.take)`.
 */
export function addMethodRoutes(python: Python, node: SyntaxNode): void {
  const owner = identifier(sourceOf(python.text, child(node, 'name')));
  for (const { name, node: method, decorators } of membersOf(python, node)) {
    const registrations = [
      ...decorators.flatMap((each) => registrationOf(python, each)),
      ...registeredFor(python, `self.${name}`),
    ];
    const { line, endLine } = method;
    for (const { route, framework, siblings = [] } of registrations)
      python.out.route(
        { framework, route, method: 'POST', name, line, endLine, kind: 'route', siblings },
        `(request) => ${owner}.${propertyName(name)}(request)`,
      );
  }
}

/** Adds the routes of class-based views: Django, DRF, Flask's MethodView, Tornado, Falcon, plain servers. */
export function addClassRoutes(python: Python, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text } = python;
  const name = sourceOf(text, child(node, 'name'));
  const bases = sourceOf(text, child(node, 'superclasses'));
  const registered = registeredFor(python, name)[0];
  if (!registered && !/View|API|Resource|Handler|Endpoint|Controller|Webhook/.test(bases)) return;
  const fields = (child(node, 'body')?.children ?? [])
    .filter((each) => each.type === 'expression_statement')
    .map((each) => sourceOf(text, each))
    .join('\n');
  const asked = [fields, ...decorators.map((each) => sourceOf(text, each))].join(' ');
  if (GUARDED.test(asked) || /LoginRequired|PermissionRequired/.test(bases)) return;
  const members = membersOf(python, node);
  // A view that can also change and delete entries manages a list of webhooks; such a view is never open to everyone.
  if (!letsAllIn(fields) && members.some((each) => /^(?:put|patch|delete)$/.test(each.name))) return;
  const posts = members.filter(
    (each) =>
      /^(?:post|do_POST|on_post)$/.test(each.name) &&
      !isGuarded(text, each) &&
      !ASKS_WHO.test(sourceOf(text, each.node)),
  );
  if (posts.length === 0) return;
  // Tornado calls `prepare` first (https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.prepare).
  const prepares = /RequestHandler\b/.test(bases) && members.some((each) => each.name === 'prepare');
  const prepared = prepares ? `${identifier(name)}.prepare(request); ` : '';
  const before = `${prepared}${initialOf(python, name, bases, members)}${restGuards(fields)}`;
  for (const member of posts) {
    const { node: method } = member;
    const isNamed = HOOK.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
    const route = registered?.route ?? (member.name === 'do_POST' ? askedPath(sourceOf(text, method)) : null);
    python.out.route(
      {
        framework: registered?.framework ?? 'django',
        route,
        method: 'POST',
        name,
        line: member.name === 'post' ? method.line : node.line,
        endLine: method.endLine,
        kind: isNamed ? 'controller' : 'route',
        ...(route === null ? { unrouted: 'named' as const } : {}),
      },
      [
        aroundMethod(
          python,
          `(request) => { ${before} return ${identifier(name)}.${firstOf(members, member)}(request); }`,
          [...decorators.filter((each) => isAround(python, each, member.name)), ...member.decorators],
        ),
        ...dispatchersOf(python, bases, members).map((each) => `${identifier(each)}.dispatch`),
      ].join(', '),
    );
  }
}

/**
 * Wraps the handler in calls of the decorators that are named for verifying:
 * `@method_decorator(verify_acme, name='post')` on a class, `@verify_acme` on its method.
 */
function aroundMethod(python: Python, handler: string, decorators: readonly SyntaxNode[]): string {
  const { text } = python;
  let result = handler;
  for (const each of decorators.toReversed()) {
    const node = each.children.find((part) => part.type !== 'comment') ?? null;
    const adapts =
      node?.type === 'call' && /^(?:\w+\.)?method_decorator$/.test(sourceOf(text, child(node, 'function')));
    const inner = adapts ? (argumentsOf(node)[0] ?? null) : node;
    if (!AROUND.test(sourceOf(text, inner)) || OF_ROUTES.test(sourceOf(text, inner))) continue;
    result = `${expression(python, inner)}(${result})`;
  }
  return result;
}

/**
 * Whether a class decorator applies to a method: `name='get'` selects the method that it wraps, and `dispatch` calls
 * them all.
 */
function isAround({ text }: Python, decorator: SyntaxNode, method: string): boolean {
  const [, around] = METHOD_NAMED.exec(sourceOf(text, decorator)) ?? [];
  return around === undefined || around === 'dispatch' || around === method;
}

const METHOD_NAMED = /\bname\s{0,3}=\s{0,3}["'](\w{1,40})["']/;

const AROUND = /verif|sign(?!al|_?(?:in|up|out))|valid|hmac|hook_?(?:secret|token)/i;
/** Decorators that register or document a view. */
const OF_ROUTES =
  /^(?:[\w.]{1,40}\.)?(?:route|post|get|doc|expect|response|extend_schema|swagger_auto_schema|validate_(?:schema|json))\b/;

/** Base classes whose `dispatch` may verify, by their name or by their code in this file. */
function dispatchersOf(python: Python, bases: string, members: readonly Member[]): string[] {
  const own = members.find((each) => each.name === 'dispatch');
  // The class's own `dispatch` overrides that of its bases, unless it calls it.
  if (own !== undefined && !/\bsuper\(/.test(sourceOf(python.text, own.node))) return [];
  return classesAbove(bases).filter((name) => MAY_VERIFY.test(name) || defines(python, name, 'dispatch'));
}

const MAY_VERIFY = /Verif|Sign(?!up|in)|Hmac|HMAC|Secur|Hook\w*Mixin|Auth\w*Mixin/;

const classesAbove = (bases: string): string[] =>
  [...bases.matchAll(/\b[A-Z]\w{0,80}/g)]
    .map(([name]) => name)
    .filter((name) => !/^(?:API)?View$/.test(name))
    .slice(0, MAX_ABOVE);

/** Whether the file has a class of that name with such a method. */
function defines(python: Python, owner: string, method: 'dispatch' | 'initial'): boolean {
  const known = STEPS.get(python) ?? listSteps(python.text);
  STEPS.set(python, known);
  return known.has(`${owner}.${method}`);
}

/** `Class.method` for all methods that Django calls before the one for the request. Computed once per file. */
function listSteps(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let owner = '';
  for (const [, name, method] of text.matchAll(/^class (\w{1,100})|^[ \t]{1,8}def (dispatch|initial)\(/gm)) {
    if (name === undefined) found.add(`${owner}.${method}`);
    else owner = name;
  }
  return found;
}

const STEPS = new WeakMap<Python, ReadonlySet<string>>();

/**
 * The call of `initial`, which views of Django REST framework run before they dispatch
 * (https://www.django-rest-framework.org/api-guide/views/#initialself-request-args-kwargs): the class's own, or that of
 * a base class in this file. Empty where there is none.
 */
function initialOf(python: Python, name: string, bases: string, members: readonly Member[]): string {
  const isOwn = members.some((each) => each.name === 'initial');
  const owner = isOwn ? name : classesAbove(bases).find((each) => defines(python, each, 'initial'));
  return owner === undefined ? '' : `${identifier(owner)}.initial(request); `;
}

/** How many base classes of a view are considered. */
const MAX_ABOVE = 4;

/**
 * The method that the framework calls: the class's own `dispatch`, which calls the other one, or else the method
 * itself.
 */
const firstOf = (members: readonly Member[], { name }: Member): string =>
  members.some((each) => each.name === 'dispatch') ? 'dispatch' : propertyName(name);

/** Code that reads the signed-in user, which a provider never is. */
const ASKS_WHO = /\brequest\.user\.(?:pk|id|username|email|is_(?:authenticated|staff|superuser))\b/;

/** Whether the method's own decorators require a signed-in user or a permission. */
const isGuarded = (text: string, { decorators }: Member): boolean =>
  decorators.map((each) => sourceOf(text, each)).some((each) => GUARDED.test(each) || /permission/i.test(each));
