import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { askedByPath } from '../secret-path.ts';
import { calledAs, declaredAs } from './declare-function.ts';
import { registrationOf } from './decorated-routes.ts';
import type { Registration } from './decorated-routes.ts';
import { GUARDED, requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';
import { restGuards } from './rest-guards.ts';
import { GUARD, guardsOf } from './router-guards.ts';
import { ADMIN, otherRoute } from './view-routes.ts';
import { expression } from './visit.ts';

/** Routes of a function: by its decorators, or by its name in a file of Django views. */
export function addFunctionRoutes(python: Python, definition: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text, out } = python;
  const name = sourceOf(text, child(definition, 'name'));
  const sources = decorators.map((each) => sourceOf(text, each));
  if (sources.some((each) => GUARDED.test(each)) || (python.manages && LOOKS_AFTER.test(name))) return;
  const place = { line: definition.line, endLine: definition.endLine, name };
  // What another function has taken the name of is reached by its decorators alone.
  const isReplaced = python.replaced.has(definition.start);
  const registrations = [
    ...decorators.flatMap((each) => registrationOf(python, each)),
    ...(isReplaced ? [] : registeredFor(python, name)),
  ];
  const handler = wrapped(python, declaredAs(python, definition), appliedTo(python, decorators));
  for (const { route, method, framework, router, secret, dependencies, inQuery } of registrations) {
    const guards = guardsOf(python, router);
    const asked = secret === null ? [] : [askedByPath(secret)];
    const before = [
      ...asked,
      ...dependencies.map((each) => `${calledAs(python, each)}(request);`),
      ...guards.asked,
    ].join(' ');
    const guarded = before ? `(request) => { ${before} return ${called(handler)}; }` : handler;
    if (requiresUser(sourceOf(text, child(definition, 'parameters')) + dependencies.join(' '))) continue;
    out.route(
      {
        ...place,
        route: route === '' && /^(?:gcp|firebase|azure)$/.test(framework) ? `/${name}` : route,
        method,
        framework,
        ...(inQuery ? { inQuery } : {}),
        ...(python.manages || python.lists ? {} : { managesNothing: true as const }),
        kind: isReceivers(python, name, route) || isNamedInstead(python, name, route) ? 'controller' : 'route',
      },
      [guarded, ...guards.passed].join(', '),
    );
  }
  if (registrations.length > 0 || isReplaced || sources.some((each) => GUARD.test(each))) return;
  const other = otherRoute(python, definition, name, sources);
  if (!other) return;
  const asked = other.framework === 'django' ? restGuards(sources.join('\n')) : '';
  out.route(
    { ...place, method: 'POST', ...other },
    asked ? `(request) => { ${asked} return ${called(handler)}; }` : handler,
  );
}

/** A handler that decorators stand around is made by calling them. */
const called = (handler: string): string => `${handler}${handler.endsWith(')') ? '' : '(request)'}`;

/** What calls of this file register for a function of it. */
export const registeredFor = ({ registered }: Python, handler: string): Registration[] =>
  registered
    .filter((each) => each.handler === handler && !each.forUsers)
    .map(({ route, framework, secret }) => ({
      route,
      method: 'POST',
      framework,
      router: '',
      secret,
      dependencies: [],
    }));

/** The route of a function of another file, which what it leads to is told by. */
export function addForeignRoutes(python: Python): void {
  for (const { handler, route, framework, call, forUsers } of python.registered) {
    const [first = '', ...rest] = handler.split('.');
    if (!python.out.imported(identifier(first))) continue;
    const { line, endLine } = call;
    const written = [identifier(first), ...rest.map(propertyName)].join('.');
    // Only those who are signed in come through.
    const before = forUsers ? ['authMiddleware'] : [];
    python.out.route(
      { framework, route, method: 'POST', name: null, line, endLine, kind: 'route' },
      [written, ...before].join(', '),
    );
  }
}

/** `create_webhook` in a file that also changes and deletes: somebody wants to be called. */
const LOOKS_AFTER =
  /^(?:create|add|register|subscribe|update|edit|delete|remove|test|save)_(?:\w{1,30}_)?web_?hooks?(?:_\w{1,30})?$/;

/** A file called `webhooks.py`, or the routes of a folder, that only takes events: what is managed there would be changed and deleted, too. */
const isReceivers = ({ path, manages }: Python, name: string, route: string): boolean =>
  !manages &&
  OF_RECEIVERS.test(path) &&
  !ADMIN.test(name) &&
  !SCHEDULED.test(name) &&
  ![name, route.slice(route.lastIndexOf('/') + 1)].some((each) => ASKED_FOR.test(each));

const OF_RECEIVERS =
  /(?:^|[/_])web_?hooks?(?:\/(?:__init__|api|routes?|routers?|views|endpoints?|handlers?|receivers?|blueprint))?\.py$/i;

/** `/initiate`, `simulate_payment`: what the application's own people ask for, who stand beside its webhooks. */
const ASKED_FOR =
  /^(?:initiate|initiali[sz]e|make|simulate|submit|generate|ask|predict|schedule|chat|mock|debug)(?:[_-]|$)/;

/** `reminder_tick`: what a scheduler calls, beside the webhooks of a bot. */
const SCHEDULED = /^(?!.*hook).*(?:^|_)(?:tick|cron|reminders?|scheduled?|daily|hourly)(?:_|$)/;

/** `@app.post('/bot')` over `def telegram_webhook`: the function says what its address does not. */
const isNamedInstead = ({ manages }: Python, name: string, route: string): boolean =>
  !manages && !/hook/i.test(route) && TAKES.test(name) && !ADMIN.test(name);

const TAKES =
  /^(?!(?:call|check|clear|dispatch|disable|emit|enable|fetch|fire|forward|init|install|make|mock|new|on_set|ping|post|proxy|push|read|refresh|relay|replay|reset|run|save|show|simulate|start|stop|store|sync|toggle|try|un\w+|validate|verify|view)_)(?:[a-z\d]{1,20}_){0,2}web_?hook(?:_(?:handler|receiver|endpoint|view|post|events?|receive|listener|callback))?$/;

/**
 * The decorators of a function that its route sees: `@app.post` takes the function as those below have left it, and those above
 * come too late.
 */
function appliedTo(python: Python, decorators: readonly SyntaxNode[]): readonly SyntaxNode[] {
  if (python.framework === 'odoo') return decorators;
  return decorators.slice(decorators.findLastIndex((each) => registrationOf(python, each)[0]?.router) + 1);
}

/** Decorators that could verify stand around the handler as calls; the others are left away. */
function wrapped(python: Python, handler: string, decorators: readonly SyntaxNode[]): string {
  let result = handler;
  for (const each of decorators.toReversed()) {
    const node = each.children.find((part) => part.type !== 'comment') ?? null;
    const source = sourceOf(python.text, node);
    if (
      /^(?:[\w.]+\.)?(?:route|post|api_route|get|put|csrf_exempt|require_POST|require_http_methods|api_view|transaction\.\w+|whitelist|(?:permission|authentication)_classes|wraps|staticmethod|method_decorator)\b/.test(
        source,
      )
    )
      continue;
    if (!/verif|sign|valid|auth|webhook|secur|check|hmac|protect|requir|twilio|slack|stripe|github/i.test(source))
      continue;
    result = `${expression(python, node)}(${result})`;
  }
  return result;
}
